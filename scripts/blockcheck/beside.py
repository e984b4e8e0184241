"""A page's findings in, boxes in its HTML out: while serving, each stands at its block and says what to write."""

import html
import re
from collections.abc import Callable, Iterable, Mapping

from blockcheck.explain import anchors
from blockcheck.finding import Finding
from blockcheck.page import Page

BLOCK = r'<div id="{}".*?</pre></div>'
HEADING = re.compile(r"</h1>")
STYLE = (
    "<style>.finding{margin:.5rem 0;padding:.4rem .8rem;border:.1rem solid #d50000;border-radius:.2rem}"
    ".finding.advice{border-color:#b26a00}.finding p{margin:0}</style>"
)


def with_findings(content: str, page: Page, findings: Iterable[Finding], rules: str) -> str:
    """The page's HTML with a box below each block that has a finding; those of no block stand below the title.

    `rules` is where the pages of the rules are, seen from this page.
    """
    boxes: dict[str, list[str]] = {}
    lines = _lines(page)
    for finding in findings:
        boxes.setdefault(lines.get(finding.line, ""), []).append(_box(finding, rules))
    for anchor in sorted(filter(None, boxes)):
        content, found = re.subn(BLOCK.format(anchor), _after(boxes[anchor]), content, count=1, flags=re.DOTALL)
        if not found:  # a fence that the site shows otherwise
            boxes.setdefault("", []).extend(boxes[anchor])
    if boxes.get(""):
        content, found = HEADING.subn(_after(boxes[""]), content, count=1)
        content = content if found else "".join(boxes[""]) + content
    return STYLE + content if boxes else content


def _lines(page: Page) -> Mapping[int, str]:
    """Each line of a block that has an address -> that address."""
    known = anchors.of(page)
    return {
        line: known[block.header.line]
        for block in page.markdown.blocks
        if block.header.line in known
        for line in range(block.header.line, block.header.line + len(block.lines) + 2)
    }


def _after(boxes: list[str]) -> Callable[[re.Match[str]], str]:
    return lambda found: found[0] + "".join(boxes)


def _box(finding: Finding, rules: str) -> str:
    message = html.escape(finding.message)
    cure = f" Write <code>{html.escape(finding.fix)}</code>." if finding.fix else ""
    why = f'<a href="{html.escape(rules)}{finding.rule}/">{finding.rule}</a>'
    return (
        f'<div class="finding {finding.severity}" role="note"><p>Line {finding.line}, {why}: {message}{cure}</p></div>'
    )
