"""The tree's Markdown in, links to other sites that lead nowhere out. Asks those sites: for the weekly run, not for a change."""

import re
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from devtool.process import ROOT, Stop, say

FOLDERS = ("docs", "README.md", "CONTRIBUTING.md", "SECURITY.md")
LINK = re.compile(r"\]\((https://[^)\s]+)\)|<(https://[^>\s]+)>")
CODE = re.compile(r"`[^`\n]*`")
AT_ONCE, SECONDS, TRIES = 8, 20, 2
AGENT = "Mozilla/5.0 (compatible; a link check, once a week)"
BUSY = {403, 429, 503}  # answers of sites that are there and do not like to be asked


class Link(NamedTuple):
    """An address and the first place that gives it."""

    url: str
    place: str


def links() -> int:
    """Ask for each address once; 1 if one leads nowhere. Stops where not one site can be reached."""
    every = list(external(file for name in FOLDERS for file in _files(ROOT / name)))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = list(zip(every, pool.map(lambda link: problem(link.url), every), strict=True))
    broken = [(link, why) for link, why in found if why]
    if every and len(broken) == len(every):
        raise Stop(f"links: no site can be reached ({broken[0][1]}); is there a network?")
    for link, why in broken:
        say(f"{link.place}: {link.url}: {why}; find where it went, or take the link out")
    say(f"{len(every)} addresses asked for, {len(broken)} of them lead nowhere.")
    return 1 if broken else 0


def external(files: Iterable[Path]) -> Iterator[Link]:
    """The addresses of other sites in Markdown outside of code, each once."""
    seen = set[str]()
    for file in files:
        fenced = False
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            fenced ^= line.lstrip().startswith("```")
            for match in () if fenced else LINK.finditer(CODE.sub("", line)):
                url = match[1] or match[2]
                if url not in seen:
                    seen.add(url)
                    yield Link(url, f"{file.relative_to(ROOT) if file.is_relative_to(ROOT) else file}:{number}")


def problem(url: str) -> str | None:
    """Why an address leads nowhere, its part after `#` included; None if it leads somewhere or the site is too busy to say."""
    why = None
    for _ in range(TRIES):
        try:
            request = urllib.request.Request(url.partition("#")[0], headers={"User-Agent": AGENT})
            with urllib.request.urlopen(request, timeout=SECONDS) as answer:
                return _without(url.partition("#")[2], answer.read().decode(errors="replace"))
        except urllib.error.HTTPError as error:
            why = None if error.code in BUSY else f"{error.code} {error.reason}"
            if error.code < 500:
                break
        except (OSError, ValueError) as error:
            why = str(getattr(error, "reason", error))
    return why


def _without(anchor: str, html: str) -> str | None:
    there = not anchor or re.search(rf"""\b(?:id|name)=["']?{re.escape(anchor)}["'\s>]""", html)
    return None if there else f"the page has no #{anchor}"


def _files(path: Path) -> list[Path]:
    return sorted(path.rglob("*.md")) if path.is_dir() else [path]
