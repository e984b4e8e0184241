"""Our scripts in, the same without their comments out: a reader's phone has no use for them."""

from pathlib import Path

from pygments.lexers.javascript import JavascriptLexer
from pygments.token import Comment


def lighten(site: Path) -> None:
    """Rewrite each script of ours in a site; those that come from packages are light already."""
    for path in (*site.glob("assets/*.*js"), *site.glob("assets/search/*.*js")):
        path.write_text(without_comments(path.read_text(encoding="utf-8")), encoding="utf-8")


def without_comments(script: str) -> str:
    tokens = JavascriptLexer(stripnl=False, ensurenl=False).get_tokens(script)
    return "".join(text for kind, text in tokens if kind not in Comment)
