"""Calls in, what a later release of their program will not take out: a command that holds now and not there."""

from collections.abc import Iterator

from blockcheck.command import commands, flags, grammar, specs
from blockcheck.command.commands import Call
from blockcheck.command.grammar import Invocation
from blockcheck.finding import Problem, Span
from blockcheck.page import Page
from blockcheck.text import shell


def breaking(page: Page) -> Iterator[Problem]:
    """Every word on the page that a later release no longer has, each told once."""
    seen: set[Span] = set()
    for call in commands.calls(page):
        for problem in _breaking(call):
            if problem.span not in seen:
                seen.add(problem.span)
                yield problem


def _breaking(call: Call) -> Iterator[Problem]:
    later = specs.newer(call.invocations[0].program.name)
    if not later or not all(map(_holds, call.invocations)):
        return  # what is wrong today is told by its own rule
    torn = shell.torn_placeholder(call.command)
    for program in later:
        then = grammar.understand(call.command.words, program, torn, call.invocations[0].fragment)
        yield from _command(call.invocations[0], then)
        yield from _options(call.invocations[0], then)


def _holds(now: Invocation) -> bool:
    """Whether the command's names are all known at the pinned version; a plugin's are not."""
    return now.unresolved is None and not any(flags.diagnose(now))


def _command(now: Invocation, then: Invocation) -> Iterator[Problem]:
    """A subcommand that is gone; where it went, if it is the same path with a word less."""
    if then.unresolved is None:
        return
    path = now.command.path
    shorter = (path[:at] + path[at + 1 :] for at in range(len(path)))
    moved = next((" ".join(one) for one in shorter if one and one in then.program.commands), None)
    cure = f"; there it is {then.program.name} {moved}" if moved else ""
    yield Problem(then.unresolved.span, f"{then.program.name} {then.program.version} has no {' '.join(path)}{cure}")


def _options(now: Invocation, then: Invocation) -> Iterator[Problem]:
    """An option that is gone, or that the later help no longer names because it is deprecated."""
    if then.unresolved is not None:
        return
    for given in then.given:
        found = flags.one(then, given)
        if given.flag is None and found:
            name = f"{then.program.name} {then.program.version}"
            message = f"{name} no longer lists {given.name} for {now.name}: it is gone there, or deprecated"
            yield Problem(found.problem.span, message)
