"""A block in, its top-level statements out: what bash is given one by one, each with its lines in the page."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import tree_sitter
import tree_sitter_bash

from blockcheck.finding import Span
from blockcheck.text.fences import Line
from blockcheck.text.session import Script
from blockcheck.text.shell import ascii_mask
from live import calls, shapes, shfmt_rows
from live.calls import Called

Node = tree_sitter.Node
ENDLESS = "timeout --signal=INT 4 "


class Statement(NamedTuple):
    """One statement: what bash gets, its place, its commands.

    `answer`: where what it asked for is to be seen: "" its output, `$NAME` a variable, else a file (as a word of bash);
    None if it prints nothing by its nature. `stages`: the programs of a pipeline, one for each exit status.
    """

    text: str
    span: Span
    called: tuple[Called, ...] = ()
    answer: str | None = None
    stages: tuple[str, ...] = ()

    @property
    def asks(self) -> bool:
        return self.answer is not None and any(one.asks for one in self.called)

    @property
    def endless(self) -> bool:
        return any(one.endless for one in self.called)


def hidden(text: str, span: Span) -> list[Statement]:
    """What the author runs unseen, as one statement at the place where it is written."""
    return [Statement(text, span)]


def statements(script: Script, page: Script | None = None) -> list[Statement]:
    """Take a script apart; `page` holds the same lines as the page has them, before values were filled in."""
    text = "\n".join(line.text for line in script)
    root = _parser().parse(ascii_mask(text).encode("ascii")).root_node
    every = calls.called(script)
    groups = list(_groups(root)) if not root.has_error else [Group(*rows, ()) for rows in shfmt_rows.rows(text)]
    return [_statement(script, page or script, group, every) for group in groups]


@cache
def _parser() -> tree_sitter.Parser:
    return tree_sitter.Parser(tree_sitter.Language(tree_sitter_bash.language()))


class Group(NamedTuple):
    """The rows of a statement (from 0) and the nodes on them."""

    first: int
    last: int
    nodes: tuple[Node, ...]


def _groups(root: Node) -> Iterator[Group]:
    """Top-level nodes, those that share a line together; comments alone are no statement."""
    group: Group | None = None
    for node in root.children:
        if node.type == "comment" or node.start_byte == node.end_byte:
            continue
        first, last = node.start_point[0], node.end_point[0] - (node.end_point[1] == 0)
        if group and first <= group.last:
            group = Group(group.first, max(last, group.last), (*group.nodes, node))
        else:
            if group:
                yield group
            group = Group(first, last, (node,))
    if group:
        yield group


def _statement(script: Script, page: Script, group: Group, every: Sequence[Called]) -> Statement:
    rows = range(group.first, group.last + 1)
    inside = tuple(one for one in every if one.span.line - 1 in rows)
    background = any(node.type == "&" for node in group.nodes)
    text = "\n".join(_limited(script[row], row, () if background else inside) for row in rows)
    first, last = page[group.first], page[group.last]
    indent = len(first.text) - len(first.text.lstrip())
    span = Span(first.number, first.column + indent, last.number, last.column + len(last.text.rstrip()))
    nodes = [node for node in group.nodes if node.is_named]
    answer = shapes.answer(nodes[-1], "\n".join(line.text for line in script)) if nodes and not background else None
    return Statement(text, span, inside, answer, shapes.stages(nodes[-1]) if nodes else ())


def _limited(line: Line, row: int, inside: Sequence[Called]) -> str:
    """The line, its endless commands ended as Ctrl-C would end them."""
    text = line.text
    for one in sorted(inside, key=lambda one: -one.span.column):
        if one.endless and one.span.line - 1 == row:
            at = one.span.column - 1
            rest = text[at:]
            text = text[:at] + ENDLESS + re.sub(r"^k(?=\s)", "kubectl", rest)
    return text
