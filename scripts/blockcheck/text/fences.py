"""Markdown text in, fenced blocks and inline code out, each with its place.

Follows pymdownx.superfences, which renders the pages: a fence may stand at any indentation (lists, tabs, admonitions)
or in a quote, its end repeats its opening exactly, and a line indented less than the fence breaks it.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from blockcheck.finding import Span

OPENING = re.compile(r"(?P<prefix>[> \t]*)(?P<fence>`{3,}|~{3,})(?P<info>.*)")
INFO = re.compile(
    r"(?:\.?(?P<language>[\w#.+-]+)(?=[ \t]|$))?[ \t]*"
    r"(?:\{(?P<attributes>[^\n]*)\}|(?P<options>(?:[a-zA-Z]\w*(?:=(?:\"[^\"]*\"|'[^']*'))?(?:[ \t]+|$))*))$"
)
CLASS = re.compile(r"(?:^|\s)\.([\w#+-]+)")
PAIR = re.compile(r"([\w-]+)=(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'}]+))")
RUN = re.compile(r"`+")
HEADER_OPTIONS = {"title", "hl_lines", "linenums"}
LINE_LIMIT = 10_000  # characters; a longer line is data, not prose with inline code


class Line(NamedTuple):
    """One line of a block: its text, and where that text begins in the page."""

    text: str
    number: int
    column: int


class Block(NamedTuple):
    """One fence. `broken` says why superfences would not take it as one (None if it would)."""

    language: str
    attributes: dict[str, str]
    header: Span
    lines: tuple[Line, ...]
    closed: bool
    broken: str | None

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


class Inline(NamedTuple):
    """Inline code: what stands between the backticks, without the one space of padding."""

    text: str
    span: Span


class Markdown(NamedTuple):
    """A page taken apart: blocks, inline code and the remaining lines (prose) with their numbers."""

    blocks: tuple[Block, ...]
    inline: tuple[Inline, ...]
    prose: tuple[tuple[int, str], ...]


def parse(lines: list[str], first: int = 1) -> Markdown:
    """Take the lines of a page apart in one pass; `first` is the number of the first line."""
    blocks: list[Block] = []
    inline: list[Inline] = []
    prose: list[tuple[int, str]] = []
    at = 0
    while at < len(lines):
        opening = OPENING.match(lines[at])
        if opening and not (opening["fence"][0] == "`" and "`" in opening["info"]):
            end, block = _block(lines, at, first, opening)
            blocks.append(block)
            at = end
        else:
            prose.append((first + at, lines[at]))
            inline.extend(_inline(lines[at], first + at))
            at += 1
    return Markdown(tuple(blocks), tuple(inline), tuple(prose))


def _block(lines: list[str], at: int, first: int, opening: re.Match[str]) -> tuple[int, Block]:
    """Read the block opened at `lines[at]`; return the index after it and the block."""
    prefix, fence = opening["prefix"], opening["fence"]
    language, attributes, broken = _header(opening["info"].strip())
    start = len(prefix) + 1
    header = Span(first + at, start, first + at, len(lines[at].rstrip()) + 1)
    content: list[Line] = []
    for index in range(at + 1, len(lines)):
        text = _strip(lines[index], prefix)
        if text is None:
            return index, Block(language, attributes, header, tuple(content), False, broken)
        if text.rstrip() == fence:
            return index + 1, Block(language, attributes, header, tuple(content), True, broken)
        content.append(Line(text, first + index, len(lines[index]) - len(text) + 1))
    return len(lines), Block(language, attributes, header, tuple(content), False, broken)


def _strip(line: str, prefix: str) -> str | None:
    """The line without the fence's prefix; None if the line stands outside of the fence."""
    if line.startswith(prefix):
        return line[len(prefix) :]
    bare = prefix.rstrip()
    if line.strip() == "" or (bare and line.rstrip() == bare):
        return ""
    return None


def _header(info: str) -> tuple[str, dict[str, str], str | None]:
    """Language, attributes, and what is wrong with a fence's opening line."""
    match = INFO.match(info)
    if not match:
        words = info.split()
        return (words[0] if words else ""), {}, 'write only the language, or attributes in braces: { .bash title="…" }'
    attributes = {
        key: one or two or three for key, one, two, three in PAIR.findall(match["attributes"] or match["options"] or "")
    }
    language = match["language"] or ""
    if match["attributes"] is not None:
        found = CLASS.search(match["attributes"])
        return language or (found.group(1) if found else ""), attributes, None
    for option in re.findall(r"([a-zA-Z]\w*)(?:=(?:\"[^\"]*\"|'[^']*'))?", _without_values(match["options"])):
        if option not in HEADER_OPTIONS:
            right = f'{{ .{language or "text"} {option}="…" }}'
            return (
                language,
                attributes,
                f"`{option}` is no option of a fence; write it as an attribute in braces: {right}",
            )
    return language, attributes, None


def _without_values(options: str) -> str:
    return re.sub(r"\"[^\"]*\"|'[^']*'", '""', options)


def _inline(line: str, number: int) -> Iterator[Inline]:
    """Code spans of one line; a span that goes on in the next line is left alone."""
    if "`" not in line or len(line) > LINE_LIMIT:
        return
    runs = [(m.start(), m.end()) for m in RUN.finditer(line)]
    later: dict[int, list[int]] = {}
    for index in range(len(runs) - 1, -1, -1):
        later.setdefault(runs[index][1] - runs[index][0], []).append(index)
    at = 0
    while at < len(runs):
        start, end = runs[at]
        same = later[end - start]
        while same and same[-1] <= at:
            same.pop()
        if not same:
            at += 1
            continue
        close = runs[same[-1]]
        text = line[end : close[0]]
        pad = 1 if len(text) > 2 and text[0] == text[-1] == " " else 0
        yield Inline(text[pad : len(text) - pad], Span(number, end + pad + 1, number, close[0] - pad + 1))
        at = same[-1] + 1
