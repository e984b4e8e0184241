"""Invocations in, what is missing from them or too much in them out."""

import re
from collections.abc import Iterator

from blockcheck import commands, flags
from blockcheck.finding import Problem, Span
from blockcheck.flags import Diagnosis, fact
from blockcheck.grammar import Invocation
from blockcheck.page import Page
from blockcheck.placeholders import UNKNOWN

CHANGES = {
    "kubectl label": (r"=|-$", "a label: key=value, or key- to remove it"),
    "kubectl annotate": (r"=|-$", "an annotation: key=value, or key- to remove it"),
    "kubectl taint": (r"[:=]|-$", "a taint: key=value:Effect, or key- to remove it"),
    "kubectl set image": (r"=", "CONTAINER=IMAGE"),
}
TOKEN = re.compile(r"\[[^\[\]]*(?:\[[^\]]*\][^\[\]]*)*\]|<[^>]*>|\([^)]*\)|\{[^}]*\}|[^\s\[\]<>(){}]+")


def diagnosed(page: Page, rule: str) -> Iterator[Problem]:
    """The problems of one rule on a page; one that several pinned versions share is told once."""
    if "arity" not in page.cache:
        page.cache["arity"] = [found for one in commands.invocations(page) for found in diagnose(one)]
    seen: set[Span] = set()
    for diagnosis in page.cache["arity"]:
        if diagnosis.rule == rule and diagnosis.problem.span not in seen:
            seen.add(diagnosis.problem.span)
            yield diagnosis.problem


def diagnose(call: Invocation) -> Iterator[Diagnosis]:
    """What is missing or too much; nothing where an option is in doubt, since it may have taken a word."""
    if call.unresolved is not None or call.option("--help"):
        return
    stray = flags.stray_command(call)
    if stray is not None:
        span = Span(stray.span.line, stray.span.column, stray.span.line, stray.span.column + len(stray.raw))
        yield Diagnosis("exec-without-dashes", Problem(span, f"write -- before the inner command: {call.name} … -- {stray.raw}", f"-- {stray.raw}"))
        return
    yield from _deprecated(call)
    if any(flags.diagnose(call)) or (call.command.children and not call.arguments and not _own(call)):
        return
    yield from _conflicts(call)
    if not call.certain:
        return
    yield from _arguments(call)
    yield from _required(call)


def _own(call: Invocation) -> bool:
    """Whether a command with subcommands also does something by itself."""
    return bool(call.given) and " ".join(call.command.path) in call.program.facts.get("required", {})


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
            yield Diagnosis("conflicting-flags", Problem(flags.name_span(last), f"{names} exclude each other; write one of them"))


def limits(call: Invocation) -> tuple[int, int | None, str]:
    """The least and the most arguments of a command (None: any number), and what is wanted."""
    known = call.program.facts.get("arguments", {}).get(" ".join(call.command.path))
    if known:
        excused = any(call.option(name) for name in known.get("unless", ()))
        return 0 if excused else known.get("least", 0), known.get("most"), known.get("what", "an argument")
    if not call.program.facts.get("usage counts", False):
        return 0, None, ""
    return from_usage(call.command.usage, call.program.name, call.command.path)


def from_usage(usage: str, program: str, path: tuple[str, ...]) -> tuple[int, int | None, str]:
    """What a usage line such as `helm pull [chart URL] [flags]` says of the number of arguments."""
    own = [program, *path]
    tokens = TOKEN.findall(usage)
    while tokens and own and tokens[0] == own[0]:
        tokens, own = tokens[1:], own[1:]
    if own:
        return 0, None, ""
    tokens = [t for t in tokens if t.strip("[]<>()").lower() not in ("flags", "options", "command options", "command", "subcommand", "arguments...")]
    if any("..." in t or "|" in t or t.startswith(("-", "(", "{")) or "=" in t for t in tokens):
        required = [t for t in tokens if not t.startswith(("[", "-", "(", "{")) and "..." not in t and "|" not in t and "=" not in t]
        return 0 if not required else 1, None, required[0] if required else ""
    required = [t for t in tokens if not t.startswith("[")]
    return len(required), len(tokens), " and ".join(t.strip("<>") for t in required) or "an argument"


def _arguments(call: Invocation) -> Iterator[Diagnosis]:
    changes = CHANGES.get(" ".join((call.program.name, *call.command.path)))
    if changes and not call.option("--list") and not any(re.search(changes[0], word.value) or UNKNOWN in word.value for word in call.arguments):
        yield Diagnosis("missing-argument", Problem(end(call), f"{call.name} needs {changes[1]}"))
        return
    least, most, what = limits(call)
    count = len(call.arguments)
    if count + len(call.after_dashes if not fact_dashes(call) else ()) < least:
        yield Diagnosis("missing-argument", Problem(end(call), f"{call.name} needs {what}"))
    elif most is not None and count > most:
        surplus = call.arguments[most].span
        limit = f"{most} argument{'s' * (most != 1)}" if most else "no arguments"
        yield Diagnosis("surplus-argument", Problem(surplus, f"{call.name} takes {limit}; remove {call.arguments[most].raw} or write it as an option"))
    elif call.command.path == ("exec",) and call.program.name == "kubectl" and not call.after_dashes:
        yield Diagnosis("missing-argument", Problem(end(call), "kubectl exec needs a command behind --, such as -- sh"))


def fact_dashes(call: Invocation) -> bool:
    """Whether what follows `--` is a command of its own."""
    return "-- " in call.command.usage + " " and "COMMAND" in call.command.usage


def _required(call: Invocation) -> Iterator[Diagnosis]:
    for group in call.program.facts.get("required", {}).get(" ".join(call.command.path), ()):
        names = group.split("|")
        if not any(call.option(name) for name in names):
            yield Diagnosis("missing-flag", Problem(end(call), f"{call.name} needs {' or '.join(names)}"))
            return
