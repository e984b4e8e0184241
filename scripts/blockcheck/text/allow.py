"""A page's prose in, its markers out: `<!-- allow rule-name: reason -->` and what each covers."""

import re
from bisect import bisect
from collections.abc import Iterator
from typing import NamedTuple

from blockcheck.finding import Span
from blockcheck.text.fences import Markdown

MARKER = re.compile(r"<!--[ \t]*(allow|live)\b(.{0,500}?)-->")
ALLOW = re.compile(r"[ \t]+([\w-]+)[ \t]*(?::[ \t]*(.*?))?[ \t]*$")


class Marker(NamedTuple):
    """One marker: `kind` (allow, live), rule and reason (empty if not given), its place, and the lines it covers.

    `text` is what stands behind the kind.
    """

    kind: str
    rule: str
    reason: str
    span: Span
    first: int
    last: int
    text: str


def markers(markdown: Markdown) -> list[Marker]:
    """Every marker, in order; each covers the block or the paragraph that comes next."""
    if not any("<!--" in line for _, line in markdown.prose):
        return []
    covered = _covered(markdown)
    return [marker for number, line in markdown.prose if "<!--" in line for marker in _line(line, number, covered)]


def _line(line: str, number: int, covered: dict[int, tuple[int, int]]) -> Iterator[Marker]:
    for match in MARKER.finditer(line):
        named = ALLOW.match(match[2])
        rule, reason = (named[1], named[2] or "") if named else ("", "")
        span = Span(number, match.start() + 1, number, match.end() + 1)
        yield Marker(match[1], rule, reason, span, *covered.get(number + 1, (number, number)), match[2])


def _covered(markdown: Markdown) -> dict[int, tuple[int, int]]:
    """For each line, the lines of what begins there; blank lines and lines of markers belong to what follows them."""
    covered = {b.header.line: (b.header.line, b.header.line + len(b.lines) + 1) for b in markdown.blocks}
    end = 0
    for number, line in reversed(markdown.prose):
        if MARKER.sub("", line).strip():
            end = end if end and number + 1 in covered and covered[number + 1][1] == end else number
            covered[number] = (number, end)
        else:
            end = 0
            covered[number] = covered.get(number + 1, (number, number))
    return covered


class Exceptions:
    """The `allow` markers of a page by what they cover, so that a look-up does not walk them all."""

    def __init__(self, every: list[Marker]) -> None:
        self.allowed = {(marker.rule, marker.first) for marker in every if marker.kind == "allow"}
        self.targets = sorted({(marker.first, marker.last) for marker in every})
        self.used: set[tuple[str, int]] = set()

    def allows(self, rule: str, line: int) -> bool:
        """Whether a marker covers this line for this rule; remembers that it was of use."""
        at = bisect(self.targets, (line, float("inf"))) - 1
        key = (rule, self.targets[at][0]) if at >= 0 and line <= self.targets[at][1] else None
        if key not in self.allowed:
            return False
        self.used.add(key)
        return True
