"""YAML text in, its documents as nodes with exact places out; never recurses, an alias is never followed."""

from collections.abc import Iterator
from typing import NamedTuple

import yaml

from blockcheck.text.placeholders import HIDDEN, UNKNOWN
from blockcheck.text.yaml_text import DEEPEST, Loader

TEXT_TAG = "tag:yaml.org,2002:str"
MERGE = "<<"


class Place(NamedTuple):
    """Where something stands in its text; rows and columns count from 0, the end is the place after it."""

    row: int
    column: int
    end_row: int
    end_column: int


class Node:
    """A scalar, a map, a list, or what cannot be known (an alias). `plain`: without quotes."""

    __slots__ = ("entries", "items", "kind", "place", "plain", "value")

    def __init__(self, kind: str, place: Place, value: str = "", plain: bool = False) -> None:
        self.kind = kind
        self.place = place
        self.value = value
        self.plain = plain
        self.items: list[Node] = []
        self.entries: list[tuple[Node, Node]] = []

    @property
    def unknown(self) -> bool:
        """Whether nothing can be said of its value: an alias, or text that holds a placeholder."""
        return self.kind == "alias" or UNKNOWN in self.value

    @property
    def partial(self) -> bool:
        """Whether a map may hold more than is written: merged from elsewhere, or under a key not known."""
        return any(key.unknown or key.value == MERGE for key, _ in self.entries)

    def get(self, *path: str) -> "Node | None":
        """What stands below these keys."""
        node: Node | None = self
        for name in path:
            node = next((value for key, value in node.entries if key.value == name), None) if node else None
        return node

    def text(self, *path: str) -> str | None:
        """The scalar below these keys, None if there is none or it cannot be known."""
        node = self.get(*path)
        return node.value if node and node.kind == "scalar" and not node.unknown else None


def documents(text: str) -> list[Node]:
    """The documents that hold something, up to the first syntax error."""
    try:
        return list(_documents(text))
    except (yaml.YAMLError, ValueError):
        return []  # another rule says so


def _documents(text: str) -> Iterator[Node]:
    stack: list[Node] = []
    keys: list[Node | None] = []  # of each map on the stack: the key that waits for its value
    for event in yaml.parse(text, Loader=Loader):
        kind = type(event)
        if kind is yaml.ScalarEvent:
            node = _scalar(event)
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            node = Node("map" if kind is yaml.MappingStartEvent else "list", _place(event))
        elif kind is yaml.AliasEvent:
            node = Node("alias", _place(event))
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            keys.pop()
            node = stack.pop()
            if not stack:
                yield node
            continue
        else:
            continue
        if stack:
            _attach(stack[-1], keys, node)
        if node.kind in ("map", "list"):
            if len(stack) >= DEEPEST:
                raise ValueError("nested too deep")
            stack.append(node)
            keys.append(None)
        elif not stack and not _is_null(node):
            yield node


def _attach(parent: Node, keys: list[Node | None], node: Node) -> None:
    if parent.kind == "list":
        parent.items.append(node)
    elif keys[-1] is None:
        keys[-1] = node
    else:
        parent.entries.append((keys[-1], node))
        keys[-1] = None


def _place(event: yaml.Event) -> Place:
    start, end = event.start_mark, event.end_mark
    return Place(start.line, start.column, end.line, end.column)


def _scalar(event: yaml.ScalarEvent) -> Node:
    value = event.value.replace(HIDDEN, UNKNOWN) if HIDDEN in event.value else event.value
    return Node("scalar", _place(event), value, plain=not event.style and event.tag != TEXT_TAG)


def _is_null(node: Node) -> bool:
    return node.plain and node.value in ("", "~", "null", "Null", "NULL")


def data(node: Node | None) -> object:
    """A node as plain values: maps, lists and text (`True` for a plain `true`); what is not known is None."""
    if node is None or node.unknown:
        return None
    if node.kind == "map":
        return {key.value: data(value) for key, value in node.entries}
    if node.kind == "list":
        return [data(item) for item in node.items]
    return (
        True if node.plain and node.value == "true" else False if node.plain and node.value == "false" else node.value
    )
