"""A manifest's node and its type in, what is wrong with its fields out; each problem is said once, where it begins."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from blockcheck.manifest import limits, scalars
from blockcheck.manifest.schemas import Definition, Schemas
from blockcheck.manifest.yaml_nodes import Node, Place
from blockcheck.text.placeholders import UNKNOWN
from blockcheck.text.suggest import closest

DIRECTIVE = "$"  # begins the keys of a patch that say what to do, such as `$patch: delete`

Met = dict[str, list[tuple[Node, str]]]  # definition -> the nodes that are one, and their paths


class Found(NamedTuple):
    """A broken rule, its place in the text, and the message."""

    rule: str
    place: Place
    message: str
    fix: str | None = None


class Spot(NamedTuple):
    """A node, its type, and how it is reached: the path of keys, and the definitions above."""

    node: Node
    type: str
    path: str
    key: Node | None
    above: "tuple[tuple[str, Definition], ...]"


class Walk:
    """One walk over a document. `met` gathers the nodes of each definition, for what looks at several fields at once."""

    def __init__(self, schemas: Schemas, embedded: Callable[[Node], Iterator[Found]], whole: bool = True) -> None:
        self.schemas = schemas
        self.embedded = embedded
        self.whole = whole  # False: a part may be left out on purpose
        self.met: Met = {}

    def check(self, node: Node, kind: str, title: str) -> Iterator[Found]:
        """Everything wrong with the document; no deeper than YAML was allowed to be."""
        yield from self._value(Spot(node, kind, title, None, ()))

    def _value(self, spot: Spot) -> Iterator[Found]:
        node, kind = spot.node, spot.type
        if node.unknown or scalars.is_null(node):
            return
        if kind.startswith("?"):
            if node.kind == "map":
                yield from self._value(spot._replace(type=f"@{kind[1:]}"))
        elif kind.startswith("@"):
            definition = self.schemas.definition(kind[1:])
            yield from (
                self._word(spot, definition.words) if definition.words else self._object(spot, kind[1:], definition)
            )
        elif kind.startswith("[]"):
            yield from self._list(spot)
        elif kind.startswith("{}") or kind == "object":
            yield from self._map(spot)
        elif kind == "embedded":
            yield from self.embedded(node)
        elif kind != "any":
            yield from self._scalar(spot)

    def _list(self, spot: Spot) -> Iterator[Found]:
        if spot.node.kind != "list":
            wrong = f"{spot.path} takes a list; begin each of its items with a dash"
            yield Found("wrong-field-type", _first(spot.node), wrong)
            return
        for number, item in enumerate(spot.node.items):
            yield from self._value(spot._replace(node=item, type=spot.type[2:], path=f"{spot.path}[{number}]"))

    def _map(self, spot: Spot) -> Iterator[Found]:
        if spot.node.kind != "map":
            yield Found(
                "wrong-field-type", _first(spot.node), f"{spot.path} takes keys and values, not {_named(spot.node)}"
            )
            return
        if spot.type == "object":
            return
        for key, value in spot.node.entries:
            yield from self._value(Spot(value, spot.type[2:], f"{spot.path}.{key.value}", key, spot.above))

    def _scalar(self, spot: Spot) -> Iterator[Found]:
        if spot.node.kind != "scalar":
            wanted = scalars.WANTED.get(spot.type, spot.type)
            yield Found("wrong-field-type", _first(spot.node), f"{spot.path} takes {wanted}, not {_named(spot.node)}")
            return
        fault = scalars.fault(spot.node, spot.type) or limits.fault(
            spot.node, spot.key.value if spot.key else "", spot.type
        )
        if fault:
            yield Found(fault.rule, spot.node.place, f"{spot.path} {fault.message}", fault.fix)

    def _word(self, spot: Spot, words: tuple[str, ...]) -> Iterator[Found]:
        if spot.node.kind != "scalar" or scalars.kind(spot.node) != "string":
            yield from self._scalar(spot._replace(type="string"))
            return
        fault = limits.word(spot.node, words)
        if fault:
            yield Found(fault.rule, spot.node.place, f"{spot.path} {fault.message}", fault.fix)

    def _object(self, spot: Spot, name: str, definition: Definition) -> Iterator[Found]:
        if spot.node.kind != "map":
            if definition.fields:
                yield Found(
                    "wrong-field-type",
                    _first(spot.node),
                    f"{spot.path} takes fields of its own, not {_named(spot.node)}",
                )
            return
        self.met.setdefault(name, []).append((spot.node, spot.path))
        meant: set[str] = set()
        above = (*spot.above, (spot.path, definition))
        for key, value in spot.node.entries:
            if key.value in definition.fields:
                yield from self._value(
                    Spot(value, definition.fields[key.value], _join(spot.path, key.value), key, above)
                )
            elif not (
                definition.open or key.unknown or key.kind != "scalar" or key.value.startswith(("<<", DIRECTIVE))
            ):
                found = self._unknown(spot, key, definition)
                meant.add(found.fix or key.value)
                yield found
        yield from self._missing(spot, definition, meant)

    def _unknown(self, spot: Spot, key: Node, definition: Definition) -> Found:
        name, fields = key.value, definition.fields
        missing = f"{spot.path} has no field {scalars.shown(name)}"
        same = next((field for field in fields if field.lower() == name.lower()), None)
        near = same or closest(name, fields)
        upper = next((path for path, other in reversed(spot.above) if name in other.fields), None)
        lower = None if upper else self._below(name, definition)
        if (upper or lower) and not same:
            where = f"it belongs into {upper}, further left" if upper else f"it belongs below {lower}"
            return Found("unknown-field", key.place, f"{missing}; {where}")
        given = {other.value for other, _ in spot.node.entries}
        hint = f"; did you mean {near}?" if near else f"; its fields: {_some(fields)}"
        return Found("unknown-field", key.place, missing + hint, near if near not in given else None)

    def _below(self, name: str, definition: Definition) -> str | None:
        """A field whose own fields hold the name."""
        nested = (
            (field, kind.lstrip("[]@")) for field, kind in definition.fields.items() if kind.startswith(("@", "[]@"))
        )
        return next(
            (field for field, kind in nested if field != "status" and name in self.schemas.definition(kind).fields),
            None,
        )

    def _missing(self, spot: Spot, definition: Definition, meant: set[str]) -> Iterator[Found]:
        if not self.whole or spot.node.partial or spot.path.startswith("status"):
            return
        given = {key.value for key, value in spot.node.entries if value.unknown or not scalars.is_null(value)}
        for field in dict.fromkeys(definition.required):
            if field not in given and field not in meant:
                place = spot.key.place if spot.key and "[" not in spot.path.rpartition(".")[2] else _first(spot.node)
                yield Found("missing-field", place, f"{spot.path} lacks {field}; add {field}: …")


def _join(path: str, key: str) -> str:
    """The path of a field; the first step leaves the kind's name behind."""
    return key if path[:1].isupper() and "." not in path else f"{path}.{key}"


def _some(fields: dict[str, str]) -> str:
    names = sorted(fields)
    return ", ".join(names[: limits.LONGEST_LIST]) + (", …" if len(names) > limits.LONGEST_LIST else "")


def _named(node: Node) -> str:
    return {"list": "a list", "map": "keys and values"}.get(
        node.kind, f"the value {scalars.shown(node.value.replace(UNKNOWN, '…'))}"
    )


def _first(node: Node) -> Place:
    """Where something is reported: a scalar itself, of a map its first key, of a list its first character."""
    if node.kind == "map" and node.entries:
        return node.entries[0][0].place
    row, column, _, _ = node.place
    return node.place if node.kind == "scalar" else Place(row, column, row, column + 1)
