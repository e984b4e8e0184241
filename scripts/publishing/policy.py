"""A finished page in, the same with its Content-Security-Policy out: no script but the site's own runs on it."""

import base64
import hashlib
import re

INLINE = re.compile(r"<script(?![^>]*\b(?:src|type=\"application/))[^>]*>(.*?)</script>", re.DOTALL)
HEAD = re.compile(r"<head>(?:\s*<meta charset=[^>]*>)?")  # the encoding has to stand in the first kilobyte
META = re.compile(r"<meta http-equiv=\"Content-Security-Policy\"[^>]*>")
DIRECTIVES = (
    "default-src 'self'",
    "style-src 'self' 'unsafe-inline'",  # Material places its tooltips and its menus by style attributes
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
)


def with_policy(html: str, content: str = "") -> str:
    """Put the policy before all else in the head, with the hash of each inline script; raises ValueError where there is no head.

    Scripts in `content`, which people write, have no hash and do not run, nor do handlers in attributes (`onclick`). One
    that does not end there would take in what follows and pass for one of ours: ValueError.
    """
    if len(re.findall("<script", content, re.IGNORECASE)) != len(re.findall("</script", content, re.IGNORECASE)):
        raise ValueError("a <script> in the text does not end; take it out, none runs on these pages")
    hashes = sorted({_hash(script) for script in {*INLINE.findall(html)}.difference(INLINE.findall(content))})
    policy = "; ".join((*DIRECTIVES, " ".join(("script-src 'self'", *hashes))))
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    referrer = '<meta name="referrer" content="strict-origin-when-cross-origin">'
    found, count = HEAD.subn(lambda head: f"{head[0]}{meta}{referrer}", html, count=1)
    if not count:
        raise ValueError("a page without <head> can have no policy")
    return found


def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
