"""A finished page's HTML in, its sections out: heading and text, as a reader who searches may find them."""

import re
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from typing import NamedTuple

from blockcheck.proof.places import TASKS

HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
LINES = HEADINGS | {"p", "li", "tr", "pre", "summary", "figcaption", "div", "dt", "dd", "blockquote"}
CELLS = {"td", "th"}
SILENT = {"svg", "script", "style", "button", "template"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
BLANKS = re.compile(r"\s+")
CODE = "\t"  # begins each line of code, so that results can show it as such
OFF = "search: off"  # a comment: what follows, up to the next heading, is not searched


class Section(NamedTuple):
    """A part of a page: the id of its heading (empty for what stands above the first), its heading, its text in lines,
    and whether it belongs to an exam task."""

    anchor: str
    title: str
    text: str
    task: bool = False


@cache  # a preview asks again for every page at each save
def of(html: str) -> list[Section]:
    """The sections in the page's order; solutions of tasks are left out: who searches has not asked for them."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    every = [Section(one.anchor, _line(one.title), _text(one.text), one.task) for one in reader.found]
    return [section for section in every if section.title or section.text]


def _line(pieces: list[str]) -> str:
    return " ".join("".join(pieces).split())


def _text(pieces: list[str]) -> str:
    """Lines without blanks around, code apart from prose; empty ones are gone."""
    lines = (CODE + line.strip() if line.startswith(CODE) else _line([line]) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line.strip())


@dataclass
class _Part:
    """A section while it is read, in pieces."""

    anchor: str = ""
    task: bool = False
    title: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    """Reads one page; every element that is open stands in `open`, with whether its text counts."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, bool]] = []
        self.found = [_Part()]
        self.heading = 0  # how many elements are open inside of a heading, at least
        self.code = 0
        self.off = False

    def handle_comment(self, data: str) -> None:
        self.off = self.off or data.strip() == OFF

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        classes = (known.get("class") or "").split()
        solution = tag == "details" and "success" in classes
        counts = self._counts() and tag not in SILENT and not solution and "headerlink" not in classes
        if tag in HEADINGS and counts and known.get("id"):
            self._begin(tag, known["id"] or "")
        if tag not in VOID:
            self.open.append((tag, counts))
        self._break(tag)
        self.code += tag == "pre"

    def handle_endtag(self, tag: str) -> None:
        if all(name != tag for name, _ in self.open):
            return
        while self.open.pop()[0] != tag:
            pass
        if len(self.open) < self.heading:
            self.heading = 0
        self.code -= tag == "pre"
        self._break(tag)

    def handle_data(self, data: str) -> None:
        if self.off or not self._counts():
            return
        part = self.found[-1]
        if self.heading:
            part.title.append(data)
        else:
            part.text.append(data.replace("\n", "\n" + CODE) if self.code else BLANKS.sub(" ", data))

    def _begin(self, tag: str, anchor: str) -> None:
        before = self.found[-1]
        task = tag > "h2" and (before.task or _line(before.title) == TASKS)
        self.found.append(_Part("" if tag == "h1" else anchor, task))
        self.heading, self.off = len(self.open) + 1, False

    def _counts(self) -> bool:
        return not self.open or self.open[-1][1]

    def _break(self, tag: str) -> None:
        text = self.found[-1].text
        if not self.heading and tag in LINES:
            text.append("\n" + CODE * (tag == "pre" and self.code == 0))
        elif tag in CELLS:
            text.append(" ")
