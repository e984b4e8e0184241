"""A script in, what it printed and its exit status out; it never runs longer, nor prints more, than it may."""

import os
import selectors
import signal
import subprocess
import tempfile
import threading
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from typing import IO, NamedTuple

LARGEST = 16 * 2**20  # bytes of one stream; a script that prints more is ended
GLANCE = 0.05  # seconds between two looks at a script whose children hold its output open
DRAIN = 1.0  # seconds of reading on after a script ended, while what it left behind still prints
READ_ALL = 'eval "$(cat)"'  # the whole script first: nothing in it can then eat the rest of it from stdin

stopping = threading.Event()
"""Set by Ctrl-C: every running script is ended, and its thread unwinds."""

END_MARKED = """for round in 1 2 3 4 5; do
  found=$(grep -lzsE -- '^LIVE_RUN={mark}$' /proc/[0-9]*/environ | cut -d/ -f3)
  [ -n "$found" ] || break
  kill -KILL $found 2>/dev/null
done"""


class Ran(NamedTuple):
    """`status` is None where the script was killed at its limit."""

    status: int | None
    stdout: str
    stderr: str


class Terminal:
    """Runs bash scripts behind a prefix: `[]` is this machine's own bash, `docker exec -i NAME` a container's."""

    def __init__(self, prefix: list[str]) -> None:
        self.prefix = list(prefix)
        self.token = uuid.uuid4().hex[:12]
        self.runs = 0
        self.memory: Callable[[], int] = lambda: 0  # the most bytes the place ever used, if it says so

    def run(self, script: str, seconds: float) -> Ran:
        """Run the script; at the limit it is killed with everything it started."""
        self.runs += 1
        mark = f"{self.token}[.]{self.runs}"
        command = [*self.prefix, "env", f"LIVE_RUN={self.token}.{self.runs}", "bash", "-c", READ_ALL]
        with tempfile.TemporaryFile() as stdin:
            stdin.write(script.encode("utf-8", "surrogateescape"))
            stdin.seek(0)
            child = _start(command, stdin)
        reading, ended = _Reading(child), False
        try:
            ended = reading.until(time.monotonic() + seconds)
        finally:
            if not ended:
                self._kill(child, mark)
            reading.rest()
        return Ran(child.returncode if ended else None, *reading.texts())

    def end_all(self) -> None:
        """End what the scripts left behind in the background."""
        self._end(rf"{self.token}[.][0-9]+")

    def _kill(self, child: subprocess.Popen, mark: str) -> None:
        """The process group first, which no fork escapes, then whatever left the group."""
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        self._end(mark)

    def _end(self, mark: str) -> None:
        command = [*self.prefix, "bash", "-c", END_MARKED.replace("{mark}", mark)]
        with suppress(subprocess.TimeoutExpired, OSError):  # the place itself may be gone
            subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=20)


def _start(command: list[str], stdin: IO[bytes]) -> subprocess.Popen:
    return subprocess.Popen(
        command, stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0, start_new_session=True
    )


class _Reading:
    """What a child prints, read while it runs."""

    def __init__(self, child: subprocess.Popen) -> None:
        self.child = child
        self.read: dict[int, bytearray] = {}
        self.selector = selectors.DefaultSelector()
        for stream in (child.stdout, child.stderr):
            self.read[stream.fileno()] = bytearray()
            self.selector.register(stream, selectors.EVENT_READ)

    def until(self, deadline: float) -> bool:
        """Read until the child ends (True), or the deadline comes or it prints too much (False)."""
        while self.child.poll() is None:
            if stopping.is_set():
                raise KeyboardInterrupt
            if time.monotonic() >= deadline or any(len(data) >= LARGEST for data in self.read.values()):
                return False
            self.take(GLANCE)
        return True

    def rest(self) -> None:
        """Read what is still in the pipes and close them."""
        deadline = time.monotonic() + DRAIN
        while self.selector.get_map() and self.take(0) and time.monotonic() < deadline:
            pass
        self.selector.close()
        for stream in (self.child.stdout, self.child.stderr):
            stream.close()

    def take(self, seconds: float) -> bool:
        """Read once from each pipe that has something."""
        if not self.selector.get_map():  # it closed its output and runs on
            time.sleep(seconds)
            return False
        ready = self.selector.select(seconds)
        for key, _ in ready:
            data = os.read(key.fd, 65536)
            if not data:
                self.selector.unregister(key.fileobj)
            elif len(self.read[key.fd]) < LARGEST:
                self.read[key.fd] += data
        return bool(ready)

    def texts(self) -> list[str]:
        return [data.decode("utf-8", "replace") for data in self.read.values()]
