"""A word in, the Kubernetes resource type it names out, as `kubectl` takes it at the pinned version."""

from functools import cache
from typing import NamedTuple

from blockcheck.command import specs
from blockcheck.text.suggest import closest


class Resource(NamedTuple):
    """A resource type: plural, singular, short names, kind, API group (empty for core)."""

    plural: str
    singular: str
    shorts: tuple[str, ...]
    kind: str
    group: str


@cache
def every() -> list[Resource]:
    """The resource types of the pinned version, and those of the extensions the notes teach."""
    rows = specs.by_hand("resources")
    return [Resource(row[0], row[1], tuple(row[2].split()), row[3], row[4]) for row in rows["resources"]]


@cache
def names() -> dict[str, Resource]:
    """Every word that names a resource type; only the short ones are case-sensitive."""
    return {word: r for r in every() for word in (r.plural, r.singular, *r.shorts)}


def find(word: str) -> Resource | None:
    """The type a word names, `.version` and `.group` left aside; plural and singular are found in any case."""
    bare = word.partition(".")[0]
    found = names().get(bare) or names().get(bare.lower())
    in_wrong_case = found and bare not in names() and bare.lower() in found.shorts
    return None if in_wrong_case else found


def near(word: str) -> str | None:
    """The name a misspelt type was meant to be, None if there is none close."""
    bare, dot, group = word.partition(".")
    guess = closest(bare, [name for name in names() if len(name) > 3], limit=1 if len(bare) < 10 else 2)
    return guess + dot + group if guess else None
