"""A page in, its live markers out that change nothing, each with the reason."""

from collections.abc import Iterator

from blockcheck.finding import Problem
from blockcheck.page import Page
from blockcheck.proof import blocks, files, live_markers
from blockcheck.proof.blocks import ProofBlock
from blockcheck.proof.live_markers import LiveMarker

OF_COMMANDS = ("exit", "empty")
OF_RUNS = ("exit", "empty", "within")


def diagnose(page: Page) -> Iterator[Problem]:
    """A problem for each; what is misspelt is another rule's."""
    if not any(marker.kind == "live" for marker in page.markers):
        return
    counted = {found.block.header.line: found for found in blocks.of(page)}
    fences, written = {b.header.line for b in page.markdown.blocks}, {file.line for file in files.of(page)}
    seen: set[tuple[int, str]] = set()
    for marker in page.markers:
        read = live_markers.read(marker) if marker.kind == "live" else None
        if not isinstance(read, LiveMarker):
            continue
        why = _where(read, marker.first, fences, written) or _why(read, counted.get(marker.first))
        if (marker.first, read.verb) in seen and read.verb != "run":
            why = why or f"`{read.verb}` is said twice"
        seen.add((marker.first, read.verb))
        if why:
            yield Problem(marker.span, f"{why}; move or remove this comment")


def _where(marker: LiveMarker, line: int, fences: set[int], written: set[int]) -> str:
    """Why it covers no block that it could cover; empty if it does."""
    if line not in fences:
        return "this covers no block: it has to stand directly before one"
    if marker.verb == "write" and line not in written:
        return 'this block has no path to be written to; give its fence title="/the/path"'
    return ""


def _why(marker: LiveMarker, found: ProofBlock | None) -> str:
    """Why it says nothing of the block below it."""
    if marker.verb == "write":
        return ""
    if found is None:
        return "the block below is neither commands nor a manifest, so it is not run"
    if found.reason and marker.verb in OF_RUNS:
        return f"the block below is not run: it {found.reason}"
    if found.kind == "manifest" and marker.verb in OF_COMMANDS:
        return "the block below is a manifest, which prints nothing"
    return ""
