"""Scripts and pages in, the same out as a reader's phone has it easiest: no comments, no waiting for what is started late."""

import re
from itertools import groupby
from pathlib import Path

from pygments.lexers.javascript import JavascriptLexer
from pygments.token import Comment, Whitespace

CLASSIC = re.compile(r'<script src="([^"]+)"></script>')


def fetched_ahead(html: str) -> str:
    """A page whose scripts for later are fetched while its text is painted, after all that the text needs.

    Modules are left: they are small, and what they add is not missed at once.
    """
    late = html.rfind("<template>")
    links = (
        f'<link rel="preload" as="script" fetchpriority="low" href="{address}">\n'
        for address in CLASSIC.findall(html, late)
    )
    return html if late < 0 else html[:late] + "".join(links) + html[late:]


def lighten(site: Path) -> None:
    """Rewrite each script of ours in a site; those that come from packages are light already."""
    for path in (*site.glob("assets/*.*js"), *site.glob("assets/search/*.*js")):
        path.write_text(lightened(path.read_text(encoding="utf-8")), encoding="utf-8")


def lightened(script: str) -> str:
    """Lines stay lines: where one ends, so may a statement."""
    tokens = JavascriptLexer(stripnl=False, ensurenl=False).get_tokens(script)
    kept = ((kind, text) for kind, text in tokens if kind not in Comment)
    return "".join(
        _shortest(text) if blank else text
        for blank, run in groupby(kept, key=lambda token: token[0] in Whitespace)
        for text in ["".join(text for _, text in run)]
    ).strip()


def _shortest(blank: str) -> str:
    return "\n" if "\n" in blank else " "
