"""`system.yml` in, what is known of the system programs out: their options and subcommands."""

import re
from functools import cache
from typing import NamedTuple

import yaml

from blockcheck.command import specs

OPTION = re.compile(r"(-{1,2}[^=\[!]+?)(=|\[=\]|!|\.\.\.)?")


class Spec(NamedTuple):
    """A program or one of its commands; `options`: name -> how its value follows; see `system.yml` for the rest."""

    options: dict[str, str]
    commands: dict[str, "Spec | None"]
    complete: bool
    style: frozenset[str]
    prefixes: bool
    negates: bool


@cache
def known() -> dict[str, Spec]:
    """Every system program that is recorded."""
    text = (specs.FOLDER / "system.yml").read_text(encoding="utf-8")
    return {name: _spec(data) for name, data in yaml.load(text, Loader=specs.SafeLoader).items()}  # noqa: S506


def _spec(data: dict, above: Spec | None = None) -> Spec:
    options = {match[1]: match[2] or "" for match in map(OPTION.fullmatch, data.get("options", "").split()) if match}
    own = Spec(
        (above.options if above else {}) | options,
        {},
        data.get("complete", bool(above and above.complete)),
        frozenset(data["style"].split()) if "style" in data else above.style if above else frozenset(),
        data.get("prefixes", bool(above and above.prefixes)),
        data.get("negates", False),
    )
    commands = data.get("commands", {})
    if isinstance(commands, str):
        own.commands.update(dict.fromkeys(commands.split(), own._replace(commands={})))
    else:
        own.commands.update({name: _spec(command, own) for name, command in commands.items()})
    own.commands.update(dict.fromkeys(data.get("others", "").split()))
    return own
