"""Breaking any one block of any page gives a finding in that block: every block of the site, in one process."""

from pathlib import Path

import pytest

from blockcheck.check import check, markdown_files, read_page
from blockcheck.page import Page
from blockcheck.text.fences import Block

ROOT = Path(__file__).parents[1]
BROKEN_LINE = {
    "bash": "echo 'not closed",
    "console": "$ echo 'not closed",
    "yaml": "a: [not closed",
    "json": "{not closed",
    "toml": "[not closed",
    "mermaid": "[not closed",
}


def pages() -> list[Page]:
    return [read_page(path) for path in markdown_files([ROOT / "docs"])]


def broken(page: Page, block: Block) -> Page:
    """The page with one block broken: a line of another grammar in it, or, where it has none, its opening."""
    lines = list(page.lines)
    extra = BROKEN_LINE.get(block.language)
    if extra is None:
        lines[block.header.line - 1] += " of my own"
    else:
        lines.insert(block.header.line, lines[block.header.line - 1][: block.header.column - 1] + extra)
    return Page(page.path, "\n".join(lines))


def test_the_site_itself_has_no_findings():
    assert check(pages()) == []


def test_every_block_is_watched():
    blocks = [(page, block) for page in pages() for block in page.markdown.blocks]
    assert len(blocks) > 100
    variants = [broken(page, block) for page, block in blocks]
    for variant, (page, _) in zip(variants, blocks, strict=True):
        variant.path += f" #{id(variant)}"
        assert page.path in variant.path
    found = {}
    for finding in check(variants):
        found.setdefault(finding.path, []).append(finding)
    for variant, (page, block) in zip(variants, blocks, strict=True):
        inside = range(block.header.line, block.header.line + len(block.lines) + 3)
        assert any(f.line in inside for f in found.get(variant.path, ())), (
            f"{page.path}:{block.header.line} {block.language}"
        )


@pytest.mark.parametrize(
    "path", sorted((ROOT / "docs").rglob("*.md")), ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_a_command_block_follows_a_line_that_says_what_it_does(path):
    page = read_page(path)
    for block in page.blocks("bash"):
        before = [
            line.strip()
            for line in page.lines[: block.header.line - 1]
            if line.strip() and not line.strip().startswith("<!--")
        ]
        assert before[-1].endswith((":", "?")), (
            f"{path}:{block.header.line}: one line above each block says what it does or asks, and ends so: or so?"
        )
