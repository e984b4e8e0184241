"""Every page of the built site in a real browser: diagrams, palettes, widths, requests, navigation."""

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from served import REPOSITORY, ROOT, Built, go_to, script

LOOK = script("colours.js", "look.js")
STILL = "document.head.append(Object.assign(document.createElement('style'), {textContent: '* {transition: none !important}'}))"
LIGHT, DARK = "default", "slate"
LEFT = "net::ERR_ABORTED"  # the page, before its icon was there
UNWANTED = "csp"  # scripts are not fetched ahead where none may run


class Visit(NamedTuple):
    """One page as seen in one way: what `look.js` found there."""

    page: str
    how: str
    found: dict[str, Any]


class Tour(NamedTuple):
    """All visits, and what the browser asked for and complained of meanwhile."""

    visits: list[Visit]
    requests: set[str]
    complaints: list[str]


@pytest.fixture(scope="module")
def tour(site: Built, browser: Browser) -> Tour:
    """Open every page twice, with scripts and without; look at it in both palettes, wide and narrow."""
    tour = Tour([], set(), [])
    for scripts in (True, False):
        context = browser.new_context(java_script_enabled=scripts, color_scheme="light")
        page = context.new_page()
        listen(page, tour, expected=() if scripts else (UNWANTED,))
        widths = [1280, 360]
        for path in site.pages():
            (go_to if scripts else Page.goto)(page, site.address + path)
            page.evaluate(STILL)
            widths.reverse()  # begin with the width of the page before: resizing is slow
            for width in widths:
                page.set_viewport_size({"width": width, "height": 800})
                for scheme in (LIGHT, DARK):
                    page.evaluate("scheme => document.body.dataset.mdColorScheme = scheme", scheme)
                    how = f"{'with' if scripts else 'without'} scripts, {scheme}, {width} px"
                    tour.visits.append(Visit(path, how, page.evaluate(LOOK)))
        context.close()
    return tour


def listen(page: Page, tour: Tour, expected: tuple[str, ...] = ()) -> None:
    page.on("request", lambda request: tour.requests.add(request.url))
    page.on(
        "requestfailed",
        lambda r: r.failure not in (LEFT, *expected) and tour.complaints.append(f"{page.url}: {r.failure}: {r.url}"),
    )
    page.on("response", lambda r: r.status >= 400 and tour.complaints.append(f"{page.url}: {r.status} {r.url}"))
    page.on("pageerror", lambda error: tour.complaints.append(f"{page.url}: {error}"))
    page.on("console", lambda m: m.type in {"error", "warning"} and tour.complaints.append(f"{page.url}: {m.text}"))


def failures(tour: Tour, wrong: Callable[[dict[str, Any]], Any]) -> list[str]:
    return [f"{visit.page or 'home'} ({visit.how}): {found}" for visit in tour.visits if (found := wrong(visit.found))]


def words(found: dict[str, Any]) -> Iterator[dict[str, Any]]:
    return (text for diagram in found["diagrams"] for text in diagram["words"])


def test_every_diagram_of_the_notes_is_on_its_page_in_each_way_of_looking(site: Built, tour: Tour) -> None:
    written = {}
    for path in site.pages():
        source = ROOT / "docs" / f"{path}index.md"
        source = source if source.exists() else ROOT / "docs" / f"{path.rstrip('/')}.md"
        text = source.read_text(encoding="utf-8") if source.exists() else ""
        text = re.sub(r"(?ms)^````.*?^````$", "", text)  # Markdown shown as it is written
        written[path] = re.findall(r"^ *```mermaid\n.*\n *accTitle: (.+)$", text, re.M)
    assert sum(map(len, written.values())) >= 9
    assert failures(tour, lambda found: found["undrawn"]) == []
    for visit in tour.visits:
        assert [d["name"] for d in visit.found["diagrams"]] == written[visit.page], (visit.page, visit.how)
    assert failures(tour, lambda f: [d["name"] for d in f["diagrams"] if d["width"] < 200 or d["height"] < 40]) == []


def test_a_diagram_can_be_read_in_both_palettes(tour: Tour) -> None:
    assert {visit.found["dark"] for visit in tour.visits if DARK in visit.how} == {True}
    assert {visit.found["dark"] for visit in tour.visits if LIGHT in visit.how} == {False}
    assert failures(tour, lambda f: [w for w in words(f) if w["contrast"] < 4.5]) == []
    assert failures(tour, lambda f: [d["name"] for d in f["diagrams"] if d["line"] < 3]) == []


def test_a_diagrams_text_is_never_tiny_nor_cut_off(tour: Tour) -> None:
    assert failures(tour, lambda f: [w for w in words(f) if w["size"] < 11]) == []
    assert failures(tour, lambda f: [w["text"] for w in words(f) if not (w["inside"] and w["fits"])]) == []
    assert failures(tour, lambda f: [d["name"] for d in f["diagrams"] if not d["reachable"]]) == []


def test_no_page_is_wider_than_the_screen(tour: Tour) -> None:
    assert failures(tour, lambda f: f["overflow"] > 0 and f["overflow"]) == []


def test_no_request_leaves_the_site_and_nothing_complains(site: Built, tour: Tour) -> None:
    assert len(tour.requests) > len(site.pages())
    assert {url for url in tour.requests if not url.startswith(site.address)} == set()
    assert tour.complaints == []
    assert [url for url in tour.requests if "mermaid" in url or "preview" in url] == []


class Links(HTMLParser):
    """The addresses in navigation elements, and those of edit links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.nav, self.edit, self.depth = [], [], 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.depth += tag == "nav"
        if tag == "a" and given.get("href"):
            if given.get("rel") == "edit":
                self.edit.append(given["href"])
            elif self.depth:
                self.nav.append(given["href"])

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag == "nav"


def read(site: Built, path: str) -> Links:
    return Links((site.folder / path / "index.html").read_text(encoding="utf-8"))


def test_every_page_is_reached_from_the_navigation(site: Built) -> None:
    reached, waiting = {""}, [""]
    while waiting:
        here = waiting.pop()
        for link in read(site, here).nav:
            path = urlsplit(urljoin(site.address + here, link)).path.removeprefix("/notes/")
            if path not in reached and (site.folder / path / "index.html").exists():
                reached.add(path)
                waiting.append(path)
    assert set(site.pages()) - reached == set()


def test_the_edit_link_leads_to_the_file_of_the_page(site: Built) -> None:
    for path in site.pages():
        links = read(site, path).edit
        if path.startswith(
            ("contributing/rules/", "contributing/proof/", "reference/cheat-sheet/", "reference/commands/")
        ):
            assert links == [], path
            continue
        assert len(links) == 1, path
        file = links[0].removeprefix(f"{REPOSITORY}/edit/main/")
        assert (ROOT / file).is_file(), (path, links[0])
        assert file.removesuffix(".md").removeprefix("docs/").removesuffix("index").rstrip("/") == path.rstrip("/")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 800})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_search_box_of_the_home_page_opens_the_search(site: Built, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    go_to(page, site.address)
    page.get_by_role("button", name="Search the notes").press("Enter")
    expect(page.locator(".md-search__input")).to_be_focused()
    page.keyboard.type("nerdctr")
    first = page.locator(".md-search-result__item a").first
    expect(first).to_be_visible()
    assert urlsplit(first.get_attribute("href") or "").path.startswith("/notes/architecture/container-cli/")


def test_without_scripts_there_is_no_dead_control(site: Built, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(site.address)
    expect(page.locator(".search-button")).to_be_hidden()
    expect(page.locator(".md-search")).to_be_hidden()
    expect(page.get_by_role("article").locator("strong", has_text="Troubleshooting").first).to_be_visible()
    context.close()


def test_a_wrong_address_below_the_sub_path_shows_a_page_that_helps(site: Built, page: Page) -> None:
    tour = Tour([], set(), [])
    listen(page, tour)
    wrong = site.address + "no/such/page/"
    answer = go_to(page, wrong)
    assert answer is not None and answer.status == 404
    assert [c for c in tour.complaints if wrong not in c.split(": ", 1)[1] and "404 (Not Found)" not in c] == []
    assert len(tour.requests) > 3 and all(url.startswith(site.address) for url in tour.requests)
    assert page.evaluate("getComputedStyle(document.querySelector('.search-button')).display") == "flex"
    page.get_by_role("button", name="Search the notes").click()
    expect(page.locator(".md-search__input")).to_be_focused()
    page.keyboard.press("Escape")
    page.get_by_role("article").get_by_role("link", name="Architecture").click()
    expect(page).to_have_url(site.address + "architecture/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_proof_of_each_block_is_shown_on_demand(site: Built, browser: Browser, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": 360, "height": 800})  # type: ignore[arg-type]
    page = context.new_page()
    go_to(page, site.address + "architecture/etcd/")
    shown = "(block) => getComputedStyle(block, '::after').content"
    blocks = page.locator("[data-proof]")
    assert blocks.count() > 20
    assert {blocks.nth(n).evaluate(shown) for n in range(blocks.count())} == {"none"}
    box = page.get_by_role("checkbox", name="Show under each block")
    box.focus()
    page.keyboard.press("Space")
    assert "none" not in {blocks.nth(n).evaluate(shown) for n in range(blocks.count())}
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    context.close()


def test_the_stamp_of_a_page_leads_to_its_line_on_the_proof_page(site: Built, page: Page) -> None:
    go_to(page, site.address + "architecture/etcd/")
    page.locator(".page-facts a").first.click()
    expect(page).to_have_url(site.address + "contributing/proof/#architecture-etcd")
    expect(page.locator("#architecture-etcd")).to_be_in_viewport()
    expect(page.locator("#architecture-etcd")).to_have_text("etcd")
    assert page.evaluate("document.querySelectorAll('*').length") < 4000
