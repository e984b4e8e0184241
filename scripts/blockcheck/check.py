"""Pages in, findings out: the checker as a list of steps."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from blockcheck import rules
from blockcheck.finding import Finding, Problem
from blockcheck.page import Page
from blockcheck.proof import record
from blockcheck.text import allow, shfmt

DOCS = Path(__file__).resolve().parents[2] / "docs"


def check(pages: list[Page]) -> list[Finding]:
    """Every finding on the pages, sorted by page and place. Pure, but for one shfmt process."""
    _parse_shell(pages)
    found = [finding for page in pages for finding in _worth_running(list(_check_page(page)), page)]
    return sorted(found, key=lambda finding: (*finding[:8], finding.fix or ""))


Memory = dict[str, tuple[Page, list[Finding]]]


def check_files(paths: Iterable[Path], memory: Memory | None = None) -> list[Finding]:
    """Check Markdown files, and those in folders; paths in findings are relative to the current folder if below it.

    With a `memory`, which it fills, only the pages that changed since are checked again.
    """
    known = {} if memory is None else memory
    proofs = record.by_page(record.read())
    pages = [_with_proofs(read_page(path), path, proofs) for path in markdown_files(paths)]
    fresh = [page for page in pages if page.path not in known or not page.same_text(known[page.path][0])]
    known.update({page.path: (page, []) for page in fresh})
    for finding in check(fresh):
        known[finding.path][1].append(finding)
    return [finding for page in sorted(pages, key=lambda page: page.path) for finding in known[page.path][1]]


def markdown_files(paths: Iterable[Path]) -> list[Path]:
    """The files named, and the `*.md` files below the folders named, each once, sorted within a folder."""
    found: dict[Path, None] = {}
    for path in paths:
        inside = sorted(path.rglob("*.md")) if path.is_dir() else [path]
        found.update(dict.fromkeys(file for file in inside if not file.is_dir()))
    return list(found)


def read_page(path: Path) -> Page:
    """Read one file; what cannot be read becomes a page that says so."""
    shown = _shown(path)
    try:
        return Page(shown, path.read_bytes().decode("utf-8"))
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return Page(
            shown, "", f"line {line} is not UTF-8 text (byte 0x{error.object[error.start]:02x}); save the page as UTF-8"
        )
    except OSError as error:
        return Page(shown, "", f"the page cannot be read ({error.strerror or error}); mend or remove the file")


def _with_proofs(page: Page, path: Path, proofs: dict[str, dict[str, record.Proof]]) -> Page:
    """The page with what is recorded of its blocks, if it belongs to the site."""
    place = Path(os.path.abspath(path))
    if place.is_relative_to(DOCS):
        page.proofs = proofs.get(place.relative_to(DOCS).as_posix(), {})
    return page


def _worth_running(findings: list[Finding], page: Page) -> list[Finding]:
    """The findings without the advice to run a block that has errors: mend it first."""
    wrong = {finding.line for finding in findings if finding.severity == "error"}
    broken = {
        block.header.line
        for block in page.markdown.blocks
        if wrong.intersection(range(block.header.line, block.header.line + len(block.lines) + 2))
    }
    return [finding for finding in findings if finding.rule != "unproven-command" or finding.line not in broken]


def insist(findings: list[Finding], rule: str) -> list[Finding]:
    """The findings, those of one rule as errors."""
    return [finding._replace(severity="error") if finding.rule == rule else finding for finding in findings]


def _shown(path: Path) -> str:
    try:
        return path.absolute().relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError):
        return Path(os.path.abspath(path)).as_posix()


def _parse_shell(pages: list[Page]) -> None:
    """Give each page the syntax errors of its scripts."""
    scripts = [(page, script) for page in pages for _, script in page.scripts]
    for (page, _), problem in zip(scripts, shfmt.syntax_errors([script for _, script in scripts]), strict=True):
        if problem:
            page.syntax.append(problem)


def _check_page(page: Page) -> Iterator[Finding]:
    exceptions = allow.Exceptions(page.markers)
    for name, rule in rules.ordinary().items():
        for problem in rule.check(page):
            if not exceptions.allows(name, problem.span.line):
                yield _finding(page, name, rules.severity(rule), problem)
    for name, rule in rules.about_markers().items():
        for problem in rule.check_markers(page.markers, exceptions.used):
            yield _finding(page, name, rules.severity(rule), problem)


def _finding(page: Page, rule: str, severity: str, problem: Problem) -> Finding:
    return Finding(page.path, *problem.span, rule, severity, problem.message, problem.fix)
