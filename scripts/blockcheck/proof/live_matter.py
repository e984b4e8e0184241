"""A page's front matter in, what its live run begins with out: the field `live`."""

from typing import NamedTuple

from blockcheck.text import front_matter
from blockcheck.text.front_matter import FrontMatter
from blockcheck.text.placeholders import KEBAB

ADD_ONS = ("csi-hostpath", "network-policy", "traefik")  # each is a manifest of the cluster


class LiveMatter(NamedTuple):
    """Commands to run before the first block, what stands in for the page's placeholders, what the cluster has beside."""

    setup: str
    values: dict[str, str]
    add_ons: tuple[str, ...] = ()


def live_matter(text: str) -> LiveMatter:
    """What a page's text says; what has the wrong shape is left out, a rule reports it."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return of(front_matter.read(lines))


def of(front: FrontMatter) -> LiveMatter:
    """The field `live` of a front matter that is already read."""
    live = front.fields.get("live")
    found = live if isinstance(live, dict) else {}
    setup, values = found.get("setup"), found.get("values")
    kept = values.items() if isinstance(values, dict) else ()
    add_ons = found.get("add-ons")
    return LiveMatter(
        setup if isinstance(setup, str) else "",
        {n: v for n, v in kept if isinstance(n, str) and isinstance(v, str)},
        tuple(name for name in ADD_ONS if isinstance(add_ons, list) and name in add_ons),
    )


def problem(front: FrontMatter) -> tuple[str, str] | None:
    """What is wrong with the field, with the key to point at; None if nothing is."""
    live = front.fields.get("live")
    if live is None:
        return None
    if not isinstance(live, dict):
        return "live", "live is no list of fields; write setup:, values: and add-ons: below it"
    unknown = next((key for key in live if key not in ("setup", "values", "add-ons")), None)
    if unknown is not None:
        return str(unknown), f"live has no field {unknown}; it has setup, values and add-ons"
    if not isinstance(live.get("setup", ""), str):
        return "setup", "setup is text; write `setup: |` and the commands below it"
    values = live.get("values", {})
    if not isinstance(values, dict):
        return "values", "values is no list of fields; write a line `placeholder: value` for each"
    found = next(filter(None, (_value(name, value) for name, value in values.items())), None)
    return found or _add_ons(live.get("add-ons", []))


def _add_ons(found: object) -> tuple[str, str] | None:
    there = f"there are {', '.join(ADD_ONS)}"
    if not isinstance(found, list):
        return "add-ons", f"add-ons is no list; write `add-ons: [{ADD_ONS[0]}]`, {there}"
    unknown = next((name for name in found if name not in ADD_ONS), None)
    return None if unknown is None else ("add-ons", f"there is no add-on {unknown}; {there}")


def _value(name: object, value: object) -> tuple[str, str] | None:
    if not isinstance(name, str) or not KEBAB.fullmatch(f"<{name}>"):
        return str(name), f"{name} is no placeholder; write the word between its angle brackets, such as pod-name"
    if not isinstance(value, str) or not value:
        return name, f"{name} has no value; write one word, or `$(a command)` that prints it"
    return None
