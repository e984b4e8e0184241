"""Pages in, what came of each out as it finishes; in parallel, in any order, ended well by Ctrl-C."""

import math
import random
import signal
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from blockcheck import check
from blockcheck.page import Page
from blockcheck.proof import blocks
from live import recording
from live.page import run_page
from live.result import PageResult, Settings
from live.terminal import stopping


class Work(NamedTuple):
    """A page with its file and its name in the record."""

    path: Path
    page: Page
    name: str

    @property
    def to_run(self) -> int:
        """How many of its blocks are not static."""
        return sum(not proof.reason for proof in blocks.of(self.page))


def find(paths: Sequence[Path], docs: Path) -> list[Work]:
    """The pages that have blocks to prove, named as they are below `docs`."""
    found = [Work(path, check.read_page(path), _name(path, docs)) for path in check.markdown_files(paths)]
    return [work for work in found if blocks.of(work.page)]


def _name(path: Path, docs: Path) -> str:
    full = path.resolve()
    return full.relative_to(docs.resolve()).as_posix() if full.is_relative_to(docs.resolve()) else path.as_posix()


def ordered(every: list[Work], seed: str | None) -> list[Work]:
    """The pages in their own order, or in the one that belongs to the seed."""
    return every if seed is None else random.Random(seed).sample(every, len(every))


def sampled(every: list[Work], percent: float, seed: str | None = None) -> list[Work]:
    """Random pages until they hold that part of all blocks: a block needs those before it, so pages are drawn whole."""
    wanted = math.ceil(sum(work.to_run for work in every) * percent / 100)
    drawn: list[Work] = []
    for work in random.Random(seed).sample(every, len(every)):
        if sum(one.to_run for one in drawn) < wanted and work.to_run:
            drawn.append(work)
    return drawn


def run(
    every: Sequence[Work], settings: Settings, jobs: int, record: Path | None, checked: bool
) -> Iterator[PageResult]:
    """Run the pages; each is compared with the record, or recorded, once it is finished. KeyboardInterrupt when stopped."""
    stopping.clear()
    pool = ThreadPoolExecutor(max_workers=max(jobs, 1))
    waiting: dict[Future[PageResult], Work] = {}
    try:
        for work in every:
            waiting[pool.submit(run_page, work.page, work.name, settings)] = work
        for future in as_completed(waiting):
            result = future.result()
            finish(result, waiting[future], settings.update, record, checked)
            yield result
    finally:
        stopping.set()  # nothing runs any more, unless something went wrong or somebody pressed Ctrl-C
        with undisturbed():
            pool.shutdown(wait=True, cancel_futures=True)
        stopping.clear()


def finish(result: PageResult, work: Work, update: bool, record: Path | None, checked: bool) -> None:
    """Write what a finished page has to say: its Output, its proofs."""
    if update and not checked:
        recording.renew(result, work.page, work.path)
    if record and checked:
        result.findings += recording.differences(result, work.page, record)
    elif record:
        recording.keep(result, record)


@contextmanager
def undisturbed() -> Iterator[None]:
    """A second Ctrl-C does not keep the first from removing the clusters."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    former = {number: signal.signal(number, signal.SIG_IGN) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
