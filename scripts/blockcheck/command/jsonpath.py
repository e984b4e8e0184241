"""A JSONPath template as kubectl reads it in, what is wrong with it out.

The grammar is that of k8s.io/client-go/util/jsonpath/parser.go: text, and actions in braces.
"""

import re

KEYS = re.compile(r"'[^']*'(?:,\s*'[^']*')*|\"[^\"]*\"")
INDEX = re.compile(r"\s*(?:\*|-?\d*(?::-?\d*){0,2})\s*")
COMPARISON = re.compile(r"([^!<>=]+)([!<>=]+)(.+)", re.DOTALL)
STOPS = frozenset(" .,[]$@{}\n")
WORDS = {"range", "end", "true", "false"}


class Malformed(Exception):
    """What is wrong, and what to write."""


def fault(template: str) -> str | None:
    """What is wrong with a template; None if it parses."""
    try:
        _template(template)
    except Malformed as error:
        return str(error)
    return None


def _template(text: str) -> None:
    at, ranges = 0, 0
    while (at := text.find("{", at)) >= 0:
        at, words = _action(text, at + 1, 0)
        for word in words:
            ranges += (word == "range") - (word == "end")
            if ranges < 0:
                raise Malformed("{end} has no {range …} before it")


def _action(text: str, at: int, depth: int) -> tuple[int, list[str]]:
    """Read an action from behind its brace; return the place behind its end, and its words."""
    words: list[str] = []
    while at < len(text):
        character = text[at]
        if character == "}":
            return at + 1, words
        if character == "\n":
            break
        if character in "\"'":
            at = _quoted(text, at)
        elif character == "[":
            at = _brackets(text, at + 1, depth)
        elif character in " @$*,":
            at += 1
        elif character == "." or character.isalnum() or character in "_+-":
            at = _word(text, at, words)
        else:
            raise Malformed(
                f"kubectl's JSONPath has no {character}; it compares with ==, !=, <, <=, > and >= only, one at a time"
            )
    raise Malformed("an action of this JSONPath is not closed; end it with }")


def _word(text: str, at: int, words: list[str]) -> int:
    start = at
    at += 1
    while at < len(text) and text[at] not in STOPS:
        at += 2 if text[at] == "\\" else 1
    word = text[start:at]
    if word[0].isalpha():
        if word not in WORDS:
            raise Malformed(f"a path begins with a dot: .{word}")
        words.append(word)
    return at


def _quoted(text: str, at: int) -> int:
    quote, at = text[at], at + 1
    while at < len(text) and text[at] != quote:
        at += 2 if text[at] == "\\" else 1
    if at >= len(text):
        raise Malformed(f"a quote {quote} in this JSONPath is not closed")
    return at + 1


def _brackets(text: str, at: int, depth: int) -> int:
    """Read `[…]` from behind its bracket: a filter, keys, or indexes."""
    if text.startswith("?(", at):
        return _filter(text, at + 2, depth)
    start = at
    while at < len(text) and text[at] != "]":
        at = _quoted(text, at) if text[at] in "\"'" else at + 1
    if at >= len(text):
        raise Malformed("a bracket [ of this JSONPath is not closed")
    inside = text[start:at]
    if not KEYS.fullmatch(inside) and not all(INDEX.fullmatch(part) for part in inside.split(",")):
        raise Malformed(f"[{inside}] is no index; write a number, *, a range such as 0:2, or a key in quotes")
    return at + 1


def _filter(text: str, at: int, depth: int) -> int:
    """Read `[?(…)]` from behind its round bracket."""
    start, opened = at, 1
    while at < len(text) and opened:
        if text[at] in "\"'":
            at = _quoted(text, at)
            continue
        opened += (text[at] == "(") - (text[at] == ")")
        at += 1
    if opened or text[at : at + 1] != "]":
        raise Malformed('a filter ends with )]; write [?(@.name=="value")]')
    inside = text[start : at - 1]
    comparison = COMPARISON.fullmatch(inside)
    if comparison and comparison[2] not in ("==", "!=", "<", "<=", ">", ">="):
        raise Malformed(f"a filter compares with ==, !=, <, <=, > or >=, not with {comparison[2]}")
    for side in (comparison[1], comparison[3]) if comparison else (inside,):
        if depth < 5:
            _action(side.strip() + "}", 0, depth + 1)
    return at + 1
