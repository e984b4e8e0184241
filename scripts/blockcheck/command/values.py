"""Invocations in, what is wrong with the values of their options out."""

import re
from collections.abc import Iterator

from blockcheck.command import flags, grammar
from blockcheck.command.diagnosis import Diagnosis
from blockcheck.command.flags import fact
from blockcheck.command.grammar import Given, Invocation
from blockcheck.finding import Problem, Span
from blockcheck.text.placeholders import UNKNOWN
from blockcheck.text.shell import Word
from blockcheck.text.suggest import closest

BOOLEAN = re.compile(r"1|0|t|f|T|F|true|false|TRUE|FALSE|True|False")
DURATION = re.compile(
    r"[-+]?(?:0|(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|ms|s|m|h)(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|ms|s|m|h))*)"
)
INTEGER = re.compile(r"[-+]?(?:0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO]?[0-7_]*|[1-9][\d_]*)")
FLOAT = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
NAMED = {"--request-timeout": (re.compile(rf"\d+|{DURATION.pattern}"), "seconds or a duration such as 30 or 1m")}
TYPES = {
    "bool": (BOOLEAN, "true or false"),
    "duration": (DURATION, "a duration such as 90s, 5m or 1h30m"),
    "int": (INTEGER, "a whole number"),
    "int32": (INTEGER, "a whole number"),
    "int64": (INTEGER, "a whole number"),
    "uint": (INTEGER, "a whole number"),
    "uint32": (INTEGER, "a whole number"),
    "uint64": (INTEGER, "a whole number"),
    "float": (FLOAT, "a number"),
    "float32": (FLOAT, "a number"),
    "float64": (FLOAT, "a number"),
}


def diagnose(call: Invocation) -> Iterator[Diagnosis]:
    """What is wrong with the values of one invocation."""
    if call.unresolved is not None:
        return
    stray = flags.stray_command(call)
    for given in call.given:
        if given.flag is None or (stray is not None and given.word.span >= stray.span) or UNKNOWN in given.name:
            continue
        if flags.one(call, given):
            continue
        found = _missing(call, given) if given.value is None else _wrong(call, given)
        if found:
            yield found


def _missing(call: Invocation, given: Given) -> Diagnosis | None:
    """An option without a value: one is needed, or the next word was meant to be it."""
    name = flags.name_span(given)
    if given.flag.value == "required":
        if call.torn or call.fragment:
            return None
        return Diagnosis(
            "missing-value", Problem(name, f"{given.name} needs a value; write {given.name} and what it is to be")
        )
    following = _behind(call, given)
    if following is None:
        return None
    word = following.value
    allowed = listed(call, given)
    meant = BOOLEAN.fullmatch(word) and len(word) > 1 if given.flag.type == "bool" else word in (allowed or ())
    if not meant:
        return None
    line, column, _, _ = name
    span = Span(line, column, following.span.end_line, following.span.end_column)
    right = f"{given.name}={word}"
    return Diagnosis(
        "value-for-switch", Problem(span, f"{given.name} takes a value only behind =; write {right}", right)
    )


def _behind(call: Invocation, given: Given) -> Word | None:
    """The argument that stands right behind an option."""
    end = given.word.span.end_line, given.word.span.end_column
    return next((w for w in call.arguments if (w.span.line, w.span.column) == (end[0], end[1] + 1)), None)


def _wrong(call: Invocation, given: Given) -> Diagnosis | None:
    value = given.value
    visible = grammar.visible(call.program, call.command)
    if value.startswith("--") and given.value_word is not given.word and value.partition("=")[0] in visible:
        message = f"{given.name} needs a value, and {value} would be taken for it"
        return Diagnosis("missing-value", Problem(flags.name_span(given), message))
    if UNKNOWN in value or "{{" in value or (given.value_word and given.value_word.many):
        return None  # filled in by the shell, or by the template that the command stands in
    span, prefix = value_span(given)
    pattern, wanted = NAMED.get(given.flag.name) or TYPES.get(given.flag.type, (None, ""))
    if pattern and not pattern.fullmatch(value):
        if given.flag.type == "bool":
            message = f"{given.name} is a switch: it takes no value but true or false; write {given.name}"
            return Diagnosis("value-for-switch", Problem(span, message))
        return Diagnosis("wrong-type", Problem(span, f"{given.name} takes {wanted}, not {value or 'nothing'}"))
    allowed = listed(call, given)
    any_case = fact(call, "any case", given.flag.name) or ()
    if allowed and given.flag.type != "bool" and not _is_listed(value, allowed) and value.lower() not in any_case:
        near = next((a for a in allowed if a.lower() == value.lower()), None) or closest(value, allowed)
        hint = f"did you mean {near}?" if near else f"write one of {', '.join(allowed)}"
        message = f"{given.name} does not take {value or 'an empty value'}; {hint}"
        return Diagnosis("unlisted-value", Problem(span, message, prefix + near if near else None))
    return None


def listed(call: Invocation, given: Given) -> list[str] | None:
    """The words an option takes, None if it takes any."""
    return fact(call, "values", given.flag.name)


def _is_listed(value: str, allowed: list[str]) -> bool:
    """Whether a value is one of the words; `jsonpath=…` and its like go on behind the sign."""
    word, equals, _ = value.partition("=")
    return value in allowed or bool(
        equals and word in allowed and ("template" in word or "path" in word or "columns" in word)
    )


def value_span(given: Given) -> tuple[Span, str]:
    """Where a value is reported: the whole of `--name=value`, or the value's own word; and what its cure begins with."""
    if given.value_word is given.word:
        plain = given.word.raw.endswith(given.value)
        return given.word.span, given.word.raw.removesuffix(given.value) if plain else f"{given.name}="
    return given.value_word.span, ""
