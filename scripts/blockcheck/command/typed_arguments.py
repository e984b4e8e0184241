"""kubectl's invocations in, what is wrong with the things its arguments name out: types, selectors, paths, quantities."""

import re
from collections.abc import Callable, Iterator

from blockcheck.command import expressions, flags, resources, values
from blockcheck.command.diagnosis import Diagnosis
from blockcheck.command.expressions import Fault
from blockcheck.command.grammar import Given, Invocation
from blockcheck.finding import Problem, Span
from blockcheck.text.placeholders import UNKNOWN
from blockcheck.text.shell import Word

TYPE_FIRST = {
    "annotate", "autoscale", "delete", "describe", "edit", "explain", "expose", "get", "label", "patch", "rollout history",
    "rollout pause", "rollout restart", "rollout resume", "rollout status", "rollout undo", "scale", "set env", "set image",
    "set resources", "set selector", "set serviceaccount", "set subject", "taint", "wait", "apply view-last-applied",
}  # fmt: skip
WITHOUT_TYPE = ("--filename", "--kustomize", "--raw")
CHANGES = {
    "label": r"=|-$",
    "annotate": r"=|-$",
    "set image": "=",
    "set env": r"=|-$",
    "taint": r":|=|-$",
    "set selector": "=|!| in | notin ",
}
LABEL_FLAGS = {"--selector", "--pod-selector", "--prune-selector"}
FIELD_FLAGS = {"--field-selector"}
WORD = re.compile(r"[A-Za-z][A-Za-z0-9.-]*")


def diagnose(call: Invocation) -> Iterator[Diagnosis]:
    """What is wrong with what an invocation of kubectl names."""
    if call.program.name == "kubectl" and call.unresolved is None and not any(flags.diagnose(call)):
        yield from _placeholder(call)
        yield from _types(call)
        yield from _options(call)
        yield from _arguments(call)


def _placeholder(call: Invocation) -> Iterator[Diagnosis]:
    """`<pod` with nothing after it: the shell would read from a file."""
    if call.torn is not None:
        line, column, end_line, end_column = call.torn.span
        span = Span(line, column - 1, end_line, end_column)
        name = call.torn.value
        message = f"the shell would read from a file {name}; a placeholder ends with >: <{name}>"
        yield Diagnosis("unclosed-placeholder", Problem(span, message, f"<{name}>"))


def _types(call: Invocation) -> Iterator[Diagnosis]:
    """Resource types in the first argument, or in each `type/name`."""
    path = " ".join(call.command.path)
    if path not in TYPE_FIRST or any(call.option(name) for name in WITHOUT_TYPE):
        return
    words = [word for word in call.arguments if not re.search(CHANGES.get(path, "(?!)"), word.value)]
    if not words or words[0].many:
        return
    first = words[0]
    if path == "explain":
        yield from _type(first, re.split(r"[.\[]", first.value)[0], first.span.column)
        return
    with_name = [word for word in words if "/" in word.value and UNKNOWN not in word.value.partition("/")[0]]
    for word in with_name:
        column = word.span.column
        for name in word.value.partition("/")[0].split(","):
            yield from _type(word, name, column)
            column += len(name) + 1
    if "/" not in first.value:
        column = first.span.column
        for name in first.value.split(","):
            yield from _type(first, name, column)
            column += len(name) + 1
        if with_name and path in ("get", "describe", "delete") and call.certain and UNKNOWN not in first.value:
            message = f"{with_name[0].raw} names its type already; remove {first.raw}"
            yield Diagnosis("mixed-type-and-name", Problem(first.span, message))


def _type(word: Word, name: str, column: int) -> Iterator[Diagnosis]:
    if UNKNOWN in name or not WORD.fullmatch(name) or name.lower() == "all" or resources.find(name):
        return
    quoted = word.raw != word.value
    span = word.span if quoted else Span(word.span.line, column, word.span.line, column + len(name))
    near = resources.near(name)
    if near and "." not in name:
        message = f"there is no resource type {name}; did you mean {near}?"
        yield Diagnosis("unknown-resource", Problem(span, message, None if quoted else near))
    elif "." not in name:
        message = f"{name} is no resource type of Kubernetes; say which CRD it comes from"
        yield Diagnosis("unlisted-resource", Problem(span, message))


def _options(call: Invocation) -> Iterator[Diagnosis]:
    for given in call.given:
        if (
            given.flag is None
            or given.value is None
            or (given.value.startswith("--") and given.value_word is not given.word)
        ):
            continue
        check = _check_of(call, given)
        if check:
            rule, test, text = check
            yield from _told(rule, given, test, text)


def _check_of(call: Invocation, given: Given) -> tuple[str, Callable[[str], Fault | None], str] | None:
    """The rule, the test and the text of an option's value that has a grammar of its own."""
    name, value, path = given.flag.name, given.value, " ".join(call.command.path)
    kind, equals, rest = value.partition("=")
    if name == "--output" and equals:
        if kind in ("jsonpath", "jsonpath-as-json"):
            return "malformed-jsonpath", expressions.jsonpath, rest
        if kind == "custom-columns":
            return "malformed-columns", expressions.columns, rest
        if kind in ("go-template", "template"):
            return "malformed-template", expressions.template, rest
    if name == "--for" and kind == "jsonpath":
        return "malformed-jsonpath", expressions.waited, rest
    if name == "--sort-by" and path in ("get", "events"):
        return "malformed-jsonpath", expressions.relaxed_jsonpath, value
    if name in LABEL_FLAGS and path != "expose":
        return "malformed-selector", expressions.label_selector, value
    if name in FIELD_FLAGS:
        return "malformed-selector", expressions.field_selector, value
    if name in ("--limits", "--requests") or (name == "--hard" and path == "create quota"):
        return "malformed-quantity", expressions.quantities, value
    if name in ("--port", "--target-port") and path in ("run", "expose", "create deployment"):
        return (
            "malformed-port",
            expressions.named_port
            if name == "--target-port"
            else expressions.ports
            if path == "expose"
            else expressions.port,
            value,
        )
    if name == "--tcp":
        return "malformed-port", expressions.port_pair, value
    if name == "--image" and path in ("run", "create deployment", "create job", "create cronjob", "debug"):
        return "malformed-image", expressions.image, value
    if name == "--template":
        if value.startswith("{."):
            return "malformed-jsonpath", expressions.jsonpath, value
        return "malformed-template", expressions.template, value
    return None


def _told(rule: str, given: Given, test: Callable[[str], Fault | None], text: str) -> Iterator[Diagnosis]:
    fault = test(text)
    if fault is not None:
        yield Diagnosis(rule, Problem(values.value_span(given)[0], fault.message))


def _arguments(call: Invocation) -> Iterator[Diagnosis]:
    path = " ".join(call.command.path)
    if path == "port-forward":
        words, rule, test = call.arguments[1:], "malformed-port", expressions.port_pair
    elif path == "taint":
        words = [word for word in call.arguments[1:] if re.search(r"[:=]", word.value)]
        rule, test = "malformed-taint", expressions.taint
    elif path == "set image":
        words = [word for word in call.arguments[1:] if "=" in word.value]
        rule, test = "malformed-image", lambda value: expressions.image(value.partition("=")[2])
    else:
        return
    for word in words:
        fault = None if word.many else test(word.value)
        if fault:
            yield Diagnosis(rule, Problem(word.span, fault.message, fault.fix if word.raw == word.value else None))
