"""`scripts/explain/*.yml` in, what a command, an option or a value does out: one sentence in our own words.

A file holds commands by their full name, and in each `does` and its options, values behind `=`; what is not found at a
command is looked up at those above it:

    kubectl drain:
      does: moves the Pods off a node and lets no new ones in
      --ignore-daemonsets: goes on although DaemonSet Pods are there; they stay

An option has the name under which it is recorded, the long one if it has two. A value that ends with `=` is any that
begins so: `--output=jsonpath=`. `resources.yml` says what the types are.
"""

from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

FOLDER = Path(__file__).resolve().parents[2] / "explain"
RESOURCES = "resources"


class Key(NamedTuple):
    """What is explained: a command, one of its options, or a value of that option; `("resources", "pods")` for a type."""

    command: str
    option: str = ""
    value: str = ""

    @property
    def entry(self) -> str:
        """Its name below its command."""
        return f"{self.option}={self.value}" if self.value else self.option or "does"


@cache
def every() -> dict[str, dict[str, str]]:
    """Command -> entry -> sentence, of all files. Raises ValueError where a file is not in this form."""
    found: dict[str, dict[str, str]] = {}
    for file in sorted(FOLDER.glob("*.yml")):
        data = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - all is text to it
        if file.stem == RESOURCES:
            data = {RESOURCES: data}
        for command, entries in (data or {}).items():
            if not isinstance(entries, dict) or not all(isinstance(text, str) and text for text in entries.values()):
                raise ValueError(f"scripts/explain/{file.name}: {command}: write one sentence for each entry")
            if command in found:
                raise ValueError(f"scripts/explain/{file.name}: {command} stands in two files, or twice")
            found[command] = entries
    return found


def of(key: Key) -> str | None:
    """The sentence, from the command itself or the nearest one above it; None if there is none."""
    path = key.command.split(" ")
    if not key.option:
        return every().get(key.command, {}).get(key.entry)
    names = (" ".join(path[:depth]) for depth in range(len(path), 0, -1))
    return next((text for name in names if (text := every().get(name, {}).get(key.entry))), None)


def file_of(key: Key) -> str:
    """Where a sentence belongs: the file that has the program, or one named after it."""
    program = key.command.split(" ")[0]
    for file in sorted(FOLDER.glob("*.yml")):
        if f"\n{program}:\n" in "\n" + file.read_text(encoding="utf-8"):
            return f"scripts/explain/{file.name}"
    return f"scripts/explain/{program}.yml"
