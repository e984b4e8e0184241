"""A page in, the texts out that may hold manifests: YAML blocks, and what here-documents write."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from blockcheck.finding import Span
from blockcheck.manifest import yaml_nodes
from blockcheck.manifest.yaml_nodes import Node, Place
from blockcheck.page import Page
from blockcheck.text import placeholders
from blockcheck.text.fences import Line
from blockcheck.text.heredocs import bodies
from blockcheck.text.placeholders import HIDDEN

LEFT_OUT = re.compile(r"^[ \t-]*(?:#[ \t]*)?(?:\.\.\.|…)|#[ \t]*(?:\.\.\.|…)", re.MULTILINE)
PATCH = re.compile(r"\bpatch|\boverlay", re.IGNORECASE)
DIRECTIVE = re.compile(r"^[ \t-]*\$(?:patch|retainKeys|setElementOrder|deleteFromPrimitiveList)\b", re.MULTILINE)

LARGEST = 250_000  # characters of YAML on a page; no note comes near, and more would take long


class Source(NamedTuple):
    """A text that may hold manifests: its lines, and the documents in it. `whole`: nothing is left out on purpose."""

    lines: tuple[Line, ...]
    documents: tuple[Node, ...]
    whole: bool

    def span(self, place: Place) -> Span:
        """A place of the text in the page; of several lines the first."""
        line = self.lines[min(place.row, len(self.lines) - 1)]
        end = place.end_column if place.end_row == place.row else len(line.text)
        end = max(min(end, len(line.text)), place.column + 1)
        return Span(line.number, line.column + place.column, line.number, line.column + end)


def sources(page: Page) -> list[Source]:
    """Every text of the page that holds YAML, read once."""
    if "sources" not in page.cache:
        page.cache["sources"] = list(_sources(page))
    return page.cache["sources"]


def _sources(page: Page) -> Iterator[Source]:
    left = LARGEST
    for lines, whole in _texts(page):
        left -= sum(len(line.text) + 1 for line in lines)
        source = _read(lines, whole) if left > 0 else None
        if source and source.documents:
            yield source


def _texts(page: Page) -> Iterator[tuple[tuple[Line, ...], bool]]:
    """The lines of each text, and whether it is called a patch."""
    for block in page.blocks("yaml"):
        if block.lines:
            yield block.lines, not PATCH.search(block.attributes.get("title", "") + block.lines[0].text)
    for _, script in page.scripts:
        if any("<<" in line.text for line in script):
            yield from ((body, not PATCH.search(script[0].text)) for body in bodies(script) if body)


def _read(lines: tuple[Line, ...], whole: bool) -> Source:
    text = "\n".join(line.text for line in lines)
    shown = placeholders.mask(text, HIDDEN)
    return Source(
        lines, tuple(yaml_nodes.documents(shown)), whole and not (LEFT_OUT.search(text) or DIRECTIVE.search(text))
    )
