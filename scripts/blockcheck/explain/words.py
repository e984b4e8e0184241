"""A page in, the words of its blocks that can be explained out: programs, subcommands, options, well-known values."""

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from blockcheck.command import commands, programs, resources, specs, system, system_specs
from blockcheck.command.grammar import Given, Invocation
from blockcheck.explain import meanings
from blockcheck.explain.meanings import Key
from blockcheck.finding import Span
from blockcheck.page import Page
from blockcheck.text.fences import Block
from blockcheck.text.shell import Word


class Explained(NamedTuple):
    """A word of a block, or a part of it, with all that it is; joined short options are several."""

    block: Block
    span: Span
    keys: tuple[Key, ...]


class Call(NamedTuple):
    """One call in a block: the command's full name, its words from the first to the last, what is to be said of them."""

    block: Block
    command: str
    words: tuple[Word, ...]
    known: tuple[tuple[Span, Key], ...]


def of(page: Page) -> list[Explained]:
    """Every word in page order; two of them never overlap."""
    keys: dict[Span, dict[Key, None]] = {}
    blocks: dict[Span, Block] = {}
    for call in calls(page):
        for span, key in call.known:
            keys.setdefault(span, {})[key] = None
            blocks[span] = call.block
    found: list[Explained] = []
    reached = (0, 0)
    for span in sorted(keys):
        if (span.line, span.column) >= reached and span.line == span.end_line:
            reached = (span.end_line, span.end_column)
            found.append(Explained(blocks[span], span, tuple(keys[span])))
    return found


def calls(page: Page) -> list[Call]:
    """Every call in the page's blocks, in page order."""
    if "words" not in page.cache:
        page.cache["words"] = sorted(_calls(page), key=lambda call: call.words[0].span)
    return page.cache["words"]


def _calls(page: Page) -> Iterator[Call]:
    blocks = [block for block in page.markdown.blocks if block.closed and not block.broken]
    starts = [block.header.line for block in blocks]
    for command, found, known in (*_recorded(page), *_system(page), *_others(page)):
        inside = [(span, key) for span, key in known if span.line not in starts]  # a fence may name the program
        at = bisect_right(starts, inside[0][0].line) - 1 if inside else -1
        if at >= 0:
            yield Call(blocks[at], command, found, tuple(inside))


Found = tuple[str, tuple[Word, ...], list[tuple[Span, Key]]]


def _recorded(page: Page) -> Iterator[Found]:
    """The calls of programs whose command tree is recorded."""
    for call in commands.calls(page):
        found = call.invocations[0]
        path = found.name.split(" ")
        known = [
            (word.span, Key(" ".join(path[:depth])))
            for depth, word in enumerate((found.program_word, *found.path_words), 1)
        ]
        known += [pair for given in found.given if given.flag for pair in _option(found.name, given)]
        known += _types(found) if found.program.name == "kubectl" else ()
        yield found.name, call.command.words, known


def _option(command: str, given: Given) -> Iterator[tuple[Span, Key]]:
    name = given.flag.name if given.flag else given.name
    raw = given.word.raw
    own = raw.startswith(given.name) and raw[len(given.name) :][:1] in ("", "=")
    yield (_part(given.word, 0, len(given.name)) if own else given.word.span), Key(command, name)
    yield from _value(command, name, given)


def _value(command: str, name: str, given: Given) -> Iterator[tuple[Span, Key]]:
    """A well-known value, or how it begins, up to its equals sign: `jsonpath=`."""
    word, value = given.value_word, given.value
    if word is None or not value:
        return
    start, equals, _ = value.partition("=")
    for known in dict.fromkeys((value, start + equals)):
        key = Key(command, name, known)
        if known in word.raw and meanings.of(key):
            at = word.raw.rindex(known) if known == value else word.raw.index(known)
            yield _part(word, at, at + len(known)), key
            return


def _types(call: Invocation) -> Iterator[tuple[Span, Key]]:
    """The resource types among the arguments of a kubectl command: `pods`, `deploy/web`, `pods,services`."""
    for argument in call.arguments[:2]:
        at = 0
        for name in argument.raw.partition("/")[0].split(","):
            found = resources.find(name)
            if found and meanings.of(Key(meanings.RESOURCES, found.plural)):
                yield _part(argument, at, at + len(name)), Key(meanings.RESOURCES, found.plural)
            at += len(name) + 1
        if "/" not in argument.raw:
            return


def _system(page: Page) -> Iterator[Found]:
    for command in system.calls(page):
        read = system.read(command)
        name = max((one.command for one in read), key=len)
        yield name, command.words, [(_name(one), Key(one.command, one.option)) for one in read]


def _name(read: system.Read) -> Span:
    """The name of an option, without a value in the same word."""
    raw = read.word.raw
    plain = raw == read.word.value and read.option.startswith("--")
    return _part(read.word, 0, len(raw.partition("=")[0]) if plain else len(raw))


def _others(page: Page) -> Iterator[Found]:
    """Calls of programs of which nothing is recorded: their names alone; not of functions that the page defines."""
    own = programs.defined_on(page)
    for typed in page.typed:
        for command, _ in programs.calls(typed.commands, typed.script):
            word = command.words[0]
            name = word.value.rsplit("/", 1)[-1]
            known = name in specs.files() or name in specs.ALIASES or name in system_specs.known() or name in own
            if programs.name(word) and not known and not page.is_broken(typed.script, word.span):
                yield name, command.words, [(word.span, Key(name))]


def _part(word: Word, start: int, end: int) -> Span:
    """Characters of a word, of its first line."""
    line, column, _, _ = word.span
    return Span(line, column + start, line, column + end) if "\n" not in word.raw[:end] else word.span
