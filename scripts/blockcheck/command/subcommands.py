"""Invocations in, what is wrong with their subcommand out: one diagnosis each, each rule reports its own."""

import re
from collections.abc import Iterator

from blockcheck.command import flags
from blockcheck.command.diagnosis import Diagnosis
from blockcheck.command.grammar import Invocation
from blockcheck.command.resources import find as find_resource
from blockcheck.finding import Problem
from blockcheck.text.suggest import closest

COMPLETION = {"__complete", "__completeNoDesc"}  # every cobra program has them, hidden
FILE = re.compile(r"\.(?:ya?ml|json)$|^https?://")


def diagnose(call: Invocation) -> Iterator[Diagnosis]:
    """Why a word is no subcommand; nothing if every subcommand was found."""
    found = _unresolved(call)
    if found:
        yield found


def _unresolved(call: Invocation) -> Diagnosis | None:
    word = call.unresolved
    if word is None or (not call.command.path and word.value in call.program.facts.get("plugins", ())):
        return None
    if call.program.library == "pflag" and word.value in COMPLETION:
        return None
    if any(flags.diagnose(call)):
        return None  # an unknown option before it may have taken the subcommand for its value
    name, children = word.value, call.command.children
    removed = call.program.facts.get("removed", {}).get(" ".join((*call.command.path, name)))
    if removed:
        message = f"{call.name} has no {name} at {call.program.version}: {removed}"
        return Diagnosis("removed-command", Problem(word.span, message))
    if name.lower() in children and name.lower() != name:
        message = f"commands are in lower case; write {name.lower()}"
        return Diagnosis("wrong-case-command", Problem(word.span, message, name.lower()))
    if FILE.search(name) and "--filename" in call.command.flags:
        message = f"{call.name} takes files behind -f; write -f {name}"
        return Diagnosis("unknown-subcommand", Problem(word.span, message, f"-f {word.raw}"))
    swapped = _swapped(call)
    if swapped:
        message = f"the verb comes first: {call.name} {swapped} {name}"
        return Diagnosis("swapped-words", Problem(word.span, message))
    near = closest(name, [child for child in children if len(child) > 2 or len(name) < 3])
    hint = f"did you mean {near}?" if near else f"it has {_some(call)}"
    return Diagnosis("unknown-subcommand", Problem(word.span, f"{call.name} has no command {name}; {hint}", near))


def _swapped(call: Invocation) -> str | None:
    """The verb behind a resource type that stands in its place (`kubectl pod get`)."""
    if call.program.name != "kubectl" or find_resource(call.unresolved.value) is None:
        return None
    at = call.arguments.index(call.unresolved)
    following = [word.value for word in call.arguments[at + 1 : at + 2]]
    return following[0] if following and following[0] in call.command.children else None


def _some(call: Invocation) -> str:
    names = sorted(set(call.command.children.values()))
    return ", ".join(names[:8]) + (", …" if len(names) > 8 else "")
