"""A page in, the invocations on it out: every command of a program whose tree is recorded."""

from collections.abc import Iterator
from typing import NamedTuple

from blockcheck.command import container_commands, grammar, programs, specs
from blockcheck.command.grammar import Invocation
from blockcheck.page import Page, Typed
from blockcheck.text import heredocs, shell
from blockcheck.text.fences import Block
from blockcheck.text.session import Script
from blockcheck.text.shell import Command, Word

SHELLS = {"bash", "sh", "ssh"}
INNER = {("kubectl", "exec"), ("kubectl", "run"), ("kubectl", "debug")}


class Call(NamedTuple):
    """A command of a recorded program on a page, understood at each pinned version."""

    command: Command
    script: Script
    invocations: tuple[Invocation, ...]


def calls(page: Page) -> list[Call]:
    """Every call on the page, in order; what stands behind a syntax error is left out."""
    if "calls" not in page.cache:
        found = [call for typed in page.typed for call in _calls(page, typed)]
        found += [call for block in page.blocks("text") for call in _options(block)]
        found += [call for words in container_commands.program_calls(page) for call in _understood(Command(words), ())]
        page.cache["calls"] = found
    return page.cache["calls"]


def invocations(page: Page) -> Iterator[Invocation]:
    """Every call at every pinned version of its program."""
    for call in calls(page):
        yield from call.invocations


def _calls(page: Page, typed: Typed) -> Iterator[Call]:
    for found, inside in _scripts(typed):
        for command, script in programs.calls(found, inside):
            if not page.is_broken(typed.script, command.words[0].span):
                yield from _understood(command, script)


def _scripts(typed: Typed) -> Iterator[tuple[list[Command], Script]]:
    """The script of a block, and the here-documents in it that a shell reads (`ssh node <<EOF`)."""
    yield typed.commands, typed.script
    readers = [c for c in typed.commands for redirect in c.redirects if redirect.operator in ("<<", "<<-")]
    for reader, body in zip(readers, heredocs.bodies(typed.script), strict=False):
        if any(word.value in SHELLS for word in reader.words):
            numbers = {line.number for line in body}
            script = tuple(line for line in typed.script if line.number in numbers)
            yield shell.commands(script), script


def _options(block: Block) -> Iterator[Call]:
    """The options of a block that names its program: `{ .text program="etcd" }`."""
    name = block.attributes.get("program")
    if name:
        script = tuple(line for line in block.lines if line.text.lstrip().startswith("-"))
        words = [word for command in shell.commands(script) for word in command.words]
        command = Command((Word(name, name, block.header), *words))
        found = tuple(grammar.understand(command.words, program, fragment=True) for program in specs.pinned(name))
        yield from [Call(command, script, found)] if found else []


def _understood(command: Command, script: Script) -> Iterator[Call]:
    """The call, and the one behind its `--` if that is a command for a container or a node."""
    name = command.words[0].value.rsplit("/", 1)[-1]
    torn = shell.torn_placeholder(command)
    found = tuple(grammar.understand(command.words, program, torn) for program in specs.pinned(name))
    if not found:
        return
    yield Call(command, script, found)
    first = found[0]
    inner = first.after_dashes if (first.program.name, *first.command.path[:1]) in INNER else ()
    if inner:
        for inside, inner_script in programs.calls([Command(inner)], script):
            yield from _understood(inside, inner_script)
