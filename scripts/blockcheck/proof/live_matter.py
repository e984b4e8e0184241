"""A page's front matter in, what its live run begins with out: the field `live`."""

from typing import NamedTuple

from blockcheck.text import front_matter
from blockcheck.text.front_matter import FrontMatter
from blockcheck.text.placeholders import KEBAB


class LiveMatter(NamedTuple):
    """Commands to run before the first block, and what stands in for the page's placeholders."""

    setup: str
    values: dict[str, str]


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
    return LiveMatter(
        setup if isinstance(setup, str) else "", {n: v for n, v in kept if isinstance(n, str) and isinstance(v, str)}
    )


def problem(front: FrontMatter) -> tuple[str, str] | None:
    """What is wrong with the field, with the key to point at; None if nothing is."""
    live = front.fields.get("live")
    if live is None:
        return None
    if not isinstance(live, dict):
        return "live", "live is no list of fields; write setup: and values: below it"
    unknown = next((key for key in live if key not in ("setup", "values")), None)
    if unknown is not None:
        return str(unknown), f"live has no field {unknown}; it has setup and values"
    if not isinstance(live.get("setup", ""), str):
        return "setup", "setup is text; write `setup: |` and the commands below it"
    values = live.get("values", {})
    if not isinstance(values, dict):
        return "values", "values is no list of fields; write a line `placeholder: value` for each"
    return next(filter(None, (_value(name, value) for name, value in values.items())), None)


def _value(name: object, value: object) -> tuple[str, str] | None:
    if not isinstance(name, str) or not KEBAB.fullmatch(f"<{name}>"):
        return str(name), f"{name} is no placeholder; write the word between its angle brackets, such as pod-name"
    if not isinstance(value, str) or not value:
        return name, f"{name} has no value; write one word, or `$(a command)` that prints it"
    return None
