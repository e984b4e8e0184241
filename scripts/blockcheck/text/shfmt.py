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
from blockcheck.text.session import Script
from blockcheck.text.shell import ascii_mask

ERROR = re.compile(r"(?:.*[\\/])?(\d+)\.sh:(\d+):(\d+): (.*)")


SHARING = 100  # plain scripts in one file
PLAIN = re.compile(r"(?:[\w ./:=@%+,~^$*?|&;>#\t\n-]|\\\n)*[\w./:=@%+,~^*?-][ \t\n]*", re.ASCII)
WORDS = [
    "if", "then", "elif", "else", "fi", "for", "while", "until",
    "do", "done", "case", "in", "esac", "select", "function", "coproc", "time",
]  # fmt: skip
KEYWORD = re.compile(
    rf"(?<![\w./=-])(?:{'|'.join(WORDS)})(?![\w./=-])|\$\$|^[ \t]*[|&;>]|[|&;][ \t]+[|&;]",
    re.MULTILINE,
)
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
    texts = ["\n".join(line.text for line in script) for script in scripts]
    masked = [ascii_mask(text) for text in texts]
    plain = [index for index, text in enumerate(masked) if _is_plain(text)]
    alone = sorted(set(range(len(scripts))) - set(plain))
    shared = [plain[at : at + SHARING] for at in range(0, len(plain), SHARING)]
    for at in _errors(["\n".join(masked[index] for index in group) for group in shared]):
        alone += shared[at]  # one of these is wrong: let each have a file of its own
    found: list[SyntaxProblem | None] = [None] * len(scripts)
    for at, (row, column, words) in _errors([masked[index] for index in alone]).items():
        index = alone[at]
        found[index] = SyntaxProblem(_place(scripts[index], *_culprit(texts[index], row, column, words)), words)
    return found


def _is_plain(text: str) -> bool:
    """Whether a script can leave nothing open, so that many of them may share a file: files are what costs time."""
    return bool(PLAIN.fullmatch(text)) and not KEYWORD.search(text)


def _errors(texts: Sequence[str]) -> dict[int, tuple[int, int, str]]:
    """Index of a text -> row and column (counting from 1) and words of its first error."""
    found: dict[int, tuple[int, int, str]] = {}
    if texts:
        with tempfile.TemporaryDirectory(prefix="blockcheck-") as folder:
            for index, text in enumerate(texts):
                with open(f"{folder}/{index}.sh", "wb") as file:
                    file.write(text.encode("ascii") + b"\n")
            for index, row, column, words in _run(folder):
                found.setdefault(index, (row, column, words))
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
