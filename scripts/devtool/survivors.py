"""Two built sites in, what of the first is in the second too out: pages, their words, diagrams, features."""

import re
from collections import Counter
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
INLINE = {
    "a",
    "abbr",
    "b",
    "code",
    "em",
    "i",
    "kbd",
    "mark",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "var",
}  # others part words
# Not what a page says: what templates and scripts put around it, and diagrams, which are counted by themselves.
AROUND = {"script", "style", "svg", "button", "nav"}
AROUND_CLASSES = {"diagram", "mermaid", "page-facts", "practice", "headerlink", "md-content__button", "filename"}
MADE = {  # pages that nobody writes, by the folder they are in
    "Pages about commands": "reference/commands/",
    "Pages about rules": "contributing/rules/",
    "Cheat sheet": "reference/cheat-sheet/",
    "Proof": "contributing/proof/",
}
IN_PAGES = {  # features, by what a page that has one holds
    "Exam competencies and versions beside the text": r'class="page-facts"',
    "How each page was proven": r'class="show-proof"',
    "Stamps and addresses of blocks": r"data-proof=",
    "Placeholders to fill in": r"<var>&lt;",
    "Clock and points of a practice exam": r'class="practice"',
    "Scripts of cards, placeholders, offline": r"assets/cards\.mjs",
    "Search: our script": r"assets/search/search\.js",
    "Search: the box that our script knows": r"md-search__input",
    "Content-Security-Policy": r'http-equiv="Content-Security-Policy"',
    "Picture and title for other sites": r'property="og:title"',
}
IN_FILES = {  # features, by the files that they need
    "Cards: what each word does": "**/words.json",
    "Search: our index": "search/*.json",
    "Offline: the service worker": "sw.js",
    "Offline: the archive": "notes.zip",
    "Manifest for phones": "site.webmanifest",
    "Plain texts for machines": "**/*.md",
    "Page not found": "404.html",
    "Sitemap": "sitemap.xml",
}


class Page(NamedTuple):
    """What a page says, blanks evened out, and how many of its diagrams are drawn, left to the browser, left as source."""

    text: str
    diagrams: Counter[str]
    html: str


class Reader(HTMLParser):
    """Collects the text of <article> and counts its diagrams."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []  # the elements around, and whether their text counts
        self.text: list[str] = []
        self.diagrams: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = set((dict(attrs).get("class") or "").split())
        counts = self.open[-1][1] if self.open else False
        if counts:
            self._diagram(classes)
        self._part(tag)
        if tag not in VOID:
            left_out = tag in AROUND or classes & AROUND_CLASSES
            self.open.append((tag, (counts or tag == "article") and not left_out))

    def handle_endtag(self, tag: str) -> None:
        self._part(tag)
        if any(tag == name for name, _ in self.open):
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1][1]:
            self.text.append(data)

    def _part(self, tag: str) -> None:
        if tag not in INLINE:
            self.text.append(" ")

    def _diagram(self, classes: set[str]) -> None:
        for name, kind in (("diagram", "drawn"), ("mermaid", "browser"), ("language-mermaid", "source")):
            self.diagrams[kind] += name in classes


def page(html: str) -> Page:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return Page(" ".join("".join(reader.text).split()), +reader.diagrams, html)


def pages(site: Path) -> dict[str, Page]:
    """Address below the site's -> page."""
    found = {
        path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*.html")) if path.name != "404.html"
    }
    return {name.removesuffix("index.html"): page(path.read_text(encoding="utf-8")) for name, path in found.items()}


def kind(address: str, docs: Path) -> str:
    """What a page is: written, or one of those that are made."""
    if any((docs / name).is_file() for name in (f"{address.rstrip('/') or 'index'}.md", f"{address}index.md")):
        return "Written pages"
    return next((name for name, folder in MADE.items() if address.startswith(folder)), "Other pages that are made")


def difference(old: str, new: str) -> str:
    """Where two texts begin to differ: some words of each; empty where they are the same."""
    before, after = old.split(), new.split()
    at = next((n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after)))
    return "" if before == after else f"`{_words(before, at)}` is `{_words(after, at)}`"


def _words(words: list[str], at: int) -> str:
    return " ".join(words[at : at + 6]).replace("`", "'").replace("|", "/")[:60] or "(the end)"


def features(old: Path, new: Path, before: Mapping[str, Page], after: Mapping[str, Page]) -> dict[str, tuple[int, int]]:
    """Feature -> how many of the pages that both sites have show it, or how many files there are, in either site."""
    both = before.keys() & after.keys()
    counted = {
        name: tuple(sum(bool(re.search(mark, site[one].html)) for one in both) for site in (before, after))
        for name, mark in IN_PAGES.items()
    }
    return counted | {
        name: tuple(len(list(site.glob(files))) for site in (old, new)) for name, files in IN_FILES.items()
    }
