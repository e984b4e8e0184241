"""Every link of every page leads to something: pages, files and anchors of the site's own."""

from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

from served import Built


class Read(HTMLParser):
    """The ids of a page and all that it links to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids, self.links = set[str](), set[str]()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids |= {given[name] for name in ("id", "name") if name in given}
        self.links |= {given[name] for name in ("href", "src") if name in given and tag != "base"}


def test_every_link_within_the_site_leads_somewhere(site: Built) -> None:
    pages = {path: Read((site.folder / path / "index.html").read_text(encoding="utf-8")) for path in site.pages()}
    broken = []
    for path, page in pages.items():
        for link in page.links:
            address = urljoin(site.address + path, link)
            if not address.startswith(site.address):
                continue
            parts = urlsplit(address)
            place, anchor = unquote(parts.path).removeprefix("/notes/"), unquote(parts.fragment)
            target = pages.get(place)
            there = target is not None or (site.folder / place).is_file()
            if not there or (anchor and target and anchor not in target.ids):
                broken.append(f"{path or 'home'}: {link}")
    assert broken == []
