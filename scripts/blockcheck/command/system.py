"""A page in, what is wrong with its calls of system programs out: options, subcommands and values as `system.yml` has them."""

import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

from blockcheck.command import programs
from blockcheck.command.diagnosis import Diagnosis
from blockcheck.command.system_specs import Spec, known
from blockcheck.finding import Problem, Span
from blockcheck.page import Page
from blockcheck.text.placeholders import UNKNOWN
from blockcheck.text.shell import Command, Word
from blockcheck.text.suggest import closest

PREFIXED = re.compile(r"-{1,2}[A-Za-z][\w.-]*")
NUMBER = re.compile(r"-\d")


class Read(NamedTuple):
    """A word of a call, understood: which command it belongs to (`systemctl restart`), and which option it gives.

    The option is empty for the command's own name; joined short options come one by one.
    """

    word: Word
    command: str
    option: str


def diagnosed(page: Page, rule: str) -> Iterator[Problem]:
    """The problems of one rule on a page."""
    if "system" not in page.cache:
        page.cache["system"] = [found for command in calls(page) for found in diagnose(command)]
    yield from (found.problem for found in page.cache["system"] if found.rule == rule)


def calls(page: Page) -> Iterator[Command]:
    """Every command on the page that no container runs: the programs in there are others (busybox)."""
    for typed in page.typed:
        joined = {line.number for line in typed.script if line.text.endswith("\\")}
        container: Span | None = None
        for command, _ in programs.calls(typed.commands, typed.script):
            first = command.words[0]
            if container and container[:2] <= first.span[:2] < container[2:]:
                continue
            name = first.value.rsplit("/", 1)[-1]
            if name in programs.CONTAINERS:
                container = Span(*first.span[:2], *command.words[-1].span[2:])
            if name in known() and _holds_together(command, joined) and not page.is_broken(typed.script, first.span):
                yield command


def _holds_together(command: Command, joined: set[int]) -> bool:
    """Whether a command goes on only where a backslash or quotes let it: the parser runs lines together that it cannot read."""
    across = (one for one in command.words if one.span.line != one.span.end_line)
    pairs = itertools.pairwise(command.words)
    return all(
        one.quoted or one.raw.startswith("$(") or joined.issuperset(range(one.span.line, one.span.end_line))
        for one in across
    ) and all(one.span.end_line == two.span.line or one.span.end_line in joined for one, two in pairs)


def diagnose(command: Command) -> Iterator[Diagnosis]:
    """What is wrong with one call of a system program; of any other, nothing."""
    name = command.words[0].value.rsplit("/", 1)[-1]
    if name in known():
        yield from _Reader(name, known()[name], command).read()


def read(command: Command) -> list[Read]:
    """The words of a call of a known system program that are its name, its subcommand or options."""
    name = command.words[0].value.rsplit("/", 1)[-1]
    reader = _Reader(name, known()[name], command)
    reader.read()
    return [Read(command.words[0], name, ""), *reader.understood]


class _Reader:
    """One call while it is read, word by word."""

    def __init__(self, name: str, spec: Spec, command: Command) -> None:
        self.name, self.spec, self.words = name, spec, command.words
        self.whole = not command.redirects  # in front of one the parser may lose a lone `-`
        self.certain = True  # whether the next argument is the subcommand, if there has to be one
        self.found: list[Diagnosis] = []
        self.understood: list[Read] = []

    def read(self) -> list[Diagnosis]:
        at = 1
        while at < len(self.words) and self.words[at].value != "--":
            word = self.words[at]
            if len(word.value) > 1 and word.value[0] == "-":
                if UNKNOWN in word.value.partition("=")[0] or word.many or NUMBER.match(word.value):
                    at += 1
                    continue
                read = self._one if self._is_one(word.value) else self._joined
                at += 1 + read(word, at)
            elif not self._argument(word):
                break
            else:
                at += 1
        return self.found

    def _is_one(self, value: str) -> bool:
        return value.startswith("--") or "single" in self.spec.style or value in self.spec.options

    def _argument(self, word: Word) -> bool:
        """Read an argument; return whether options may follow that are to be judged."""
        if not self.spec.commands:
            return "stop" not in self.spec.style
        if word.many or UNKNOWN in word.value or not self.certain:
            return False
        found = self._command(word.value)
        if found is None:
            near = closest(word.value, self._candidates(word.value))
            hint = f"did you mean {near}?" if near else f"it has {_some(self.spec.commands)}"
            self._tell(word.span, f"{self.name} has no command {word.value}; {hint}", near)
            return False
        self.name = f"{self.name} {found}"
        self.understood.append(Read(word, self.name, ""))
        spec = self.spec.commands[found]
        self.spec = spec or self.spec
        return spec is not None

    def _candidates(self, word: str) -> list[str]:
        """The subcommands that a word may be a slip of, shortened to about its length where the program allows that."""
        names = [name for name in self.spec.commands if len(name) > 2 or len(word) < 3]
        lengths = range(max(2, len(word) - 1), len(word) + 2) if self.spec.prefixes else ()
        return names + [name[:length] for name in names for length in lengths if len(name) > length]

    def _command(self, word: str) -> str | None:
        """The subcommand a word names, also shortened where the program allows that."""
        if word in self.spec.commands:
            return word
        return next((name for name in self.spec.commands if self.spec.prefixes and name.startswith(word)), None)

    def _one(self, word: Word, at: int) -> int:
        """Read an option that is a word of its own; return how many more words it took."""
        typed, equals, _ = word.value.partition("=")
        name = self._named(typed)
        if name is None:
            self._unknown(word, typed)
            self.certain = False
            return 0
        self.understood.append(Read(word, self.name, name))
        return 0 if equals else self._value(word, name, typed, at)

    def _named(self, typed: str) -> str | None:
        """The option as it is recorded, whether shortened, turned around, or typed with two dashes instead of one."""
        options = self.spec.options
        if typed in options:
            return typed
        if "single" in self.spec.style and f"-{typed.lstrip('-')}" in options:
            return f"-{typed.lstrip('-')}"
        if not typed.startswith("--"):
            return None
        bare = typed.removeprefix("--no-")
        turned = next((f"--{name}" for name in (bare, f"no-{typed[2:]}") if f"--{name}" in options), None)
        if self.spec.negates and turned:
            return turned
        return next((name for name in options if name.startswith(typed)), None)

    def _joined(self, word: Word, at: int) -> int:
        """Read short options joined in one word; return how many more words they took."""
        for place, letter in enumerate(word.value[1:], 1):
            kind = self.spec.options.get(f"-{letter}")
            if kind is None:
                if self.spec.complete and letter.isalnum():
                    self._unknown_letter(word, place)
                self.certain = False
                return 0
            self.understood.append(Read(word, self.name, f"-{letter}"))
            if kind:
                return (
                    0
                    if kind == "[=]" or place + 1 < len(word.value)
                    else self._value(word, f"-{letter}", f"-{letter}", at)
                )
        return 0

    def _value(self, word: Word, name: str, typed: str, at: int) -> int:
        """Take an option's value from the words behind it; return how many it took."""
        kind = self.spec.options[name]
        if kind == "...":
            ends = (n for n, later in enumerate(self.words[at + 1 :], 1) if later.value in (";", "+"))
            return next(ends, len(self.words))
        if kind not in ("=", "!"):
            return 0
        if at + 1 == len(self.words) and self.whole:
            message = f"{typed} needs a value; write {typed} and what it is to be"
            self.found.append(Diagnosis("missing-value", Problem(_name_span(word, typed), message)))
        return len(self.words) if kind == "!" else 1

    def _unknown(self, word: Word, typed: str) -> None:
        """An option that is not recorded: an error if all are, or if it is one slip away from a long one."""
        if not PREFIXED.fullmatch(typed):
            return
        names = [name for name in self.spec.options if len(name) > 3]
        near = closest(typed, names, 0 if self.spec.complete else 1)
        if near or self.spec.complete:
            hint = f"; did you mean {near}?" if near else ""
            self._tell(_name_span(word, typed), f"{self.name} has no {typed}{hint}", near)

    def _unknown_letter(self, word: Word, place: int) -> None:
        typed = word.value.partition("=")[0]
        long = f"-{typed}"
        if len(typed) > 2 and long in self.spec.options:
            self._tell(
                _name_span(word, typed), f"{self.name} has no {typed}; a long option has two dashes: {long}", long
            )
            return
        span = word.span
        if word.raw == word.value and len(typed) > 2:
            line, column = span.line, span.column + place
            span = Span(line, column, line, column + 1)
        self._tell(span, f"{self.name} has no -{word.value[place]}", None)

    def _tell(self, span: Span, message: str, fix: str | None) -> None:
        self.found.append(Diagnosis("unknown-option", Problem(span, message, fix)))


def _name_span(word: Word, typed: str) -> Span:
    """The place of an option's name; the whole word if quotes hide it."""
    if not word.raw.startswith(typed):
        return word.span
    line, column, _, _ = word.span
    return Span(line, column, line, column + len(typed))


def _some(commands: dict) -> str:
    names = list(commands)
    return ", ".join(names[:6]) + (", …" if len(names) > 6 else "")
