"""A command in, its exit status out; Ctrl-C and failures end in one line, never in a traceback."""

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 5  # seconds a stopped child has to end by itself


class Stop(Exception):
    """Nothing more can be done; the message is the one line that the person at the terminal reads."""


def say(line: str) -> None:
    """Tell what happens. On stderr: stdout belongs to the tool that runs (`check --format json`)."""
    print(line, file=sys.stderr, flush=True)


def run(command: Sequence[str | Path], env: dict[str, str] | None = None) -> int:
    """Run in the project's root with this terminal; 128 + signal where a signal ended it."""
    child = subprocess.Popen(command, cwd=ROOT, env=env)
    try:
        status = child.wait()
    except BaseException:
        _end(child)
        raise
    return status if status >= 0 else 128 - status


def capture(command: Sequence[str | Path], env: dict[str, str] | None = None) -> tuple[int, str]:
    """Run in the project's root; exit status and all output. On a terminal the last line shows as it goes."""
    child = subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace"
    )
    lines = []
    try:
        for line in child.stdout or ():
            lines.append(line)
            _progress(line.strip())
        return child.wait(), "".join(lines)
    except BaseException:
        _end(child)
        raise
    finally:
        _progress("")


def in_words(error: OSError) -> str:
    """An error of the operating system as one line that names the file and the cure."""
    place = f"{error.filename}: " if error.filename else ""
    cure = {
        errno.ENOSPC: "; free some space and run it again",
        errno.EACCES: "; make the folder writable, or clone into one that is",
        errno.EROFS: "; clone into a folder that can be written to",
    }.get(error.errno or 0, "")
    return f"{place}{error.strerror or error}{cure}"


def _end(child: subprocess.Popen) -> None:
    """Ctrl-C reaches the child too: give it time to end well, then end it."""
    try:
        if sys.exc_info()[0] is not KeyboardInterrupt:
            child.terminate()
        child.wait(PATIENCE)
    except (subprocess.TimeoutExpired, KeyboardInterrupt):
        child.kill()
        child.wait()


def _progress(line: str) -> None:
    """Overwrite one line of the terminal; nothing in a log."""
    if sys.stderr.isatty() and os.environ.get("TERM") != "dumb":
        width = shutil.get_terminal_size().columns - 1
        print(f"\r{line[:width]:{width}}\r", end="", file=sys.stderr, flush=True)
