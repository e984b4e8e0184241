"""What a first view of each page costs: budgets that no page may exceed."""

import gzip
import statistics
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser
from served import Built, go_to

TOTAL, HALF, SCRIPTS = 95_000, 80_000, 45_000  # bytes, as a server sends them
AGAIN = 15_000
TOPIC, LISTS = 1500, 4000  # DOM nodes before scripts
LAYOUTS = 20  # times that a page is laid out until it is idle, whatever the number of its blocks
LONG = ("reference/commands/", "reference/practice", "reference/cheat-sheet/", "contributing/")
SHIFTS = """
new PerformanceObserver(list => {
    for (const entry of list.getEntries()) window.shift = (window.shift ?? 0) + entry.value
}).observe({type: "layout-shift", buffered: true})
"""


class View(NamedTuple):
    """A page seen for the first time: what was fetched until it was idle, what moved, how often it was laid out, complaints."""

    requests: list[str]
    shift: float
    layouts: int
    complaints: list[str]


@cache
def sent(file: Path) -> int:
    """Bytes of a file as a server sends them."""
    content = file.read_bytes()
    return len(content) if file.suffix == ".png" else len(gzip.compress(content, 6))


class Counter(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.nodes = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.nodes += 1

    handle_startendtag = handle_starttag


@pytest.fixture(scope="module")
def views(site: Built, browser: Browser) -> dict[str, View]:
    """Every page, each in a browser that knows nothing yet."""
    found = {}
    for path in site.pages():
        context = browser.new_context(viewport={"width": 360, "height": 740})
        context.add_init_script(SHIFTS)
        page = context.new_page()
        view = View([], 0, 0, [])
        browser_side = context.new_cdp_session(page)
        browser_side.send("Performance.enable")
        page.on("request", lambda request, view=view: view.requests.append(request.url))
        page.on("console", lambda message, view=view: view.complaints.append(message.text))
        page.on("pageerror", lambda error, view=view: view.complaints.append(str(error)))
        go_to(page, site.address + path)
        page.wait_for_timeout(50)  # what modules ask for once they run
        metrics = {one["name"]: one["value"] for one in browser_side.send("Performance.getMetrics")["metrics"]}
        found[path] = view._replace(shift=page.evaluate("window.shift ?? 0"), layouts=metrics["LayoutCount"])
        context.close()
    return found


def size(site: Built, urls: list[str], only: str = "") -> int:
    files = {url.removeprefix(site.address).split("?")[0] for url in urls}
    places = (site.folder / file / "index.html" if not Path(file).suffix else site.folder / file for file in files)
    return sum(sent(place) for place in places if only in place.name)


def test_no_page_costs_more_than_its_budget(site: Built, views: dict[str, View]) -> None:
    cost = {path: size(site, view.requests) for path, view in views.items()}
    assert {path: bytes_ for path, bytes_ in cost.items() if bytes_ > TOTAL} == {}
    assert statistics.median(cost.values()) <= HALF
    scripts = {
        path: size(site, [url for url in view.requests if url.endswith(("js", "mjs"))]) for path, view in views.items()
    }
    assert max(scripts.values()) <= SCRIPTS, scripts


def test_nothing_comes_from_elsewhere_nor_for_the_search(site: Built, views: dict[str, View]) -> None:
    every = {url for view in views.values() for url in view.requests}
    assert {url for url in every if not url.startswith(site.address)} == set()
    assert {url for url in every if "/search/" in url and not url.endswith("search.js")} == set()


def test_nothing_moves_and_nothing_breaks_the_policy(views: dict[str, View]) -> None:
    assert {path: view.shift for path, view in views.items() if view.shift > 0} == {}
    assert {path: view.complaints for path, view in views.items() if view.complaints} == {}


def test_no_page_is_laid_out_for_each_of_its_blocks(views: dict[str, View]) -> None:
    assert {path: view.layouts for path, view in views.items() if view.layouts > LAYOUTS} == {}


def test_the_second_page_costs_little(site: Built) -> None:
    """All but the page itself, its words and its own scripts come from the browser's cache."""
    cost = {path: sent(site.folder / path / "index.html") for path in site.pages() if not path.startswith(LONG)}
    assert {path: bytes_ for path, bytes_ in cost.items() if bytes_ > AGAIN} == {}


def test_no_page_is_too_large(site: Built) -> None:
    nodes = {
        path: Counter((site.folder / path / "index.html").read_text(encoding="utf-8")).nodes for path in site.pages()
    }
    over = {path: n for path, n in nodes.items() if n > (LISTS if path.startswith(LONG) else TOPIC)}
    assert over == {}
