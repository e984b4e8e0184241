"""Invocations in, what is missing from them or too much in them out."""

import re
from collections.abc import Iterator

from blockcheck.command import flags
from blockcheck.command.diagnosis import Diagnosis
from blockcheck.command.flags import fact
from blockcheck.command.grammar import Invocation
from blockcheck.finding import Problem, Span
from blockcheck.text.placeholders import UNKNOWN
from blockcheck.text.shell import Word

CHANGES = {
    "kubectl label": (r"=|-$", "a label: key=value, or key- to remove it"),
    "kubectl annotate": (r"=|-$", "an annotation: key=value, or key- to remove it"),
    "kubectl taint": (r"[:=]|-$", "a taint: key=value:Effect, or key- to remove it"),
    "kubectl set image": (r"=", "CONTAINER=IMAGE"),
}


def diagnose(call: Invocation) -> Iterator[Diagnosis]:
    """What is missing or too much; nothing where an option is in doubt, since it may have taken a word."""
    if call.unresolved is not None or call.option("--help"):
        return
    stray = flags.stray_command(call)
    if stray is not None:
        message = f"write -- before the inner command: {call.name} … -- {stray.raw}"
        yield Diagnosis("exec-without-dashes", Problem(stray.span, message, f"-- {stray.raw}"))
        return
    yield from _deprecated(call)
    yield from _conflicts(call)
    if any(flags.diagnose(call)) or (call.command.children and not call.arguments and not _own(call)):
        return
    if (
        call.fragment
        or not call.certain
        or any(g.flag and g.flag.value == "required" and g.value is None for g in call.given)
    ):
        return
    yield from _arguments(call)
    yield from _required(call)


def _own(call: Invocation) -> bool:
    """Whether a command with subcommands also does something by itself."""
    path, facts = " ".join(call.command.path), call.program.facts
    known = facts.get("arguments", {}).get(path, {})
    return bool(known.get("least")) or (bool(call.given) and (path in facts.get("required", {}) or bool(known)))


def end(call: Invocation) -> Span:
    """The word of the command itself, where something that is missing is reported."""
    return (call.path_words[-1] if call.path_words else call.program_word).span


def _deprecated(call: Invocation) -> Iterator[Diagnosis]:
    for given in call.given:
        advice = fact(call, "deprecated", given.flag.name) if given.flag else None
        if advice:
            yield Diagnosis("deprecated-flag", Problem(flags.name_span(given), f"{given.name} is deprecated: {advice}"))


def _conflicts(call: Invocation) -> Iterator[Diagnosis]:
    for group in call.program.facts.get("exclusive", {}).get(" ".join(call.command.path), ()):
        given = [call.option(name) for name in group]
        if all(given):
            last = max(given, key=lambda g: g.word.span)
            names = " and ".join(g.name for g in given)
            yield Diagnosis(
                "conflicting-flags", Problem(flags.name_span(last), f"{names} exclude each other; write one of them")
            )


def limits(call: Invocation) -> tuple[int, int | None, str]:
    """The least and the most arguments of a command (None: any number), and what is wanted."""
    known = call.program.facts.get("arguments", {}).get(" ".join(call.command.path))
    if known:
        excused = any(call.option(name) for name in known.get("unless", ()))
        return 0 if excused else known.get("least", 0), known.get("most"), known.get("what", "an argument")
    return 0, None, ""


def _arguments(call: Invocation) -> Iterator[Diagnosis]:
    changes = CHANGES.get(call.name)
    if changes and not call.option("--list") and not any(_is(changes[0], word) for word in call.arguments):
        yield Diagnosis("missing-argument", Problem(end(call), f"{call.name} needs {changes[1]}"))
        return
    least, most, what = limits(call)
    inner = call.after_dashes if takes_command(call) else ()
    count = len(call.arguments) + len(call.after_dashes) - len(inner)
    if count < least:
        yield Diagnosis("missing-argument", Problem(end(call), f"{call.name} needs {what}"))
    elif most is not None and len(call.arguments) > most:
        surplus = call.arguments[most]
        limit = f"{most} argument{'s' * (most != 1)}" if most else "no arguments"
        message = f"{call.name} takes {limit}; remove {surplus.raw} or write it as an option"
        yield Diagnosis("surplus-argument", Problem(surplus.span, message))
    elif call.name == "kubectl exec" and not inner:
        yield Diagnosis("missing-argument", Problem(end(call), "kubectl exec needs a command behind --, such as -- sh"))


def _is(pattern: str, word: Word) -> bool:
    return bool(re.search(pattern, word.value)) or UNKNOWN in word.value


def takes_command(call: Invocation) -> bool:
    """Whether what follows `--` is a command of its own."""
    return bool(re.search(r"(?<!\S)--\s+\[?COMMAND", call.command.usage))


def _required(call: Invocation) -> Iterator[Diagnosis]:
    for group in call.program.facts.get("required", {}).get(" ".join(call.command.path), ()):
        names = group.split("|")
        if not any(call.option(name) for name in names):
            yield Diagnosis("missing-flag", Problem(end(call), f"{call.name} needs {' or '.join(names)}"))
            return
