"""Findings in, text out: for people, for GitHub, for editors, for programs."""

import inspect
import json
import re
import urllib.parse
from collections import Counter
from functools import lru_cache
from pathlib import Path

from blockcheck import rules
from blockcheck.finding import Finding

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

WIDEST = 160  # characters of a source line that are shown
COLOURS = {"error": "\033[31m", "advice": "\033[33m", "bold": "\033[1m", "off": "\033[0m"}


def as_text(findings: list[Finding], colour: bool = False) -> str:
    """A paragraph a finding: place, rule, message, the line with carets; a count at the end."""
    _lines.cache_clear()  # while serving, pages change between reports
    paint = COLOURS if colour else dict.fromkeys(COLOURS, "")
    return "\n".join([*(_paragraph(finding, paint) for finding in findings), _count(findings)]) + "\n"


def as_json(findings: list[Finding]) -> str:
    """One array of objects with the fields of `Finding`."""
    return json.dumps([finding._asdict() for finding in findings], indent=1, ensure_ascii=False) + "\n"


def as_github(findings: list[Finding]) -> str:
    """Workflow commands, the most useful first, since GitHub shows ten; then everything as text."""
    return "".join(_annotation(finding) for finding in _useful_first(findings)) + as_text(findings)


def as_summary(findings: list[Finding]) -> str:
    """Markdown for a pull request's summary: a table of all findings with what to write, the most useful first."""
    if not findings:
        return "### The notes\n\nNo findings.\n"
    rows = [
        f"| {_code(f'{finding.path}:{finding.line}')} | {finding.severity} | {_code(finding.rule)} "
        f"| {_cell(finding.message)} | {_code(finding.fix or '')} |"
        for finding in _useful_first(findings)
    ]
    table = "\n".join(["| Where | | Rule | What is wrong | Write instead |", "|---|---|---|---|---|", *rows])
    return f"### The notes\n\n{table}\n\n{visible(_count(findings))}\n"


def _useful_first(findings: list[Finding]) -> list[Finding]:
    """Errors before advice; of each rule on a page one before the next of the same, so that ten say as much as they can."""
    seen = Counter[tuple[str, str]]()
    ranks = []
    for finding in findings:
        seen[finding.path, finding.rule] += 1
        ranks.append((finding.severity != "error", seen[finding.path, finding.rule]))
    return [finding for _, finding in sorted(zip(ranks, findings, strict=True), key=lambda pair: pair[0])]


def _code(text: str) -> str:
    """Inline code in a cell of a Markdown table; nothing for nothing."""
    fence = "``" if "`" in text else "`"
    shown = visible(text.replace("\n", " ")).replace("|", "\\|")
    return f"{fence} {shown} {fence}" if "`" in text else f"{fence}{shown}{fence}" if text else ""


def _cell(text: str) -> str:
    """Text in a cell of a Markdown table, in which nothing is markup."""
    return re.sub(r"([\\`*_\[\]<>&|@#~])", r"\\\1", visible(text).replace("\n", " "))


def as_sarif(findings: list[Finding]) -> str:
    """SARIF 2.1.0, for editors and code scanning."""
    names = sorted({finding.rule for finding in findings})
    driver = {"name": "blockcheck", "rules": [_sarif_rule(name) for name in names]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_sarif_result(f, names) for f in findings],
    }
    return json.dumps({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1, ensure_ascii=False) + "\n"


FORMATS = {"text": as_text, "json": as_json, "github": as_github, "sarif": as_sarif}


def _paragraph(finding: Finding, paint: dict[str, str]) -> str:
    place = f"{paint['bold']}{finding.path}:{finding.line}:{finding.column}:{paint['off']}"
    rule = f"{paint[finding.severity]}{finding.rule}{paint['off']}"
    said = "" if finding.severity == "error" else f"{finding.severity}: "
    return f"{place} {said}{rule}: {visible(finding.message)}\n{_excerpt(finding)}"


def _excerpt(finding: Finding) -> str:
    """The source line with carets below the span; nothing where the file cannot be read."""
    lines = _lines(finding.path)
    if finding.line > len(lines):
        return ""
    start = max(finding.column - 1 - WIDEST // 2, 0) if finding.column > WIDEST else 0
    line = lines[finding.line - 1][start : start + WIDEST]
    at = finding.column - 1 - start
    end = finding.end_column - 1 - start if finding.end_line == finding.line else len(line)
    carets = "^" * max(min(end, len(line)) - at, 1)
    return f"    {visible(line)}\n    {' ' * at}{carets}\n"


@lru_cache(maxsize=8)
def _lines(path: str) -> list[str]:
    try:
        text = Path(path).read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return []
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def visible(text: str) -> str:
    """The text with tabs as one space and what a terminal would act on as a middle dot: the same length."""
    return "".join(c if c.isprintable() else " " if c in "\t\u00a0" else "\u00b7" for c in text)


def _count(findings: list[Finding]) -> str:
    count = Counter(finding.severity for finding in findings)
    if not findings:
        return "No findings."
    errors, advice = count["error"], count["advice"]
    rule = next((f.rule for f in findings if f.severity == "error"), findings[0].rule)
    return f"{errors} error{'s' * (errors != 1)}, {advice} advice. Why and how: python3 scripts/dev.py explain {rule}"


def _annotation(finding: Finding) -> str:
    level = "error" if finding.severity == "error" else "warning"
    properties = {
        "file": finding.path,
        "line": finding.line,
        "col": finding.column,
        "endLine": finding.end_line,
        "endColumn": finding.end_column,
        "title": finding.rule,
    }
    shown = ",".join(f"{key}={_escape(str(value), ':,')}" for key, value in properties.items())
    return f"::{level} {shown}::{_escape(finding.message)}\n"


def _sarif_rule(name: str) -> dict:
    title = inspect.cleandoc(rules.every()[name].__doc__ or "").partition("\n")[0]
    return {"id": name, "shortDescription": {"text": title}, "help": {"text": f"python3 scripts/dev.py explain {name}"}}


def _sarif_result(finding: Finding, names: list[str]) -> dict:
    region = {
        "startLine": finding.line,
        "startColumn": finding.column,
        "endLine": finding.end_line,
        "endColumn": max(finding.end_column, 1),
    }
    artifact = {"uri": urllib.parse.quote(finding.path)}
    result = {
        "ruleId": finding.rule,
        "ruleIndex": names.index(finding.rule),
        "level": "error" if finding.severity == "error" else "warning",
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
    }
    if finding.fix is not None:
        replacement = {"deletedRegion": region, "insertedContent": {"text": finding.fix}}
        change = {"artifactLocation": artifact, "replacements": [replacement]}
        result["fixes"] = [{"description": {"text": finding.message}, "artifactChanges": [change]}]
    return result


def _escape(text: str, also: str = "") -> str:
    """Percent-encode what would end a workflow command or one of its properties."""
    for character in "%\r\n" + also:
        text = text.replace(character, f"%{ord(character):02X}")
    return text
