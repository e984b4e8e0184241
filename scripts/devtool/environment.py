"""Pins in, a ready .venv out; made again only when the pins or the Python change."""

import hashlib
import os
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from devtool.process import ROOT, say

VENV = ROOT / ".venv"
STAMP = VENV / "pins.txt"  # what is installed; written last, so that an interrupted install repeats
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
SITE = ("requirements.txt",)
DEV = ("requirements.txt", "requirements-dev.txt")


def ensure(pins: tuple[str, ...]) -> Path:
    """The Python of a .venv that holds these pins."""
    wanted = _lines(pins)
    if not wanted <= _installed():
        with _alone():
            if not wanted <= _installed():  # another dev.py may have done it while this one waited
                _set_up(pins, wanted)
    return PYTHON


def variables() -> dict[str, str]:
    """The environment for what runs in the .venv: our code on the path, UTF-8, no banners."""
    return {
        **{name: value for name, value in os.environ.items() if name != "PYTHONHOME"},
        "PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "PYTHONPATH": str(ROOT / "scripts"),
        "PYTHONUTF8": "1",
        "NO_MKDOCS_2_WARNING": "1",
        "DISABLE_MKDOCS_2_WARNING": "true",
    }


def _set_up(pins: tuple[str, ...], wanted: set[str]) -> None:
    from devtool.install import install  # only here: `check` starts faster without it

    installed = _installed()
    fresh = not installed or not installed <= _lines(DEV)  # packages of old pins must not stay behind
    STAMP.unlink(missing_ok=True)
    install(pins, fresh)
    STAMP.write_text("\n".join(sorted(wanted | (set() if fresh else installed))) + "\n", encoding="utf-8")


def _lines(pins: tuple[str, ...]) -> set[str]:
    """One line that stands for this Python and one for each file of pins."""
    version = f"{sys.implementation.name} {sys.version_info.major}.{sys.version_info.minor}"
    hashes = {f"{name} {hashlib.sha256((ROOT / name).read_bytes()).hexdigest()}" for name in pins}
    return hashes | {f"{version} {sysconfig.get_platform()}"}


def _installed() -> set[str]:
    # A .venv whose Python was removed or belongs to another system has no working interpreter.
    if not PYTHON.exists() or not STAMP.exists():
        return set()
    return set(STAMP.read_text(encoding="utf-8").splitlines())


@contextmanager
def _alone() -> Iterator[None]:
    """Let one dev.py at a time change the .venv; the system frees the lock of one that dies."""
    with open(ROOT / ".venv.lock", "a", encoding="utf-8") as file:
        if not _locked(file.fileno(), wait=False):
            say("Another dev.py is setting up .venv: waiting for it.")
            while not _locked(file.fileno(), wait=True):
                pass
        yield


def _locked(number: int, wait: bool) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(number, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(number, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:  # held by another; Windows gives up waiting after ten seconds
        return False
    return True
