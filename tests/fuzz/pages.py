"""Coverage-guided fuzzing of the checker with atheris; not part of the tests: it runs as long as it is told to.

    pip install atheris
    PYTHONPATH=scripts:tests python tests/fuzz/pages.py -max_total_time=300 CORPUS_FOLDER

Each input is a page, or the inside of a block. It must raise no exception, and every finding must lie inside the page. shfmt is left out: a
process a page would be all that is measured, and it is fuzzed by its own project.
"""

import sys

import atheris

with atheris.instrument_imports(include=["blockcheck"]):
    from blockcheck import rules
    from blockcheck.check import check
    from blockcheck.page import Page
    from blockcheck.text import shfmt

    rules.every()

shfmt.syntax_errors = lambda scripts: [None] * len(scripts)


FRAMES = [
    "{}",
    "```bash\n{}\n```",
    "```bash\nkubectl {}\n```",
    "```yaml\napiVersion: v1\nkind: Pod\n{}\n```",
    "`kubectl {}`",
]
FRAMES += [
    f"```bash\nkubectl get pods {option}'{{}}'\n```"
    for option in ("-o jsonpath=", "-o custom-columns=", "-l ", "-o go-template=")
]


def one(data: bytes) -> None:
    """Check one page of fuzzed bytes; the first says what stands around the others."""
    frame = FRAMES[data[0] % len(FRAMES)] if data else "{}"
    page = Page("docs/fuzz.md", frame.replace("{}", data[1:].decode("utf-8", errors="replace")))
    for finding in check([page]):
        assert 1 <= finding.line <= finding.end_line <= len(page.lines), finding
        assert 1 <= finding.column <= len(page.lines[finding.line - 1]) + 1, finding


if __name__ == "__main__":
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
