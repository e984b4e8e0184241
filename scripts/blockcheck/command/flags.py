"""Invocations in, what is wrong with their options out: each option has one diagnosis, each rule reports its own."""

import re
from collections.abc import Iterator
from typing import Any

from blockcheck.command import grammar
from blockcheck.command.diagnosis import Diagnosis
from blockcheck.command.grammar import Given, Invocation
from blockcheck.finding import Problem, Span
from blockcheck.text.placeholders import UNKNOWN
from blockcheck.text.shell import Word
from blockcheck.text.suggest import closest

INSTEAD = re.compile(r"\bwrite (--[\w-]+)$")  # what is said of a removed option that has one heir
LONG_WITH_ONE_DASH = re.compile(r"-([A-Za-z][\w-]+)(=.*)?", re.DOTALL)


def diagnose(call: Invocation) -> Iterator[Diagnosis]:
    """What is wrong with the options of one invocation, each reported once."""
    if call.unresolved is not None:
        before = (given for given in call.given if given.word.span < call.unresolved.span and given.flag is None)
        yield from filter(None, (one(call, given) for given in before))
        return
    stray = stray_command(call)
    for given in call.given:
        if stray is not None and given.word.span >= stray.span:
            return  # these belong to the command that lacks its `--`
        found = one(call, given)
        if found:
            yield found
    yield from _after_dashes(call)
    yield from _behind_argument(call)


def _behind_argument(call: Invocation) -> Iterator[Diagnosis]:
    """Where the first argument ends the options, an option behind it is taken for one more argument."""
    if call.program.library == "pflag" or "COMMAND" in call.command.usage or "ARG" in call.command.usage:
        return
    for word in call.arguments[1:]:
        name = word.value.partition("=")[0]
        if len(name) > 1 and name in call.command.flags:
            message = f"{call.program.name} takes {name} for an argument here; options stand before the first argument"
            yield Diagnosis("option-behind-argument", Problem(word.span, message))
            return


def stray_command(call: Invocation) -> Word | None:
    """Where a command for the container begins that has no `--` before it (`kubectl exec POD ls`)."""
    if (call.program.name, *call.command.path) != ("kubectl", "exec") or call.dashes is not None:
        return None
    file = call.option("--filename")
    own = 0 if file and call.arguments and file.word.span < call.arguments[0].span else 1
    return call.arguments[own] if len(call.arguments) > own and not call.arguments[own].many else None


def name_span(given: Given) -> Span:
    """The place of an option's name, without `=` and what follows."""
    line, column, _, _ = given.word.span
    return Span(line, column, line, column + len(given.word.raw.partition("=")[0]))


def one(call: Invocation, given: Given) -> Diagnosis | None:
    """The diagnosis of one option; None if it is right, as far as its name goes."""
    visible = grammar.visible(call.program, call.command)
    if UNKNOWN in given.name or not re.match(r"--?[\w]", given.name):
        return None
    long = _long_with_one_dash(call, given, visible)
    if long:
        return long
    if given.flag is None:
        return _unknown(call, given, visible)
    if given.value is not None and given.value_word is not given.word and given.value.startswith("="):
        return _space_before_equals(given, given.value_word)
    return None


def _long_with_one_dash(call: Invocation, given: Given, visible: dict) -> Diagnosis | None:
    match = LONG_WITH_ONE_DASH.fullmatch(given.word.value)
    if call.program.library != "pflag" or not match or f"--{match[1]}" not in visible:
        return None
    message = f"-{match[1]} is read as single letters; a long option has two dashes: --{match[1]}"
    return Diagnosis("long-flag-with-one-dash", Problem(name_span(given), message, f"--{match[1]}"))


def _unknown(call: Invocation, given: Given, visible: dict) -> Diagnosis:
    name, span = given.name, name_span(given)
    removed = fact(call, "removed", name)
    if removed:
        instead = INSTEAD.search(removed)
        message = f"{call.name} has no {name} at {call.program.version}: {removed}"
        return Diagnosis("removed-flag", Problem(span, message, instead and instead[1]))
    same = {flag.lower(): flag for flag in visible if flag.startswith("--")}.get(name.lower())
    if same and name.startswith("--"):
        return Diagnosis("wrong-case-flag", Problem(span, f"options are case-sensitive; write {same}", same))
    long = [flag for flag in visible if flag.startswith("--")]
    near = closest(name, long) if name.startswith("--") else closest(f"-{name}", long) if len(name) > 2 else None
    elsewhere = _elsewhere(call, name)
    if elsewhere and not (near and _one_slip(name, near)):
        message = f"{call.name} has no {name}; it is an option of {elsewhere}"
        return Diagnosis("flag-of-another-command", Problem(span, message))
    kin = [near] if near else sorted(one for one in long if one.startswith(name) or name.startswith(f"{one}-"))
    hint = f"; did you mean {' or '.join(kin[:3])}?" if kin else f"; its options: {_some(visible)}"
    return Diagnosis("unknown-flag", Problem(span, f"{call.name} has no {name}{hint}", near))


def _one_slip(name: str, near: str) -> bool:
    return (
        abs(len(name) - len(near)) <= 1 and closest(name[:5], [near[:5]]) is not None and sorted(name) == sorted(near)
    )


def _some(visible: dict) -> str:
    """A few of a command's own options, to end a message with."""
    long = sorted(name for name in visible if name.startswith("--") and name != "--help")
    own = [name for name in long if not visible[name].persistent] or long
    return ", ".join(own[:6]) + (", …" if len(own) > 6 else "") if own else "none of its own"


def _elsewhere(call: Invocation, name: str) -> str | None:
    """Another command of the program that has the option, the nearest relative first."""
    own = call.command.path
    having = [path for path, command in call.program.commands.items() if name in command.flags and path != own]
    if not having:
        return None
    nearest = min(having, key=lambda path: (-sum(a == b for a, b in zip(path, own, strict=False)), len(path), path))
    return " ".join((call.program.name, *nearest))


def _space_before_equals(given: Given, following: Word) -> Diagnosis:
    line, column, _, _ = given.word.span
    span = Span(line, column, following.span.end_line, following.span.end_column)
    right = given.word.raw + following.raw
    return Diagnosis("space-before-equals", Problem(span, f"no space may stand before the =; write {right}", right))


def _after_dashes(call: Invocation) -> Iterator[Diagnosis]:
    """`-- name=value`: two dashes with a space behind them end the options instead of beginning one."""
    if call.dashes is None or not call.after_dashes:
        return
    word = call.after_dashes[0]
    name, equals, _ = word.value.partition("=")
    flag = grammar.visible(call.program, call.command).get(f"--{name}")
    takes_command = bool(re.search(r"(?<!\S)-- ", call.command.usage))
    if flag is None or UNKNOWN in name or (takes_command and not equals) or call.option(f"--{name}"):
        return
    line, column, _, _ = call.dashes.span
    span = Span(line, column, line, word.span.column + len(name))
    yield Diagnosis("space-in-flag", Problem(span, f"-- with a space ends the options; write --{name}", f"--{name}"))


def fact(call: Invocation, kind: str, name: str) -> Any:
    """What is known by hand of an option: of this command first, then of every command."""
    known = call.program.facts.get(kind, {})
    return known.get(" ".join((*call.command.path, name)), known.get(name))
