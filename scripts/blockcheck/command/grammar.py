"""A command's words and its program's tree in, the invocation out: which subcommand, which options, which arguments.

Follows the libraries the programs are made with. pflag (cobra): options anywhere, `--name value` and `--name=value`,
short ones joined; the subcommand is found first, then all options are read as its own. urfave/cli and Go's flag
package: an option has one dash or two, and the first argument ends the options.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from blockcheck.command.specs import Command, Flag, Program
from blockcheck.text.characters import UNCLEAR
from blockcheck.text.placeholders import UNKNOWN
from blockcheck.text.shell import Word

ARGUMENT = re.compile(r"<?[A-Z][A-Z_-]*(?:\[.*)?>?|[\[<][a-z][\w:|@-]*[\]>]?(?:\.\.\.)?|NAME\S*")
NO_ARGUMENT = {"subcommand", "command", "flags", "options", "global", "filename", "directory"}
_VISIBLE: dict[tuple[str, str, tuple[str, ...]], dict[str, Flag]] = {}
Resolved = tuple[Command, tuple[Word, ...], list[Word], Word | None]


class Given(NamedTuple):
    """One option as given: its word, the name typed, the flag it is (None if unknown), its value and the value's word.

    `value` is None where none was given.
    """

    word: Word
    name: str
    flag: Flag | None
    value: str | None
    value_word: Word | None


class Invocation(NamedTuple):
    """A command, understood: `unresolved` is a word where a subcommand had to be; `certain` is False where an expansion
    may stand for any number of words, so that nothing can be said of what is missing; `torn` is a word
    lost to a placeholder without its end; a `fragment` need not be whole."""

    program: Program
    program_word: Word
    command: Command
    path_words: tuple[Word, ...]
    unresolved: Word | None
    given: tuple[Given, ...]
    arguments: tuple[Word, ...]
    dashes: Word | None
    after_dashes: tuple[Word, ...]
    certain: bool
    torn: Word | None
    fragment: bool

    @property
    def name(self) -> str:
        """The command as it is spoken of: `kubectl get`."""
        return " ".join((self.program.name, *self.command.path))

    def option(self, *names: str) -> Given | None:
        """The first of these options that was given."""
        return next((g for g in self.given if g.flag and (g.flag.name in names or g.flag.short in names)), None)


def understand(
    words: tuple[Word, ...], program: Program, torn: Word | None = None, fragment: bool = False
) -> Invocation:
    """Read the words of a command, its program's own first."""
    reader = _Options(program)
    resolve = _resolve if reader.pflag and not program.facts.get("options before subcommands") else _resolve_in_order
    command, path_words, rest, unresolved = resolve(words[1:], program, reader)
    reader.flags = visible(program, command)
    reader.anywhere = reader.pflag and " ".join(command.path) not in program.facts.get("options end with argument", ())
    reader.read(rest)
    slipped = any(not word.raw.isascii() and not set(UNCLEAR).isdisjoint(word.raw) for word in words)
    certain = not (torn or slipped or any(word.many for word in words[1:]))
    return Invocation(
        program, words[0], command, path_words, unresolved, tuple(reader.given), tuple(reader.arguments),
        reader.dashes, tuple(reader.after_dashes), certain, torn, fragment,
    )  # fmt: skip


def visible(program: Program, command: Command) -> dict[str, Flag]:
    """Every option a command takes: its own, and the persistent ones of those above it."""
    key = (program.name, program.version, command.path)
    if key not in _VISIBLE:
        _VISIBLE[key] = _visible(program, command)
    return _VISIBLE[key]


def _visible(program: Program, command: Command) -> dict[str, Flag]:
    flags: dict[str, Flag] = {}
    for depth in range(len(command.path)):
        above = program.commands[command.path[:depth]].flags
        flags.update({name: flag for name, flag in above.items() if flag.persistent})
    return flags | command.flags


def _resolve(words: tuple[Word, ...], program: Program, _: "_Options") -> Resolved:
    """Find the subcommand as cobra does: words that are no options, step by step; return what is left as well."""
    command, path_words, rest = program.commands[()], [], list(words)
    while command.children:
        at = _first_argument(rest, visible(program, command))
        if at is None:
            break
        child = _child(rest[at].value, command, program.prefixes)
        if child is None:
            unresolved = rest[at] if UNKNOWN not in rest[at].value and not takes_arguments(program, command) else None
            return command, tuple(path_words), rest, unresolved
        path_words.append(rest.pop(at))
        command = program.commands[(*command.path, child)]
    return command, tuple(path_words), rest, None


def _first_argument(words: list[Word], flags: dict[str, Flag]) -> int | None:
    """Where the first word stands that is neither an option nor an option's value; None if there is none."""
    at = 0
    while at < len(words):
        value = words[at].value
        if value == "--":
            return None
        if value.startswith("-") and len(value) > 1:
            flag = flags.get(value if value.startswith("--") else value[:2])
            takes = "=" not in value and not (
                flag and flag.value != "none" and len(value) > 2 and not value.startswith("--")
            )
            at += 2 if takes and (flag is None or flag.value == "required") and _next_is_value(flag, words, at) else 1
        elif words[at].many:
            return None
        else:
            return at
    return None


def _next_is_value(flag: Flag | None, words: list[Word], at: int) -> bool:
    """Whether an option swallows the next word; an unknown one does not where an option follows."""
    return flag is not None or (at + 1 < len(words) and not words[at + 1].value.startswith("-"))


def _child(word: str, command: Command, prefixes: bool) -> str | None:
    """The subcommand a word names, by its name, an alias or, where the program allows it, a prefix of one alone."""
    if word in command.children:
        return command.children[word]
    if prefixes and word:
        found = {child for name, child in command.children.items() if name.startswith(word)}
        return found.pop() if len(found) == 1 else None
    return None


def takes_arguments(program: Program, command: Command) -> bool:
    """Whether a command with subcommands may have an argument in their place: by hand, or as its usage line says."""
    known = program.facts.get("arguments", {}).get(" ".join(command.path))
    if known is not None:
        return known.get("most") != 0
    if not command.path:
        return False
    after = command.usage.split()[len(command.path) + 1 :]
    return any(ARGUMENT.fullmatch(token) and token.strip("[]<>.").lower() not in NO_ARGUMENT for token in after)


def _resolve_in_order(words: tuple[Word, ...], program: Program, reader: "_Options") -> Resolved:
    """Find the subcommand as urfave/cli does: each level's options stand before the next level's name."""
    command, path_words, rest = program.commands[()], [], list(words)
    while command.children:
        reader.flags = visible(program, command) if reader.pflag else command.flags
        rest = rest[reader.read_options(rest, 0) :]
        if not rest or rest[0].many or UNKNOWN in rest[0].value:
            break
        child = _child(rest[0].value, command, program.prefixes)
        if child is None:
            return command, tuple(path_words), rest, None if takes_arguments(program, command) else rest[0]
        path_words.append(rest.pop(0))
        command = program.commands[(*command.path, child)]
    return command, tuple(path_words), rest, None


def _dashed(value: str, flags: dict[str, Flag]) -> str:
    """The name of an option as it is recorded, whether typed with one dash or two."""
    name = value.partition("=")[0]
    bare = name.lstrip("-")
    return next((n for n in (name, f"--{bare}", f"-{bare}") if n in flags), name)


class _Options:
    """The options and arguments of one command, read word by word."""

    def __init__(self, program: Program) -> None:
        self.flags: dict[str, Flag] = {}
        self.pflag = program.library == "pflag"
        self.anywhere = self.pflag
        self.joins = program.facts.get("joins short options", False)
        self.given: list[Given] = []
        self.arguments: list[Word] = []
        self.dashes: Word | None = None
        self.after_dashes: list[Word] = []

    def read(self, words: Sequence[Word]) -> None:
        """Read options and arguments to the end."""
        at = 0
        while (at := self.read_options(words, at)) < len(words):
            if words[at].value == "--":
                self.dashes, self.after_dashes = words[at], list(words[at + 1 :])
                return
            end = at + 1 if self.anywhere else len(words)
            self.arguments += words[at:end]
            at = end

    def read_options(self, words: Sequence[Word], at: int) -> int:
        """Read options from a place on up to the first word that is none; return its place."""
        while at < len(words) and words[at].value.startswith("-") and words[at].value not in ("-", "--"):
            at += 1 + self._option(words[at], words[at + 1] if at + 1 < len(words) else None)
        return at

    def _option(self, word: Word, following: Word | None) -> int:
        """Read one option word; return how many more words it took."""
        if not self.pflag:
            name = _dashed(word.value, self.flags)
            joined = self.joins and name not in self.flags and all(f"-{letter}" in self.flags for letter in name[1:])
            return self._joined(word, following) if joined else self._one(word, name, word.value, following)
        if word.value.startswith("--"):
            return self._one(word, word.value.partition("=")[0], word.value, following)
        return self._joined(word, following)

    def _one(self, word: Word, name: str, text: str, following: Word | None) -> int:
        flag = self.flags.get(name)
        typed, equals, value = text.partition("=")
        if equals:
            self.given.append(Given(word, typed, flag, value, word))
            return 0
        takes = flag is not None and flag.value == "required" and following is not None
        self.given.append(Given(word, typed, flag, following.value if takes else None, following if takes else None))
        return int(takes)

    def _joined(self, word: Word, following: Word | None) -> int:
        """Short options in one word: switches, the last of which may have a value joined, after `=`, or behind."""
        rest = word.value[1:]
        while rest:
            name, rest = f"-{rest[0]}", rest[1:]
            flag = self.flags.get(name)
            if flag is None:
                self.given.append(
                    Given(
                        word, word.value if len(word.value) == 2 or name == word.value[:2] else name, None, None, None
                    )
                )
                return 0
            if rest.startswith("="):
                self.given.append(Given(word, name, flag, rest[1:], word))
                return 0
            if flag.value == "required":
                value_word = word if rest else following
                self.given.append(Given(word, name, flag, rest or (following.value if following else None), value_word))
                return 0 if rest else int(following is not None)
            self.given.append(Given(word, name, flag, None, None))
        return 0
