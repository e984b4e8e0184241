"""Findings in, files mended out: each certain cure is written, and nothing else in the file changes."""

import os
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path

from blockcheck.finding import Finding

NEWLINE = re.compile(r"\r\n|\r|\n")


def apply(findings: Iterable[Finding]) -> int:
    """Write every cure into its file; return how many were written. Of two that overlap the first counts."""
    by_path: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.fix is not None:
            by_path.setdefault(finding.path, []).append(finding)
    return sum(_apply_to_file(Path(path), found) for path, found in by_path.items())


def _apply_to_file(path: Path, findings: list[Finding]) -> int:
    text = path.read_bytes().decode("utf-8")
    mended, count = mend(text, findings)
    if count:
        _replace(path, mended.encode("utf-8"))
    return count


def mend(text: str, findings: list[Finding]) -> tuple[str, int]:
    """The text with the cures in it, and how many there are."""
    skipped = len(text) - len(text.removeprefix("\ufeff"))
    starts = [skipped, *(match.end() for match in NEWLINE.finditer(text))]
    parts, at, count = [], 0, 0
    for finding in sorted(findings, key=lambda f: (f.line, f.column, f.end_line, f.end_column)):
        start = starts[finding.line - 1] + finding.column - 1
        if start >= at:
            parts += [text[at:start], finding.fix]
            at = starts[finding.end_line - 1] + finding.end_column - 1
            count += 1
    return "".join([*parts, text[at:]]), count


def _replace(path: Path, content: bytes) -> None:
    """Write beside the file first, so that a full disk loses nothing."""
    target = path.resolve()
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(name, target.stat().st_mode)
        os.replace(name, target)
    except BaseException:
        os.unlink(name)
        raise
