"""A script in, the files written inline in it out: the bodies of its here-documents, with their places."""

import re
from collections.abc import Iterator

from blockcheck.text.fences import Line
from blockcheck.text.placeholders import HIDDEN
from blockcheck.text.session import Script

OPENING = re.compile(r"(?<!<)<<(?P<tabs>-?)[ \t]*(?P<quote>[\"'\\]?)(?P<end>\w+)[\"']?(?!<)")
EXPANSION = re.compile(r"\\[$`\\]|\$\{[^{}]*\}|\$\([^()]*\)|`[^`]*`|\$\w+|\$[?@*#!$-]")


def bodies(script: Script) -> Iterator[tuple[Line, ...]]:
    """The lines of each here-document; what the shell replaces in them is hidden, every other character in its place."""
    waiting: list[re.Match[str]] = []
    body: list[Line] = []
    for line in script:
        if not waiting:
            waiting = list(OPENING.finditer(line.text)) if "<<" in line.text else []
            continue
        opening = waiting[0]
        cut = len(line.text) - len(line.text.lstrip("\t")) if opening["tabs"] else 0
        if line.text[cut:].rstrip() == opening["end"]:
            yield tuple(body)
            body, waiting = [], waiting[1:]
        else:
            text = line.text[cut:]
            body.append(Line(text if opening["quote"] else _hidden(text), line.number, line.column + cut))


def _hidden(text: str) -> str:
    return (
        EXPANSION.sub(lambda match: HIDDEN * len(match[0]), text)
        if "$" in text or "`" in text or "\\" in text
        else text
    )
