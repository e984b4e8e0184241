"""A page in, the address of each of its blocks out: made of what the block is for, so that it outlives other edits."""

import re
from collections import Counter

from blockcheck.page import Page
from blockcheck.proof import blocks
from blockcheck.proof.places import places

LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
NO_WORD = re.compile(r"[^a-z0-9]+")
MOST_WORDS = 7


def of(page: Page) -> dict[int, str]:
    """Line of a block's fence -> its id on the page; blocks that count alone, commands and manifests."""
    if "anchors" not in page.cache:
        page.cache["anchors"] = [_anchors(page)]
    return page.cache["anchors"][0]


def purpose(page: Page, line: int) -> str:
    """What a block is for, as Markdown: the paragraph above it, or the heading it stands below."""
    place = places(page).of[line]
    return place.paragraph or place.heading.text


def _anchors(page: Page) -> dict[int, str]:
    seen = Counter[str]()
    found: dict[int, str] = {}
    for block in blocks.of(page):
        line = block.block.header.line
        words = NO_WORD.sub(" ", unlinked(purpose(page, line)).lower()).split()
        name = "-".join(["run" if block.kind == "commands" else "file", *words[:MOST_WORDS]])
        seen[name] += 1
        found[line] = name if seen[name] == 1 else f"{name}-{seen[name]}"
    return found


def unlinked(markdown: str) -> str:
    """A line with the text of its links alone."""
    return LINK.sub(r"\1", markdown)
