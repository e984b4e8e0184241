"""What came of a page in, the record with it or what differs from the record out; nothing is recorded of a page that died."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from blockcheck.finding import Finding
from blockcheck.page import Page
from blockcheck.proof import blocks, record
from blockcheck.proof.record import Proof
from live import outputs
from live.result import PageResult

VARIES = "varies"
AGAIN = "python3 scripts/dev.py live"
Record = dict[tuple[str, str], Proof]


def keep(result: PageResult, path: Path) -> None:
    """Write the page's proofs in the place of its former ones."""
    if result.died:
        return
    with _alone(path.parent):  # another run may record too
        former = record.read(path)
        others = [proof for proof in former.values() if proof.page != result.name]
        record.write([*others, *(_settled(proof, former) for proof in result.proofs)], path)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Be the only writer in a folder; the system lets the next one in if this one dies."""
    number = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(number, fcntl.LOCK_EX)
        yield
    finally:
        os.close(number)


def _settled(proof: Proof, former: Record) -> Proof:
    """An output that two runs of the same block on the same versions do not share is not worth comparing."""
    before = former.get((proof.page, proof.block))
    same = before is None or before.on != proof.on or before.output == proof.output
    return proof if same else proof._replace(output=VARIES)


def differences(result: PageResult, page: Page, path: Path) -> Iterator[Finding]:
    """Where a run came to another end than the record says; blocks that it knows nothing of are one finding.

    Another output alone is an advice: a machine with another kernel or another day prints other things, too.
    """
    recorded = record.read(path)
    places = {proof.key: proof.block.header for proof in blocks.of(page)}
    cure = f"look at it, then record it: {AGAIN} {page.path}"
    unknown = [proof for proof in result.proofs if (proof.page, proof.block) not in recorded]
    for proof in unknown[:1]:
        more = f" and {len(unknown) - 1} more of this page" if len(unknown) > 1 else ""
        words = f"the record knows nothing of this block{more}; {cure}"
        yield Finding(page.path, *places[proof.block], "changed-proof", "error", words, None)
    for proof in result.proofs:
        before = recorded.get((proof.page, proof.block))
        severity, words = _differs(proof, before) if before else ("", "")
        if words:
            yield Finding(page.path, *places[proof.block], "changed-proof", severity, f"{words}; {cure}", None)


def _differs(now: Proof, before: Proof) -> tuple[str, str]:
    """The severity and the words, both empty where nothing differs."""
    if before.outcome != now.outcome:
        return "error", f"the block is {now.outcome}, the record says {before.outcome}"
    if VARIES in (before.output, now.output) or before.output == now.output or before.on != now.on:
        return "", ""
    return "advice", "the block prints something else than when it was recorded"


def renew(result: PageResult, page: Page, path: Path) -> None:
    """Write the Output blocks into the page's file; the keys of the blocks follow, since their Output belongs to them."""
    if not result.changes:
        return
    raw = path.read_bytes().decode("utf-8")
    if Page(page.path, raw).lines != page.lines:
        words = "the page was changed while it ran, so its Output is not written; run it again"
        result.findings.append(Finding(page.path, 1, 1, 1, 2, "stale-output", "error", words, None))
        return
    ends = "\r\n" if "\r\n" in raw else "\n"
    mark = "\ufeff" if raw.startswith("\ufeff") else ""
    text = outputs.write("\n".join(page.lines), result.changes)
    outputs.save(path, mark + text.replace("\n", ends))
    old, new = blocks.of(page), blocks.of(Page(page.path, text))
    keys = {before.key: after.key for before, after in zip(old, new, strict=True)}
    result.proofs = [proof._replace(block=keys[proof.block]) for proof in result.proofs]
