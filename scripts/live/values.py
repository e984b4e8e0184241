"""A block's lines with `<placeholders>` in, the lines with their values out."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from blockcheck.finding import Problem, Span
from blockcheck.text.fences import Line
from blockcheck.text.placeholders import PLACEHOLDER
from blockcheck.text.suggest import did_you_mean
from live.script import Shell
from live.statements import hidden

COMMAND = re.compile(r"\$\((.*)\)", re.DOTALL)
SECONDS = 60


class Filled(NamedTuple):
    """The lines as bash gets them, and the placeholders that have no value."""

    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]


@cache
def defaults() -> dict[str, str]:
    """The values that all pages share."""
    return read(Path(__file__).with_name("values.yml"))


def read(path: Path) -> dict[str, str]:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader) or {}  # noqa: S506 - strings only


class Values:
    """The values of one page, in one terminal."""

    def __init__(self, page: Mapping[str, str], shell: Shell) -> None:
        self.known = {**defaults(), **page}
        self.shell = shell

    def fill(self, lines: tuple[Line, ...]) -> Filled:
        """Fill in each placeholder; commands among the values are run once for these lines."""
        problems: list[Problem] = []
        now: dict[str, str] = {}
        filled = []
        for line in lines:
            for match in PLACEHOLDER.finditer(line.text):
                if match[0] not in now:
                    value, wrong = self._value(match[0][1:-1].strip())
                    now[match[0]] = value
                    at = line.column + match.start()
                    span = Span(line.number, at, line.number, at + len(match[0]))
                    problems += [Problem(span, wrong)] if wrong else []
            filled.append(line._replace(text=PLACEHOLDER.sub(lambda match: now[match[0]], line.text)))
        return Filled(tuple(filled), tuple(problems))

    def text(self, text: str) -> str:
        """The same for text that has no place of its own; what has no value stays."""
        return "\n".join(line.text for line in self.fill(tuple(Line(one, 0, 1) for one in text.split("\n"))).lines)

    def _value(self, name: str) -> tuple[str, str]:
        """The value of a placeholder and what is wrong with it; one of them is empty."""
        value = self.known.get(name)
        if value is None:
            return f"<{name}>", (
                f"<{name}> has no value{did_you_mean(name, self.known)}; give it one in the page's front matter: "
                f"live: values: {name}: …"
            )
        command = COMMAND.fullmatch(value.strip())
        return self._asked(name, command[1]) if command else (value, "")

    def _asked(self, name: str, command: str) -> tuple[str, str]:
        answer = self.shell.run(hidden(command, Span(1, 1, 1, 1)), SECONDS)[0]
        value = answer.stdout.strip()
        if value and "\n" not in value:
            return value, ""
        said = answer.stderr.strip().rsplit("\n", 1)[-1]
        why = "several lines" if value else f"nothing{f' but {said!r}' if said else ''}"
        words = (
            f"the value of <{name}>, $({command}), prints {why}; it must print one line: mend it in the front matter"
        )
        return f"<{name}>", words
