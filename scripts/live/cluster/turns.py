"""Clusters of one machine, no more of them at once than it bears, whichever process they belong to."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from live.terminal import stopping

AT_ONCE = 2 * (os.cpu_count() or 1)  # most of a page's time is waiting


@contextmanager
def turn(folder: Path, count: int = AT_ONCE) -> Iterator[None]:
    """Waits for one of `count` places; the system frees the place of a process that dies. Raises KeyboardInterrupt when asked to stop."""
    while True:
        for number in range(count):
            with open(folder / f"turn-{number}", "a", encoding="utf-8") as file:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    continue
                yield
                return
        if stopping.wait(1):
            raise KeyboardInterrupt
