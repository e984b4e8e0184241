"""Small languages of kubectl's arguments: a text in, what is wrong with it out (None if it parses).

Sources: k8s.io/client-go/util/jsonpath/parser.go, k8s.io/apimachinery/pkg/labels/selector.go, pkg/api/resource/quantity.go,
k8s.io/kubectl/pkg/cmd/taint/utils.go, pkg/cmd/get/customcolumn.go, github.com/distribution/reference.
"""

import itertools
import re
from typing import NamedTuple

from blockcheck.command import jsonpath as grammar
from blockcheck.text.placeholders import UNKNOWN
from blockcheck.text.suggest import closest


class Fault(NamedTuple):
    """What is wrong and what to write; `fix` replaces the whole text where the cure is certain."""

    message: str
    fix: str | None = None


LABEL_KEY = r"(?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?/)?[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?"
LABEL_VALUE = r"(?:[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?"
REQUIREMENT = re.compile(
    rf"\s*(?:!\s*{LABEL_KEY}|{LABEL_KEY}(?:\s*(?:==|=|!=)\s*{LABEL_VALUE}|\s*[<>]\s*-?\d+"
    rf"|\s+(?:in|notin)\s*\(\s*{LABEL_VALUE}(?:\s*,\s*{LABEL_VALUE})*\s*\))?)\s*"
)
FIELD = re.compile(r"[A-Za-z][\w./\[\]-]*\s*(?:==|=|!=)(?:[^=\\]|\\.)*", re.DOTALL)
QUANTITY = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?")
PORT = re.compile(r"\d{1,5}")
PORT_NAME = re.compile(r"(?=.{1,15}$)(?=.*[a-z])[a-z0-9]+(?:-[a-z0-9]+)*")
EFFECTS = ("NoSchedule", "PreferNoSchedule", "NoExecute")
IMAGE = re.compile(
    r"(?:(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*(?::\d+)?/)?"
    r"[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*"
    r"(?::[\w][\w.-]{0,127})?(?:@[A-Za-z][A-Za-z0-9]*:[0-9a-fA-F]{32,})?"
)
ACTION = re.compile(r"\{\{-?\s*(?:/\*.*?\*/|(.*?))\s*-?\}\}", re.DOTALL)
RELAXED = re.compile(r"\{\.?([^{}]+)\}|\.?([^{}]+)", re.DOTALL)
CALLED = re.compile(r"(?<![\w.$\"`'])[A-Za-z_]\w*")
FUNCTIONS = {
    "and", "base64decode", "block", "break", "call", "continue", "define", "else", "end", "eq", "exists",
    "false", "ge", "gt", "html", "if", "index", "js", "le", "len", "lt", "ne", "nil", "not", "or", "print",
    "printf", "println", "range", "slice", "template", "true", "urlquery", "with",
}  # fmt: skip
QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'")
LONGEST = 4096  # characters; a longer expression is nobody's command


def jsonpath(text: str) -> Fault | None:
    """A template for `-o jsonpath=`."""
    if UNKNOWN in text or len(text) > LONGEST:
        return None
    if text and "{" not in text:
        return Fault(
            f"a JSONPath stands in braces, without them it is printed as it is; write {{{text}}}", f"{{{text}}}"
        )
    words = grammar.fault(text)
    return Fault(words) if words else None


def relaxed_jsonpath(text: str) -> Fault | None:
    """A path for `--sort-by` or a column: braces and the first dot may be left out."""
    if UNKNOWN in text or len(text) > LONGEST:
        return None
    match = RELAXED.fullmatch(text)
    words = grammar.fault(f"{{.{match[1] or match[2]}}}") if match else "write .metadata.name or {.metadata.name}"
    return Fault(words) if words else None


def waited(text: str) -> Fault | None:
    """What follows `--for=jsonpath=`: a path, or a path and the value it is to have."""
    path, *value = re.split(r"(?<!=)=(?!=)", re.sub(r"==", "\1\1", text))
    path = path.replace("\1", "=")
    if not path:
        return Fault("a path is missing; write jsonpath='{.status.phase}'=Running")
    if value and not value[0].strip("'\""):
        return Fault("a value is missing behind the equals sign; write jsonpath='{.status.phase}'=Running")
    return relaxed_jsonpath(path)


def columns(text: str) -> Fault | None:
    """`HEADER:path,HEADER:path`."""
    if UNKNOWN in text or len(text) > LONGEST:
        return None
    for column in _split(text):
        header, colon, path = column.partition(":")
        if not colon or header.startswith(" "):
            return Fault(f"each column is HEADER:path; {column or 'an empty one'} is not (no space may follow a comma)")
        fault = relaxed_jsonpath(path) if path else None
        if fault:
            return fault
    return None


def _split(text: str) -> list[str]:
    """Parts between commas, those in brackets and quotes left whole."""
    blanked = re.sub(r"\[[^\]]*\]", lambda m: m[0].replace(",", "_"), QUOTED.sub(lambda m: "q" * len(m[0]), text))
    cuts = [-1, *(i for i, c in enumerate(blanked) if c == ","), len(text)]
    return [text[a + 1 : b] for a, b in itertools.pairwise(cuts)]


def template(text: str) -> Fault | None:
    """A Go template: braces closed; `range`, `if`, `with`, `block` and `define` ended."""
    if UNKNOWN in text or len(text) > LONGEST:
        return None
    if text.count("{{") != text.count("}}"):
        return Fault("a double brace of this template is not closed")
    if text and "{{" not in text:
        return Fault("a Go template has its actions in double braces: {{.metadata.name}}")
    depth = 0
    for action in ACTION.finditer(text):
        bare = QUOTED.sub('""', action[1] or "")
        if bare.count('"') % 2:
            return Fault("a quote in this template is not closed")
        if "[" in bare:
            return Fault("a Go template has no brackets; write {{index .items 0}}")
        unknown = next((word for word in CALLED.findall(bare) if word not in FUNCTIONS), None)
        if unknown:
            near = closest(unknown, FUNCTIONS)
            hint = f"did you mean {near}?" if near else f"a field begins with a dot: .{unknown}"
            return Fault(f"a Go template of kubectl has no {unknown}; {hint}")
        word = bare.partition(" ")[0]
        depth += (word in ("range", "if", "with", "block", "define")) - (word == "end")
        if depth < 0:
            break
    return Fault("each range, if and with of a template needs its {{end}}") if depth else None


def label_selector(text: str) -> Fault | None:
    """Requirements separated by commas."""
    if UNKNOWN in text or not text.strip() or len(text) > LONGEST:
        return None
    for part in re.split(r",(?![^(]*\))", text):
        if not REQUIREMENT.fullmatch(part):
            return Fault(
                f"{part.strip() or 'an empty part'} is no label selector; write key=value, key!=value, key in (a,b) or !key"
            )
    return None


def field_selector(text: str) -> Fault | None:
    """`field=value` or `field!=value`, separated by commas."""
    if UNKNOWN in text or not text.strip():
        return None
    for part in re.split(r"(?<!\\),", text):
        if part and not FIELD.fullmatch(part.strip()):
            return Fault(f"{part} is no field selector; write field=value or field!=value")
    return None


def quantities(text: str) -> Fault | None:
    """`cpu=200m,memory=512Mi`."""
    if UNKNOWN in text:
        return None
    for part in filter(None, text.split(",")):
        name, equals, amount = part.partition("=")
        if not equals or not name:
            return Fault(f"{part} is no amount of a resource; write name=quantity, such as cpu=200m")
        if not QUANTITY.fullmatch(amount):
            return Fault(f"{amount or 'nothing'} is no quantity; write 500m, 2, 128Mi or 1Gi", None)
    return None


def port(text: str) -> Fault | None:
    """A number from 1 to 65535."""
    if UNKNOWN in text:
        return None
    if not PORT.fullmatch(text) or not 1 <= int(text) <= 65535:
        return Fault(f"{text or 'nothing'} is no port; a port is a number from 1 to 65535")
    return None


def named_port(text: str) -> Fault | None:
    """A number or a port's name."""
    return None if PORT_NAME.fullmatch(text) else port(text)


def port_pair(text: str) -> Fault | None:
    """`LOCAL:REMOTE`, `:REMOTE` or one number; the remote one may be a name."""
    if UNKNOWN in text:
        return None
    local, _, remote = text.rpartition(":")
    first = port(local) if local and local != "0" else None
    return first or named_port(remote)


def taint(text: str) -> Fault | None:
    """`key=value:Effect`, `key:Effect`, either with `-`, or `key-`."""
    if UNKNOWN in text:
        return None
    bare = text.removesuffix("-")
    key_value, colon, effect = bare.rpartition(":")
    if not colon:
        return (
            None
            if text.endswith("-") and "=" not in bare
            else Fault(f"{text} lacks its effect; write {bare}:NoSchedule")
        )
    if effect not in EFFECTS:
        near = closest(effect, EFFECTS)
        right = f"{key_value}:{near}" if near else None
        return Fault(
            f"{effect or 'nothing'} is no effect; {f'did you mean {near}?' if near else 'write ' + ', '.join(EFFECTS)}",
            right,
        )
    key, _, value = key_value.partition("=")
    if not re.fullmatch(LABEL_KEY, key) or not re.fullmatch(LABEL_VALUE, value):
        return Fault(f"{key_value} is no key and value of a taint; write key=value:{effect}")
    return None


def image(text: str) -> Fault | None:
    """An image reference: registry, path, tag, digest."""
    if UNKNOWN in text:
        return None
    if not IMAGE.fullmatch(text):
        lower = text.lower()
        cure = f"write {lower}" if IMAGE.fullmatch(lower) else "write name:tag in lower case, without spaces"
        return Fault(f"{text or 'nothing'} is no image name; {cure}", lower if IMAGE.fullmatch(lower) else None)
    return None


def ports(text: str) -> Fault | None:
    """Ports separated by commas."""
    return next(filter(None, map(port, text.split(","))), None)
