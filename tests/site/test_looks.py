"""Pages of each kind as readers with other needs see them: forced colours, large text, no motion, a keyboard, paper."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from io import BytesIO
from itertools import pairwise
from typing import Any
from unicodedata import normalize

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader
from served import Built, go_to, script

LOOKS = script("colours.js", "looks.js")
PAGES = [
    "",
    "architecture/etcd/",
    "networking/network-policies/",
    "reference/commands/kubectl/",
    "reference/practice-1/",
]
PAGES += ["reference/cheat-sheet/", "exam/guide/", "contributing/proof/"]
SHEET = "reference/cheat-sheet/"  # prints by rules of its own
WIDE = {"width": 1280, "height": 1024}
ZOOMED = {"width": 320, "height": 256}  # 1280 by 1024 at 400 %
PAPER = {"width": 700, "height": 1000}  # A4 within its margins
STOPS = 60  # presses of Tab from the start, and as many from the end
HEADING = re.compile(r"<h([1-6])[\s>]")
TWICE = "document.addEventListener('readystatechange', () => document.documentElement.style.fontSize = '250%')"  # it is 125 %
SCHEMES = ["light", "dark"]
Open = Callable[..., AbstractContextManager[Page]]

each = pytest.mark.parametrize("path", PAGES, ids=lambda path: path or "home")


@pytest.fixture
def opened(site: Built, browser: Browser) -> Open:
    """Opens a page in a context of its own, with `looks` to judge it; `before` is a script that runs ahead of the page's."""

    @contextmanager
    def opened(path: str, before: str = "", **how: Any) -> Iterator[Page]:
        context = browser.new_context(**({"viewport": WIDE} | how))
        page = context.new_page()
        page.add_init_script(before)
        (go_to if how.get("java_script_enabled", True) else Page.goto)(page, site.address + path)
        page.evaluate(LOOKS)
        yield page
        context.close()

    return opened


@each
@pytest.mark.parametrize("scheme", SCHEMES)
def test_with_forced_colours_lines_icons_and_frames_are_seen(opened: Open, path: str, scheme: str) -> None:
    with opened(path, forced_colors="active", color_scheme=scheme) as page:
        assert page.evaluate("looks.diagrams()") == []
        assert page.evaluate("looks.icons()") == []
        assert page.evaluate("looks.framed()") == []


@each
@pytest.mark.parametrize("scheme", SCHEMES)
def test_with_forced_colours_the_focus_is_seen(opened: Open, path: str, scheme: str) -> None:
    with opened(path, forced_colors="active", color_scheme=scheme, reduced_motion="reduce") as page:
        assert tabbed(page, "Tab", 15) == []


@each
def test_text_of_twice_the_size_fits(opened: Open, path: str) -> None:
    with opened(path, before=TWICE, reduced_motion="reduce") as page:
        fits(page)


@each
def test_a_page_zoomed_to_400_percent_fits(opened: Open, path: str) -> None:
    with opened(path, viewport=ZOOMED, reduced_motion="reduce") as page:
        fits(page)


def fits(page: Page) -> None:
    """No more is cut off or to be scrolled than with a page at its own size; arrows that still turn would be."""
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    assert page.evaluate("looks.wide()") <= 0
    assert page.evaluate("looks.cut()") == []
    assert page.evaluate("looks.scrolled()") == []


@each
def test_who_wants_no_motion_sees_none(opened: Open, path: str) -> None:
    with opened(path, reduced_motion="reduce") as page:
        assert page.evaluate("looks.moving()") == []


@each
@pytest.mark.parametrize("keys", ["Tab", "Shift+Tab"])
def test_the_focus_is_seen_wherever_it_goes(opened: Open, path: str, keys: str) -> None:
    with opened(path, reduced_motion="reduce") as page:
        assert tabbed(page, keys, STOPS) == []


def tabbed(page: Page, keys: str, times: int) -> list[str]:
    """Where the focus, moved so many times, was hidden or not to be told from what has none."""
    for _ in range(times):
        page.keyboard.press(keys)
        if not page.evaluate("looks.stop()"):
            break
    return page.evaluate("looks.unmarked()")


@each
def test_the_first_stop_leads_past_the_menu(opened: Open, path: str) -> None:
    with opened(path) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.matches('.md-skip')")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('.md-content') !== null")


@each
@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without-scripts"])
def test_paper_has_all_of_the_text_and_no_controls(opened: Open, path: str, scripts: bool) -> None:
    with opened(path, java_script_enabled=scripts, reduced_motion="reduce") as page:
        page.emulate_media(media="print")
        controls = ".md-header, .md-tabs, .md-sidebar, .md-footer, .md-top, button, input, select"
        assert page.evaluate(f"looks.all('{controls}').map(looks.named)") == []
        hidden = "details:not(.practice *) > :not(summary)"
        shown = f"[...document.querySelectorAll('{hidden}')].filter((one) => !one.checkVisibility()).map(looks.named)"
        assert page.evaluate(shown) == []
        underlined = "looks.all('.md-typeset a').filter((one) => getComputedStyle(one).textDecorationLine !== 'none')"
        assert page.evaluate(f"{underlined}.map(looks.named)") == []


@each
@pytest.mark.parametrize("scheme", SCHEMES)
def test_paper_is_white_and_its_text_is_dark(opened: Open, path: str, scheme: str) -> None:
    with opened(path, color_scheme=scheme, reduced_motion="reduce") as page:
        page.emulate_media(media="print")
        assert page.evaluate("looks.diagrams()") == []
        pale = "looks.all('.md-typeset *').filter((one) => looks.pale(getComputedStyle(one).color, 'rgb(255, 255, 255)', 4.5))"
        assert page.evaluate(f"{pale}.map(looks.named)") == []
        text = "".join(one.extract_text() for one in PdfReader(BytesIO(page.pdf())).pages)
        headings = page.locator(".md-content :is(h1, h2)").all_text_contents()
        assert path == SHEET or [words for words in headings if squeezed(words) not in squeezed(text)] == []


@each
def test_no_heading_ends_a_sheet_of_paper(opened: Open, path: str) -> None:
    with opened(path) as page:
        headings = {squeezed(words) for words in page.locator(".md-content :is(h1, h2, h3)").all_text_contents()}
        sheets = [one.extract_text().strip() for one in PdfReader(BytesIO(page.pdf(format="A4"))).pages]
        last = [text.splitlines()[-1] for text in sheets if text]
        assert [line for line in last if squeezed(line) in headings] == []


@each
def test_paper_cuts_no_diagram(opened: Open, path: str) -> None:
    with opened(path, viewport=PAPER) as page:
        page.emulate_media(media="print")
        assert (
            page.evaluate(
                "looks.all('.diagram > div').filter((one) => one.scrollWidth > one.clientWidth).map(looks.named)"
            )
            == []
        )


def squeezed(text: str) -> str:
    """Letters alone: a PDF knows where they stand, not what was between them."""
    return re.sub(r"[\s¶]", "", normalize("NFKC", text))


def test_no_page_skips_a_level_of_headings(site: Built) -> None:
    skipped = {}
    for path in site.pages():
        levels = [
            int(level) for level in HEADING.findall((site.folder / path / "index.html").read_text(encoding="utf-8"))
        ]
        if levels[:1] != [1] or any(below > above + 1 for above, below in pairwise(levels)):
            skipped[path or "home"] = levels
    assert skipped == {}
