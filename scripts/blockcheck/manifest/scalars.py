"""A scalar and the type of its field in, what is wrong with it out.

Plain scalars are read as the YAML of Kubernetes reads them (YAML 1.1: `yes` and `on` are true), then as its JSON decoder
does, which turns no type into another.
"""

import re
from typing import NamedTuple

from blockcheck.command import expressions
from blockcheck.manifest.yaml_nodes import Node
from blockcheck.text.suggest import closest

NULL = re.compile(r"~|null|Null|NULL|")
BOOLEAN = re.compile(r"y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON|n|N|no|No|NO|false|False|FALSE|off|Off|OFF")
INTEGER = re.compile(r"[-+]?(?:0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO]?[0-7_]+|0|[1-9][0-9_]*)")
FLOAT = re.compile(
    r"[-+]?(?:\.[0-9]+|[0-9][0-9_]*(?:\.[0-9_]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)
WHOLE_FLOAT = re.compile(r"[-+]?[0-9]+\.0*")
DURATION = re.compile(r"[-+]?(?:0|(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|ms|s|m|h))+)")
TIME = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)")
BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")
LONGEST_TEXT = 24  # characters of a value that a message repeats
SUFFIXES = {pattern.format(letter): f"{letter.upper()}i" for letter in "kmgt" for pattern in ("{}i", "{}b", "{}ib")}
WANTED = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "int-or-string": "a whole number or text",
    "quantity": "a quantity",
    "duration": "text such as 90s or 1h30m",
    "date-time": "text such as 2026-01-31T12:00:00Z",
    "byte": "Base64 text",
}


class Fault(NamedTuple):
    """The rule that is broken, what is wrong and what to write; `fix` replaces the scalar."""

    rule: str
    message: str
    fix: str | None = None


def kind(node: Node) -> str:
    """What a scalar is once it is JSON: `null`, `boolean`, `integer`, `number` or `string`."""
    if not node.plain:
        return "string"
    value = node.value
    if NULL.fullmatch(value):
        return "null"
    if BOOLEAN.fullmatch(value):
        return "boolean"
    if INTEGER.fullmatch(value) or WHOLE_FLOAT.fullmatch(value):
        return "integer"
    return "number" if FLOAT.fullmatch(value) else "string"


def is_null(node: Node) -> bool:
    """Whether a scalar says nothing at all."""
    return node.kind == "scalar" and kind(node) == "null"


def is_text(node: Node) -> bool:
    """Whether a scalar is known, and text."""
    return node.kind == "scalar" and not node.unknown and kind(node) == "string"


def fault(node: Node, wanted: str) -> Fault | None:
    """What is wrong with a scalar where a type is wanted."""
    found, value = kind(node), node.value
    if found == "null" or wanted in ("any", "embedded"):
        return None
    if wanted == "quantity":
        return (
            None
            if found in ("string", "integer", "number") and expressions.QUANTITY.fullmatch(value)
            else _quantity(node, found)
        )
    fits = {
        "integer": ("integer",),
        "number": ("integer", "number"),
        "boolean": ("boolean",),
        "int-or-string": ("integer", "string"),
    }.get(wanted, ("string",))
    if found not in fits:
        return _wrong_type(node, found, wanted)
    if wanted == "duration" and not DURATION.fullmatch(value):
        return Fault("malformed-field-quantity", f"takes a duration such as 90s, 5m or 1h30m, not {shown(value)}")
    if wanted == "date-time" and not TIME.fullmatch(value):
        return Fault("wrong-field-type", f"takes a time such as 2026-01-31T12:00:00Z, not {shown(value)}")
    if wanted == "byte" and "..." not in value and "…" not in value and not BASE64.fullmatch(re.sub(r"\s", "", value)):
        return Fault(
            "wrong-field-type",
            f"takes Base64, and {shown(value)} is none; encode it (a Secret takes plain text in stringData)",
        )
    return None


def _wrong_type(node: Node, found: str, wanted: str) -> Fault:
    value = node.value
    texts = {"string": f"the text {shown(value)}", "boolean": f"{value}, which YAML reads as true or false"}
    said = texts.get(found, f"the number {shown(value)}")
    wants = WANTED.get(wanted, wanted)
    if wanted in ("string", "byte", "duration", "date-time"):
        return Fault(
            "wrong-field-type",
            f'takes {wants}, not {said}; write "{value}"',
            f'"{value}"' if wanted == "string" else None,
        )
    bare = Node("scalar", node.place, value, plain=True)
    if not node.plain and kind(bare) == wanted:
        return Fault("wrong-field-type", f'takes {wants}, not the text "{value}"; write {value} without quotes', value)
    near = closest(value, ("true", "false"), 2) if wanted == "boolean" else None
    if near:
        return Fault("wrong-field-type", f"takes {wants}, not {said}; did you mean {near}?", near)
    if wanted == "object":
        return Fault("wrong-field-type", f"takes keys and values, not {said}")
    return Fault("wrong-field-type", f"takes {wants}, not {said}")


def _quantity(node: Node, found: str) -> Fault:
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([A-Za-z]+)", node.value)
    suffix = SUFFIXES.get(match[2].lower()) if match else None
    if suffix and found == "string":
        right = f"{match[1]}{suffix}"
        return Fault(
            "malformed-field-quantity", f"takes a quantity, and {shown(node.value)} is none; write {right}", right
        )
    return Fault("malformed-field-quantity", f"takes a quantity such as 500m, 2, 128Mi or 1Gi, not {shown(node.value)}")


def shown(value: str) -> str:
    """A value as a message repeats it: one line, not too long."""
    line = " ".join(value.split())
    return (line[: LONGEST_TEXT - 1] + "…" if len(line) > LONGEST_TEXT else line) or "an empty text"
