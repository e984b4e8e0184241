"""A kind's name in, what its manifests may say out: recorded from the sources, and what is known beside them by hand.

`specs/schemas.<version>.json` is written by `harvest_schemas.py` and never edited. A type is a word (`string`, `integer`,
`number`, `boolean`, `quantity`, `int-or-string`, `duration`, `date-time`, `byte`, `object`, `embedded`, `any`), a list
`[]type`, a map `{}type`, or `@name` of a definition; `?name` is a definition, or something else altogether.
`specs/manifests.yml` holds what the sources do not say.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from blockcheck import versions
from blockcheck.command import specs

FOLDER = Path(__file__).resolve().parents[2] / "specs"


class Definition(NamedTuple):
    """An object with fields, or a list of words. `open`: other fields may stand there too."""

    fields: dict[str, str]
    required: tuple[str, ...]
    words: tuple[str, ...]
    open: bool


@cache
def _recorded() -> dict[str, Any]:
    wanted = versions.every()["kubernetes"][0]
    files = sorted(FOLDER.glob(f"schemas.v{wanted}.*.json")) or sorted(FOLDER.glob("schemas.*.json"))
    return json.loads(files[-1].read_text(encoding="utf-8"))


@cache
def by_hand() -> dict[str, Any]:
    """What is known by hand; see the file's own header."""
    return specs.by_hand("manifests")


def kinds() -> dict[str, str]:
    """`apiVersion Kind` -> the definition's name."""
    return _recorded()["kinds"]


@cache
def versions_of() -> dict[str, list[str]]:
    """Kind -> the API versions that have it."""
    found: dict[str, list[str]] = {}
    for both in kinds():
        version, _, kind = both.partition(" ")
        found.setdefault(kind, []).append(version)
    return found


@cache
def kinds_of() -> dict[str, list[str]]:
    """API version -> its kinds."""
    found: dict[str, list[str]] = {}
    for both in kinds():
        version, _, kind = both.partition(" ")
        found.setdefault(version, []).append(kind)
    return found


@cache
def definition(name: str) -> Definition:
    """One recorded definition, what is known by hand added."""
    one, hand = _recorded()["definitions"][name], by_hand()
    fields = dict(one.get("fields", {}))
    fields |= {
        field: f"@{name}.{field}"
        for field in hand["values"].get(name, {})
        if field in fields and fields[field] == "string"
    }
    fields |= {field: f"[]@{name}.{field}" for field in hand["values"].get(name, {}) if fields.get(field) == "[]string"}
    required = tuple(one.get("required", ())) + tuple(hand["required"].get(name, ()))
    return Definition(fields, required, tuple(one.get("enum", ())), one.get("open", False))


@cache
def words_by_hand(name: str) -> Definition:
    """The closed list of words of one field, known by hand: `definition.field`."""
    owner, _, field = name.rpartition(".")
    return Definition({}, (), tuple(map(str, by_hand()["values"][owner][field])), False)


class Schemas:
    """The recorded definitions, and those of CustomResourceDefinitions on the page at hand."""

    def __init__(self) -> None:
        self.own_kinds: dict[str, str] = {}
        self.own: dict[str, dict[str, Any]] = {}

    def kind(self, version: str, kind: str) -> str | None:
        """The type of a kind; None if it is not known."""
        both = f"{version} {kind}"
        return self.own_kinds.get(both) or (f"@{kinds()[both]}" if both in kinds() else None)

    def definition(self, name: str) -> Definition:
        """A definition by name."""
        if name in self.own:
            one = self.own[name]
            return Definition(
                one.get("fields", {}),
                tuple(one.get("required", ())),
                tuple(one.get("enum", ())),
                one.get("open", False),
            )
        if name in _recorded()["definitions"]:
            return definition(name)
        return words_by_hand(name)
