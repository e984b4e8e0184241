"""A page in, the commands in its inline code out: fragments, of which nothing is said that only a whole command has."""

import re
from collections.abc import Iterator

from blockcheck.command import grammar, programs, specs
from blockcheck.command.commands import Call
from blockcheck.command.grammar import Invocation
from blockcheck.page import Page
from blockcheck.text import shell
from blockcheck.text.fences import Inline, Line
from blockcheck.text.placeholders import UNKNOWN
from blockcheck.text.shell import Command, Word

QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
PATTERN = re.compile(
    r"[\[\]{}…'\"`]|\.\.\.|\S\||\|\S|[/,:;]$"  # `kubectl [flags]`, `kubectl create|run`, `kubectl get pod/`
    r"|(?<!\S)-[\w-]*[/,*]"  # `-n/--namespace`, `--cert-*`
    r"|(?<!\S)--?(?:flags?|options?|foo|bar|xxx)(?![\w-])"  # an option that stands for any
)
CAPITALS = re.compile(r"(?<![\w-])[A-Z][A-Z_-]*\d*(?![\w-])")
NAME = re.compile(r"[A-Za-z][A-Za-z-]*")
STAND_INS = {"command", "commands", "subcommand", "subcommands", "verb", "foo", "bar", "cli", "plugin", "plugins"}
WHOLE_ONLY = {"missing-argument", "missing-flag", "missing-value"}
"""The rules a fragment cannot break: each says that something is lacking."""


def fragments(page: Page) -> list[Call]:
    """Every call in the page's inline code, in order; what shows that it is a pattern is left out."""
    if "fragments" not in page.cache:
        page.cache["fragments"] = [call for code in page.markdown.inline for call in _calls(code)]
    return page.cache["fragments"]


def invocations(page: Page) -> Iterator[Invocation]:
    """Every fragment at every pinned version of its program."""
    for call in fragments(page):
        yield from call.invocations


def _calls(code: Inline) -> Iterator[Call]:
    """The calls in one piece of inline code that begins with a program and a space."""
    program, space, _ = code.text.partition(" ")
    if not space or program not in programs.known() or PATTERN.search(QUOTED.sub("x", code.text).rstrip()):
        return
    script = (Line(code.text, code.span.line, code.span.column),)
    for command, inside in programs.calls(shell.commands(script), script):
        words = tuple(map(_masked, command.words))
        torn = shell.torn_placeholder(command)
        recorded = specs.pinned(words[0].value.rsplit("/", 1)[-1])
        found = tuple(grammar.understand(words, version, torn, fragment=True) for version in recorded)
        if found and not any(map(_stands_for_many, found)):
            yield Call(Command(words), inside, found)


def _masked(word: Word) -> Word:
    """The word with what stands in capitals unknown: `--replicas=N`, `TYPE/NAME`."""
    return word._replace(value=CAPITALS.sub(UNKNOWN, word.value))


def _stands_for_many(call: Invocation) -> bool:
    """Whether a word where a subcommand has to be names none: `kubectl <verb>`, `kubectl apply/patch`, `helm 3`."""
    if call.unresolved is not None:
        return not NAME.fullmatch(call.unresolved.value) or call.unresolved.value in STAND_INS
    first = next((word for word in call.arguments if UNKNOWN in word.value or word.many), None)
    return bool(call.command.children) and first is not None and not grammar.takes_arguments(call.program, call.command)
