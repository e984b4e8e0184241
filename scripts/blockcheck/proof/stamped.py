"""A page's Markdown in, the same with each block's address and stamp in the header of its fence out: `id`, `data-proof`."""

from blockcheck.explain import anchors
from blockcheck.page import Page
from blockcheck.proof import blocks, stamps
from blockcheck.proof.stamps import Proofs
from blockcheck.text.fences import Block

UNSAFE = str.maketrans("", "", "\"'{}<>&`")  # what would end an attribute or a fence's header


def stamped(markdown: str, page: Page, proofs: Proofs) -> str:
    """`markdown` is the page's text without its front matter, so its lines are counted from the end."""
    lines = markdown.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    offset = len(page.lines) - len(lines)
    for found in blocks.of(page):
        header, at = found.block.header, found.block.header.line - 1 - offset
        if 0 <= at < len(lines) and lines[at] == page.lines[header.line - 1]:
            lines[at] = _header(lines[at], found.block, anchors.of(page)[header.line], stamps.stamp(found, proofs))
    return "\n".join(lines)


def _header(line: str, block: Block, anchor: str, stamp: str) -> str:
    """The opening line of a fence with two attributes more, in braces, as superfences wants it."""
    said = f'#{anchor} data-proof="{stamp.translate(UNSAFE)}"'
    before, info = line[: block.header.column - 1], line[block.header.column - 1 :].rstrip()
    fence = info[: len(info) - len(info.lstrip(info[0]))]
    rest = info[len(fence) :].strip()
    if rest.endswith("}"):
        return f"{before}{fence}{rest[:-1].rstrip()} {said} }}"
    options = rest.removeprefix(".").removeprefix(block.language).strip()
    return f"{before}{fence}{{ {' '.join(filter(None, (f'.{block.language}', options, said)))} }}"
