"""A page in, the files out that its blocks show under a name, so that `kubectl apply -f pod.yaml` finds them."""

import re
from typing import NamedTuple

from blockcheck.page import SHELLS, Page
from blockcheck.proof.blocks import markers_of
from blockcheck.proof.live_markers import LiveMarker
from blockcheck.text.fences import Block

BESIDE = re.compile(r"(?!.*\.\.)[\w][\w./-]*\.ya?ml")
PATH = re.compile(r"(?!.*\.\.)/?[\w.][\w./-]*\.?[\w-]+")


class File(NamedTuple):
    """A titled block: the path it is written to, relative to the current folder unless it begins with a slash."""

    path: str
    text: str
    line: int
    markers: tuple[LiveMarker, ...]


def files(text: str) -> list[File]:
    """The same for a page's text alone."""
    return of(Page("page.md", text))


def of(page: Page) -> list[File]:
    """Every file, in page order; `line` is where its fence opens."""
    every = (b for b in page.markdown.blocks if b.closed and not b.broken and b.language not in SHELLS)
    before = markers_of(page)
    found = ((block, before.get(block.header.line, ())) for block in every if block.attributes.get("title"))
    return [
        File(block.attributes["title"], block.text + "\n", block.header.line, markers)
        for block, markers in found
        if is_file(block, markers)
    ]


def is_file(block: Block, markers: tuple[LiveMarker, ...]) -> bool:
    """Whether a block is written: YAML by its name alone, anything else where a marker says so."""
    title = block.attributes.get("title", "")
    if any(marker.verb == "write" for marker in markers):
        return bool(PATH.fullmatch(title))
    return block.language == "yaml" and bool(BESIDE.fullmatch(title))
