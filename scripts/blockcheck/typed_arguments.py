"""kubectl's invocations in, what is wrong with the things its arguments name out: types, selectors, paths, quantities."""

import re
from collections.abc import Callable, Iterator

from blockcheck import commands, expressions, flags, resources, shell, values
from blockcheck.expressions import Fault
from blockcheck.finding import Problem, Span
from blockcheck.flags import Diagnosis
from blockcheck.grammar import Given, Invocation
from blockcheck.page import Page
from blockcheck.placeholders import UNKNOWN
from blockcheck.shell import Word

TYPE_FIRST = {
    "annotate", "autoscale", "delete", "describe", "edit", "explain", "expose", "get", "label", "patch", "rollout history",
    "rollout pause", "rollout restart", "rollout resume", "rollout status", "rollout undo", "scale", "set env", "set image",
    "set resources", "set selector", "set serviceaccount", "set subject", "taint", "wait", "apply view-last-applied",
}  # fmt: skip
WITHOUT_TYPE = ("--filename", "--kustomize", "--raw")
CHANGES = {"label": r"=|-$", "annotate": r"=|-$", "set image": "=", "set env": r"=|-$", "taint": r":|=|-$", "set selector": "=|!| in | notin "}
LABEL_FLAGS = {"--selector", "--pod-selector", "--prune-selector"}
FIELD_FLAGS = {"--field-selector"}
WORD = re.compile(r"[A-Za-z][A-Za-z0-9.-]*")


def diagnosed(page: Page, rule: str) -> Iterator[Problem]:
    """The problems of one rule on a page; one that several pinned versions share is told once."""
    if "typed" not in page.cache:
        page.cache["typed"] = [found for call in commands.calls(page) for found in _diagnose(call)]
    seen: set[Span] = set()
    for diagnosis in page.cache["typed"]:
        if diagnosis.rule == rule and diagnosis.problem.span not in seen:
            seen.add(diagnosis.problem.span)
            yield diagnosis.problem


def _diagnose(call: commands.Call) -> Iterator[Diagnosis]:
    for one in call.invocations:
        if one.program.name != "kubectl" or one.unresolved is not None or any(flags.diagnose(one)):
            continue
        yield from _placeholders(call)
        yield from _types(one)
        yield from _options(one)
        yield from _arguments(one)


def _placeholders(call: commands.Call) -> Iterator[Diagnosis]:
    """`<pod` with nothing after it: the shell would read from a file."""
    word = shell.torn_placeholder(call.command)
    if word is not None:
        line, column, end_line, end_column = word.span
        span = Span(line, column - 1, end_line, end_column)
        message = f"the shell would read from a file {word.value}; a placeholder ends with >: <{word.value}>"
        yield Diagnosis("unclosed-placeholder", Problem(span, message, f"<{word.value}>"))


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
        yield Diagnosis("unknown-resource", Problem(span, f"there is no resource type {name}; did you mean {near}?", None if quoted else near))
    elif "." not in name:
        yield Diagnosis("unlisted-resource", Problem(span, f"{name} is no resource type of Kubernetes; say which CRD it comes from"))


def _options(call: Invocation) -> Iterator[Diagnosis]:
    for given in call.given:
        if given.flag is None or given.value is None or (given.value.startswith("--") and given.value_word is not given.word):
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
        return "malformed-port", expressions.named_port if name == "--target-port" else expressions.port, value
    if name == "--tcp":
        return "malformed-port", expressions.port_pair, value
    if name == "--image" and path in ("run", "create deployment", "create job", "create cronjob", "debug"):
        return "malformed-image", expressions.image, value
    if name == "--template":
        return ("malformed-jsonpath", expressions.jsonpath, value) if value.startswith("{.") else ("malformed-template", expressions.template, value)
    return None


def _told(rule: str, given: Given, test: Callable[[str], Fault | None], text: str) -> Iterator[Diagnosis]:
    fault = test(text)
    if fault is None:
        return
    span, prefix = values.value_span(given)
    yield Diagnosis(rule, Problem(span, fault.message, None))


def _arguments(call: Invocation) -> Iterator[Diagnosis]:
    path = " ".join(call.command.path)
    if path == "port-forward":
        words, rule, test = call.arguments[1:], "malformed-port", expressions.port_pair
    elif path == "taint":
        words, rule, test = [w for w in call.arguments[1:] if re.search(r"[:=]", w.value)], "malformed-taint", expressions.taint
    elif path == "set image":
        words, rule, test = [w for w in call.arguments[1:] if "=" in w.value], "malformed-image", lambda v: expressions.image(v.partition("=")[2])
    else:
        return
    for word in words:
        fault = None if word.many else test(word.value)
        if fault:
            yield Diagnosis(rule, Problem(word.span, fault.message, fault.fix if word.raw == word.value else None))


