"""A program's name in, its command trees out: recorded from the real program, and what is known by hand beside it.

`specs/<program>-<version>.json` is written by `harvest.py` and never edited. `specs/<program>.yml` holds what `--help`
does not say: see its own header.
"""

import json
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from blockcheck import versions

FOLDER = Path(__file__).resolve().parents[2] / "specs"
FILE = re.compile(r"(?P<program>[a-z][a-z0-9-]*?)-v?(?P<version>\d[\w.+]*(?:-[\w.]+)?)\.json")
LIKE_KUBERNETES = (
    "kubectl",
    "kubeadm",
    "kubelet",
    "kube-apiserver",
    "kube-controller-manager",
    "kube-scheduler",
    "kube-proxy",
)
SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
ALIASES = {"k": "kubectl"}


class Flag(NamedTuple):
    """An option: long name (or the short one, if it has no other), short name, type, and whether a value follows.

    `value`: `none` (a switch), `optional` (only with `=`), or `required`.
    """

    name: str
    short: str
    type: str
    value: str
    persistent: bool = False


class Command(NamedTuple):
    """One command of a program: its path below the program, its usage line, its options and what stands below it."""

    path: tuple[str, ...]
    usage: str
    flags: dict[str, Flag]
    children: dict[str, str]  # subcommand or alias -> subcommand


class Program(NamedTuple):
    """A program at one version. `library`: whose rules its options follow. `facts`: what is known by hand."""

    name: str
    version: str
    library: str
    prefixes: bool
    commands: dict[tuple[str, ...], Command]
    facts: dict


@cache
def files() -> dict[str, dict[str, Path]]:
    """Program -> version -> file of every command tree that is recorded."""
    found: dict[str, dict[str, Path]] = {}
    for file in sorted(FOLDER.glob("*.json")):
        match = FILE.fullmatch(file.name)
        if match:
            found.setdefault(match["program"], {})[match["version"]] = file
    return found


def pinned(name: str) -> list[Program]:
    """The program at each version the notes are for; none if it is not recorded."""
    return [load(name, version) for version in files().get(ALIASES.get(name, name), {}) if _is_pinned(name, version)]


def newer(name: str) -> list[Program]:
    """The program at later versions than the notes are for, if any is recorded."""
    wanted = ALIASES.get(name, name)
    every = files().get(wanted, {})
    last = max((_numbers(version) for version in every if _is_pinned(name, version)), default=[])
    return [load(name, version) for version in every if not _is_pinned(name, version) and _numbers(version) > last]


def _is_pinned(name: str, version: str) -> bool:
    """Whether a recorded version is one the notes are for; where none is, the nearest there is has to do."""
    name = ALIASES.get(name, name)
    wanted = versions.every().get(
        "kubernetes" if name in LIKE_KUBERNETES else name.removesuffix("ctl").removesuffix("utl"), []
    )
    wanted = wanted or versions.every().get(name, [])
    every = files()[name]
    if not any(_matches(other, wanted) for other in every):
        return version == min(every, key=_numbers)
    return _matches(version, wanted)


def _numbers(version: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", version)]


def _matches(version: str, wanted: list[str]) -> bool:
    return any(version == prefix or version.startswith(f"{prefix}.") for prefix in wanted)


@cache
def load(name: str, version: str) -> Program:
    """Read one recorded command tree."""
    name = ALIASES.get(name, name)
    data = json.loads(files()[name][version].read_text(encoding="utf-8"))
    facts = by_hand(name)
    commands = {_path(path): _command(_path(path), command) for path, command in data["commands"].items()}
    for path in commands:
        if path:
            commands[path[:-1]].children[path[-1]] = path[-1]
            for alias in data["commands"][" ".join(path)].get("aliases", ()):
                commands[path[:-1]].children.setdefault(alias, path[-1])
    for path, aliases in facts.get("aliases", {}).items():
        for alias in aliases:
            commands[_path(path)[:-1]].children.setdefault(alias, _path(path)[-1])
    for path, flags in facts.get("hidden", {}).items():
        for flag in map(_hidden, flags):
            for key in filter(None, (flag.name, flag.short)):
                commands[_path(path)].flags.setdefault(key, flag)
    return Program(name, version, data["library"], data["prefixes"], commands, facts)


@cache
def by_hand(name: str) -> dict:
    """What is known of a program by hand; empty if there is no such file."""
    file = FOLDER / f"{name}.yml"
    if not file.exists():
        return {}
    return yaml.load(file.read_text(encoding="utf-8"), Loader=SafeLoader)  # noqa: S506 - it is the safe one


def _path(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _command(path: tuple[str, ...], data: dict) -> Command:
    flags: dict[str, Flag] = {}
    for name, flag in data["flags"].items():
        made = Flag(name, flag.get("short", ""), flag["type"], flag["value"], flag.get("persistent", False))
        flags[name] = made
        if made.short:
            flags[made.short] = made
    return Command(path, data.get("usage", ""), flags, {})


def _hidden(text: str) -> Flag:
    """`--record=bool`, `--name=string`, `--validate=string?` (optional value), written by hand."""
    name, _, kind = text.partition("=")
    long, _, short = name.partition("/")
    value = "none" if kind == "bool" else "optional" if kind.endswith("?") else "required"
    return Flag(long, short, kind.rstrip("?") or "string", value)
