"""A block's lines in, its scripts out: what is typed, told apart from prompts and output."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from blockcheck.text.fences import Block, Line

Script = tuple[Line, ...]

PROMPT = re.compile(r"\s*(?:\$ +|(?:\[?[\w.-]+@[\w.-]+)[^$#%>]{0,60}[$#%>] +|PS [A-Z]:\\[^>]{0,60}> *|[❯➜]\s+)(?=\S)")
CONSOLE_PROMPT = re.compile(r"\$ ")
TABLE_HEADER = re.compile(r"(?=[^ ]+ {2})[A-Z][A-Z0-9()/_%-]+(?: +[A-Z0-9()/_%-]+)+\s*$")
RESULT = re.compile(
    r"[a-z][a-z0-9.-]*/\S+ (?:created|configured|unchanged|deleted|labeled|annotated|edited|patched|scaled|exposed|"
    r"restarted|cordoned|uncordoned|drained|condition met|replaced|tainted)\b"
    r"|error: |Error: |Error from server|The connection to the server |Unable to connect to the server"
)
HEREDOC = re.compile(r"(?<!<)<<-?\s*[\"']?(\w+)[\"']?(?!<)")


class Session(NamedTuple):
    """The scripts of a block, the places of prompts in it, and the lines that are output."""

    scripts: tuple[Script, ...]
    prompts: tuple[tuple[Line, int], ...]  # the line and the length of its prompt
    output: tuple[Line, ...]


def read(block: Block) -> Session:
    """Take a `bash` or `console` block apart."""
    return _console(block.lines) if block.language == "console" else _bash(block.lines)


def _bash(lines: Script) -> Session:
    """All of it is one script; a prompt is cut off, output is left out."""
    script: list[Line] = []
    prompts: list[tuple[Line, int]] = []
    output: list[Line] = []
    for line, top_level in _top_level(lines):
        prompt = PROMPT.match(line.text) if top_level else None
        if output and output[-1].number == line.number - 1 and line.text.strip() and not prompt:
            output.append(line)
        elif prompt:
            prompts.append((line, prompt.end()))
            script.append(_cut(line, prompt.end()))
        elif top_level and (_is_output(line.text) or (prompts and line.text.strip() and not line.text.startswith("#"))):
            output.append(line)
        else:
            script.append(line)
    return Session((tuple(script),) if script else (), tuple(prompts), tuple(output))


def _is_output(text: str) -> bool:
    """Whether a line looks like what kubectl prints: a table's header, a result, an error."""
    return bool(TABLE_HEADER.match(text) or RESULT.match(text))


def _console(lines: Script) -> Session:
    """Each prompt begins a script; what a backslash or a here-document continues belongs to it."""
    scripts: list[Script] = []
    typed: list[Line] = []
    for line in lines:
        prompt = CONSOLE_PROMPT.match(line.text)
        if prompt and not _goes_on(typed):
            scripts.append(tuple(typed))
            typed = [_cut(line, prompt.end())]
        elif _goes_on(typed):
            typed.append(_cut(line, 2) if line.text.startswith("> ") else line)
    scripts.append(tuple(typed))
    return Session(tuple(script for script in scripts if script), (), ())


def _goes_on(typed: list[Line]) -> bool:
    """Whether the script so far needs another line."""
    if not typed:
        return False
    if typed[-1].text.endswith("\\"):
        return True
    opened = HEREDOC.search(typed[0].text)
    return bool(opened) and typed[-1].text.strip() != opened.group(1)


def _top_level(lines: Script) -> Iterator[tuple[Line, bool]]:
    """Each line with whether a command may begin there: not in a here-document, not after a backslash."""
    delimiter, continued = "", False
    for line in lines:
        if delimiter:
            yield line, False
            delimiter = "" if line.text.strip() == delimiter else delimiter
            continue
        yield line, not continued
        opened = HEREDOC.search(line.text)
        delimiter = opened.group(1) if opened else ""
        continued = line.text.endswith("\\") and not delimiter


def _cut(line: Line, count: int) -> Line:
    return Line(line.text[count:], line.number, line.column + count)
