"""Scripts in, shell syntax errors out: one shfmt process for all of them."""

import re
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from blockcheck.finding import Span
from blockcheck.session import Script
from blockcheck.shell import ascii_mask

ERROR = re.compile(r"(?:.*[\\/])?(\d+)\.sh:(\d+):(\d+): (.*)")


OPERATOR = re.compile(r"\s*(\|\||&&|\||;|&)")
DELIMITER = re.compile(r"\\.|'|\"|\$\(|\(|\)", re.DOTALL)


class SyntaxProblem(NamedTuple):
    """Where shfmt stopped, in the page's own lines and columns, and its words."""

    span: Span
    words: str


class ShfmtMissing(Exception):
    """shfmt is not installed where its package puts it."""


def syntax_errors(scripts: Sequence[Script]) -> list[SyntaxProblem | None]:
    """The first syntax error of each script, None where there is none."""
    found: list[SyntaxProblem | None] = [None] * len(scripts)
    if not scripts:
        return found
    with tempfile.TemporaryDirectory(prefix="blockcheck-") as folder:
        for index, script in enumerate(scripts):
            text = ascii_mask("\n".join(line.text for line in script))
            Path(folder, f"{index}.sh").write_text(text + "\n", encoding="ascii", newline="\n")
        for index, row, column, words in _run(folder):
            if found[index] is None:
                text = "\n".join(line.text for line in scripts[index])
                found[index] = SyntaxProblem(_place(scripts[index], *_culprit(text, row, column, words)), words)
    return found


def _culprit(text: str, row: int, column: int, words: str) -> tuple[int, int]:
    """Where the fault lies when shfmt noticed it elsewhere: an operator twice, a `$(` left open within quotes."""
    lines = text.split("\n")
    line = lines[row - 1] if row <= len(lines) else ""
    if "must be followed by a statement" in words:
        operator = OPERATOR.match(line, column - 1)
        second = OPERATOR.match(line, operator.end()) if operator else None
        return (row, second.start(1) + 1) if second else (row, column)
    if words.startswith("reached EOF without closing quote"):
        opened = _open_at_end(text)
        if [kind for kind, _ in opened[-3:]] == ['"', "$(", '"']:
            before = text[: opened[-2][1]]
            return before.count("\n") + 1, opened[-2][1] - before.rfind("\n")
    return row, column


def _open_at_end(text: str) -> list[tuple[str, int]]:
    """The quotes and substitutions that are still open where the text ends, outermost first, each with its place."""
    opened: list[tuple[str, int]] = []
    for match in DELIMITER.finditer(text):
        inner = opened[-1][0] if opened else ""
        token = match[0]
        if inner == "'":
            if token == "'":
                opened.pop()
        elif (token == '"' and inner == '"') or (token == ")" and inner in ("$(", "(")):
            opened.pop()
        elif token in ('"', "$(") or (token in "'(" and inner != '"'):
            opened.append((token, match.start()))
    return opened


def _run(folder: str) -> list[tuple[int, int, int, str]]:
    """shfmt's errors: script, row, column (counting from 1), words."""
    command = [_executable(), "-ln", "bash", "-l", folder]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)
    matches = (ERROR.match(line) for line in run.stderr.splitlines())
    return [(int(m[1]), int(m[2]), int(m[3]), m[4]) for m in matches if m]


def _place(script: Script, row: int, column: int) -> Span:
    line = script[min(row, len(script)) - 1]
    at = line.column + min(column - 1, len(line.text))
    return Span(line.number, at, line.number, at + 1)


def _executable() -> str:
    name = "shfmt.exe" if sys.platform == "win32" else "shfmt"
    path = Path(sysconfig.get_path("scripts")) / name
    if not path.exists():
        raise ShfmtMissing(
            f"shfmt is not beside {sys.executable}: run `python3 scripts/dev.py check`, which installs it"
        )
    return str(path)
