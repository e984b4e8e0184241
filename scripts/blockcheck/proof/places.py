"""A page in, where each of its blocks stands out: heading, exam task, solution, the paragraph before it."""

import re
from typing import NamedTuple

from blockcheck.page import Page
from blockcheck.text.fences import Block

HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?(?:[ \t]*\{[^{}]*\})?[ \t]*")
SOLUTION = re.compile(r"[ \t]*\?\?\?\+?[ \t]+success\b.*\bSolution\b")
COMMENT = re.compile(r"<!--.*?-->")
TASKS = "Exam tasks"


class Heading(NamedTuple):
    """A heading of the page; `line` is 0 for what stands above the first."""

    line: int
    level: int
    text: str


class Place(NamedTuple):
    """Where a block stands: `task` is None outside of one, `paragraph` empty if none is right before the block.

    `line` is where the paragraph begins.
    """

    heading: Heading
    task: Heading | None
    solution: bool
    paragraph: str
    line: int


class Places(NamedTuple):
    """The page's headings, its tasks, and the place of the block whose fence opens at a line."""

    headings: tuple[Heading, ...]
    tasks: tuple[Heading, ...]
    of: dict[int, Place]


NOWHERE = Places((), (), {})


def places(page: Page) -> Places:
    """Walk the page once, from its first line to its last."""
    if "places" not in page.cache:
        walk = _Walk()
        blocks = [(block.header.line, block) for block in page.markdown.blocks]
        for number, item in sorted([*blocks, *page.markdown.prose], key=lambda pair: pair[0]):
            walk.block(item) if isinstance(item, Block) else walk.line(item, number)
        page.cache["places"] = [Places(tuple(walk.headings), tuple(walk.tasks), walk.found)]
    return page.cache["places"][0]


class _Walk:
    """What is known at one line of the page."""

    def __init__(self) -> None:
        self.headings: list[Heading] = []
        self.tasks: list[Heading] = []
        self.found: dict[int, Place] = {}
        self.in_tasks = False
        self.task: Heading | None = None
        self.solution: int | None = None  # how far it is indented
        self.paragraph: list[str] = []
        self.begins = 0  # the line where it begins
        self.goes_on = False  # whether the paragraph may go on in the next line

    def line(self, line: str, number: int) -> None:
        text = COMMENT.sub("", line).strip() if "<!--" in line else line.strip()
        if not text:
            self.goes_on = self.goes_on and bool(line.strip())
            return
        self._leave(len(line) - len(line.lstrip()))
        heading = HEADING.fullmatch(line)
        if heading:
            self._heading(Heading(number, len(heading[1]), heading[2]))
        elif SOLUTION.match(line):
            self.solution = len(line) - len(line.lstrip())
        if not self.goes_on:
            self.paragraph, self.begins = [], number
        self.paragraph += [] if heading else [text]
        self.goes_on = not heading

    def block(self, block: Block) -> None:
        self._leave(block.header.column - 1)
        heading = self.headings[-1] if self.headings else Heading(0, 1, "")
        inside = self.solution is not None
        self.found[block.header.line] = Place(heading, self.task, inside, " ".join(self.paragraph), self.begins)
        self.paragraph, self.goes_on = [], False

    def _leave(self, indent: int) -> None:
        if self.solution is not None and indent <= self.solution:
            self.solution = None

    def _heading(self, heading: Heading) -> None:
        self.headings.append(heading)
        if heading.level <= 2:
            self.in_tasks, self.task = heading.level == 2 and heading.text == TASKS, None
        elif heading.level == 3:
            self.task = heading if self.in_tasks else None
            self.tasks += [heading] if self.in_tasks else []
