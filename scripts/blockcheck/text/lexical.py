"""A page in, characters and places in its blocks out."""

import re
from collections.abc import Collection, Iterator

from blockcheck.finding import Span
from blockcheck.page import Page
from blockcheck.text.fences import Block


def characters(page: Page, wanted: Collection[str]) -> Iterator[tuple[Span, str]]:
    """Each of the wanted characters in what the page says to type."""
    pattern = re.compile("[" + re.escape("".join(wanted)) + "]")
    for _, script in page.scripts:
        for line in script:
            for match in pattern.finditer(line.text):
                at = line.column + match.start()
                yield Span(line.number, at, line.number, at + 1), match[0]


def within(block: Block, row: int, column: int) -> Span:
    """A parser's place (row and column from 0) in the page; its last character where the parser points behind the end."""
    if not block.lines:
        return block.header
    line = block.lines[min(max(row, 0), len(block.lines) - 1)]
    at = line.column + min(max(column, 0), max(len(line.text) - 1, 0))
    return Span(line.number, at, line.number, at + 1)


def says(block: Block, keyword: str) -> bool:
    """Whether a line of the block gives the keyword a value."""
    return any(re.match(rf"\s*{keyword}\s*(?::\s*\S|\{{)", line.text) for line in block.lines)
