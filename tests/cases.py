"""Markdown with marked lines in, pages and what they must raise out.

A case is a `markdown` fence. A line that must raise a finding ends in two spaces and `# error: rule-name` (or `# advice: …`, several
separated by commas); the mark is cut off before the page is checked.
"""

import re
from typing import NamedTuple

from blockcheck.check import check
from blockcheck.page import Page
from blockcheck.text import fences

MARK = re.compile(r"  # ((?:(?:error|advice): [\w-]+(?:, )?)+)$")
OF_THE_SITE = {"unproven-command", "unexplained-word"}
FRONT = ["---", "title: A page", "description: A page to try rules on.", "competencies: []", "aliases: []", "---", ""]


class Case(NamedTuple):
    """A page, and the (line, severity, rule) it must raise, no more and no less."""

    name: str
    text: str
    expected: set[tuple[int, str, str]]


def read(text: str, name: str) -> list[Case]:
    """Every case of a file of cases or of a rule's docstring."""
    blocks = [block for block in fences.parse(text.split("\n")).blocks if block.language == "markdown"]
    return [_case([line.text for line in block.lines], f"{name}:{block.header.line}") for block in blocks]


def _case(lines: list[str], name: str) -> Case:
    if not lines or not lines[0].startswith("---"):
        lines = FRONT + lines
    expected: set[tuple[int, str, str]] = set()
    for number, line in enumerate(lines, 1):
        mark = MARK.search(line)
        if mark:
            expected |= {(number, *part.split(": ")) for part in mark[1].split(", ")}
            lines[number - 1] = line[: mark.start()]
    return Case(name, "\n".join(lines) + "\n", expected)


def found(case: Case, rule: str = "") -> set[tuple[int, str, str]]:
    """What the checker finds in a case; as a page of the site, none of it proven, for those rules alone that want one."""
    proofs = {} if rule in OF_THE_SITE else None
    findings = check([Page(f"docs/{case.name}", case.text, proofs=proofs)])
    return {(f.line, f.severity, f.rule) for f in findings if f.rule not in OF_THE_SITE - {rule}}
