"""A page in, the blocks out that cannot run in a throw-away cluster: by their programs, without a word from the author.

The facts stand in `specs/static.yml`, which says what its columns mean.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from blockcheck.command import grammar, programs, specs
from blockcheck.command.grammar import Invocation
from blockcheck.page import Page
from blockcheck.text.shell import Command, Word


class Why(NamedTuple):
    """A reason, and the line of the command that has it."""

    reason: str
    line: int


class Row(NamedTuple):
    """One line of the table: a call, narrowed down by its columns, and the reason."""

    path: tuple[str, ...]
    alone: bool
    option: tuple[str, ...]
    argument: re.Pattern[str] | None
    unless_ends: bool
    reason: str


def reasons(page: Page) -> dict[int, Why]:
    """Line of a block that cannot run -> the first command in it that says why."""
    if "static" not in page.cache:
        page.cache["static"] = [dict(_reasons(page))]
    return page.cache["static"][0]


def _reasons(page: Page) -> Iterator[tuple[int, Why]]:
    for typed in reversed(page.typed):  # so that the first script of a session has the last word
        calls = (call for call, _ in programs.calls(typed.commands, typed.script))
        found = ((of_command(call), call.words[0].span.line) for call in calls)
        why = next((Why(reason, line) for reason, line in found if reason), None)
        if why:
            yield typed.block.header.line, why


def of_command(command: Command) -> str:
    """Why one command cannot run; empty if it can."""
    name = command.words[0].value.rsplit("/", 1)[-1]
    rows = table().get(specs.ALIASES.get(name, name), ())
    recorded = [grammar.understand(command.words, program) for program in specs.pinned(name)] if rows else []
    for row in rows:
        if any(_fits(row, call) for call in recorded) or (not recorded and _fits_words(row, command.words[1:])):
            return row.reason
    return ""


def _fits(row: Row, call: Invocation) -> bool:
    """Whether a call of a program whose tree is recorded is one of a row."""
    path, below = call.command.path, row.path
    if path[: len(below)] != below or (row.alone and path != below):
        return False
    given = [g for g in call.given if g.flag and g.flag.name in row.option and g.value != "false"]
    if row.option and not given:
        return False
    values = [g.value or "" for g in (given if row.option else call.given)]
    words = values if row.option else [*values, *(word.value for word in call.arguments)]
    return _argument(row, words) and not (row.unless_ends and ends(call.after_dashes or call.arguments[1:]))


def _fits_words(row: Row, words: tuple[Word, ...]) -> bool:
    """The same for a program of which only the name is known."""
    plain = [word.value for word in words if not word.value.startswith("-")]
    return tuple(plain[: len(row.path)]) == row.path and _argument(row, [word.value for word in words])


def _argument(row: Row, words: Iterable[str]) -> bool:
    return row.argument is None or any(row.argument.fullmatch(word) for word in words)


def ends(words: tuple[Word, ...]) -> bool:
    """Whether what runs in a container ends without somebody who types."""
    if not words:
        return False
    *_, (last, _) = programs.calls([Command(words)], ())
    typed = " ".join(word.value for word in last.words)
    return not any(pattern.fullmatch(typed) for pattern in interactive())


@cache
def _file() -> dict:
    return specs.by_hand("static")


@cache
def interactive() -> tuple[re.Pattern[str], ...]:
    """Calls that wait for somebody who types."""
    return tuple(re.compile(rf"(?:\S*/)?{pattern}") for pattern in _file()["interactive"])


@cache
def table() -> dict[str, list[Row]]:
    """Program -> its rows."""
    found: dict[str, list[Row]] = {}
    for name, row in _rows():
        found.setdefault(name, []).append(row)
    return found


def _rows() -> Iterator[tuple[str, Row]]:
    for reason, calls in _file()["static"].items():
        for call, columns in calls.items():
            name, *path = call.split()
            said = columns or {}
            argument = re.compile(said["argument"]) if "argument" in said else None
            option = tuple(str(said.get("option", "")).split())
            row = Row(tuple(path), said.get("alone", False), option, argument, said.get("unless ends", False), reason)
            yield name, row
