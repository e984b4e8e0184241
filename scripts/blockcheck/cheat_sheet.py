"""The notes in, the cheat sheet out: the blocks and tables that cheat_sheet.yml names, copied when the site is built."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from blockcheck.page import Page
from blockcheck.proof import blocks, proof_page
from blockcheck.proof.places import Heading, places
from blockcheck.text.fences import Block

PATH = "reference/cheat-sheet.md"
LIST = Path(__file__).with_suffix(".yml")
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
FRONT = """\
---
title: Cheat sheet
description: "The CKA commands of these notes on two A4 pages: kubectl, kubeadm, etcd, crictl, RBAC, network, storage, JSONPath."
competencies: []
aliases: [cheatsheet, printable, print, pdf, one page, summary, reference card, command list, important commands]
styles: [cheat-sheet]
---

# CKA cheat sheet

In short: the commands you need most, copied from their pages when this site is built. Each line leads to its page.
Your browser's *Print* makes two A4 pages of it, black on white.
"""


class Entry(NamedTuple):
    """One line of the list: the heading on the sheet, the page, and how the block's purpose or the table's heading begins."""

    heading: str
    page: str
    begins: str
    table: bool


class Wrong(ValueError):
    """An entry that does not name exactly one thing; says what to write."""


def entries(text: str | None = None) -> list[Entry]:
    """The list as it is written, from top to bottom. Raises ValueError where it is not in this form."""
    text = LIST.read_text(encoding="utf-8") if text is None else text
    try:
        listed = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - all is text to it
    except yaml.YAMLError as error:
        raise ValueError(f"{LIST.name} is not YAML: {error}") from None
    return [
        _entry(heading, page, item)
        for heading, pages in _all("headings", listed, dict).items()
        for page, items in _all(heading, pages, dict).items()
        for item in _all(f"{heading}: {page}", items, list)
    ]


def _all(what: str, value: Any, kind: type) -> Any:
    if not isinstance(value, kind) or not value:
        raise ValueError(f"{LIST.name}: {what}: write a heading, below it pages, below each a list of its blocks")
    return value


def _entry(heading: str, page: str, item: Any) -> Entry:
    if isinstance(item, str) and item:
        return Entry(heading, page, item, table=False)
    if isinstance(item, dict) and set(item) == {"table"} and isinstance(item["table"], str):
        return Entry(heading, page, item["table"], table=True)
    raise ValueError(f"{LIST.name}: {heading}: {page}: write how a block's line begins, or `table: ` and a heading")


def generated(notes: Mapping[str, Page], listed: list[Entry]) -> tuple[str, list[str]]:
    """The Markdown of the sheet, and what is wrong with the list, a sentence each."""
    parts, problems, heading = [FRONT], [], ""
    for entry in listed:
        if entry.heading != heading:
            heading = entry.heading
            parts.append(f"## {heading} {proof_page.HIDDEN}\n")  # whoever searches for a command wants its own page
        try:
            parts.append(_copy(notes, entry))
        except Wrong as wrong:
            problems.append(f"{LIST.name}: {entry.heading}: docs/{entry.page}: {wrong}")
    return "\n".join(parts), problems


def _copy(notes: Mapping[str, Page], entry: Entry) -> str:
    if entry.page not in notes:
        raise Wrong("there is no such page")
    page = notes[entry.page]
    return _table(page, entry) if entry.table else _block(page, entry)


def _block(page: Page, entry: Entry) -> str:
    """The purpose as a link to the heading the block stands below, and the block."""
    found = [(purpose, block) for purpose, block in _purposes(page) if purpose.startswith(entry.begins)]
    found = [one for one in found if one[0] == entry.begins] or found
    if len(found) != 1:
        many = f"{len(found)} blocks have a line above them" if found else "no block has a line above it"
        raise Wrong(f"{many} that begins “{entry.begins}”; write how the line of the one you mean begins now")
    [(purpose, block)] = found
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", block.text)), default=0))
    place = places(page).of[block.header.line].heading
    return f"{_link(page, entry, purpose, place)}\n\n{fence}text\n{block.text}\n{fence}\n"


def _purposes(page: Page) -> Iterator[tuple[str, Block]]:
    """What the line above each block outside of exam tasks says, and the block."""
    for one in blocks.of(page):
        place = places(page).of[one.block.header.line]
        if not place.task:
            yield LINK.sub(r"\1", place.paragraph).rstrip(":"), one.block


def _table(page: Page, entry: Entry) -> str:
    """The first table below a heading, without its links."""
    headings = [heading for heading in places(page).headings if heading.text == entry.begins]
    if len(headings) != 1:
        raise Wrong(f"{len(headings) or 'no'} headings read “{entry.begins}”; write the table's heading as it is now")
    after = next((h.line for h in places(page).headings if h.line > headings[0].line), len(page.lines) + 1)
    prose = [line for number, line in page.markdown.prose if headings[0].line < number < after]
    start = next((index for index, line in enumerate(prose) if line.startswith("|")), None)
    if start is None:
        raise Wrong(f"below the heading “{entry.begins}” there is no table")
    end = next((index for index, line in enumerate(prose) if index > start and not line.startswith("|")), len(prose))
    rows = [LINK.sub(r"\1", line) for line in prose[start:end]]
    return "\n".join([_link(page, entry, entry.begins, headings[0]), "", *rows, ""])


def _link(page: Page, entry: Entry, text: str, heading: Heading) -> str:
    anchor = proof_page.anchors(page).get(heading.line, "")
    path = posixpath.relpath(entry.page, posixpath.dirname(PATH))
    return f"[{text}]({path}{anchor and '#' + anchor})"
