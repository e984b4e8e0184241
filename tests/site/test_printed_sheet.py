"""The cheat sheet as it is read and printed: two pages of A4, black on white, each line a link to its block."""

import json
import re
from collections.abc import Iterator
from io import BytesIO

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PageObject, PdfReader
from served import Built, go_to

from blockcheck import cheat_sheet

SHEET = "reference/cheat-sheet/"
A4 = (595, 842)  # points
COLOURS = """() => [...new Set([...document.querySelectorAll('.md-typeset, .md-typeset *')].filter((one) => one.checkVisibility())
  .map((one) => getComputedStyle(one)).map((style) => `${style.color} on ${style.backgroundColor}`))]"""
STILL = "* { transition: none !important }"


@pytest.fixture(params=["light", "dark"])
def page(request: pytest.FixtureRequest, site: Built, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(color_scheme=request.param, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    go_to(page, site.address + SHEET)
    yield page
    context.close()


def printed(page: Page) -> list[PageObject]:
    return list(PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages)


def squeezed(text: str) -> str:
    """Without blanks: a PDF knows where letters stand, not what was between them."""
    return re.sub(r"\s", "", text)


def test_it_prints_as_two_pages_of_a4_with_the_first_and_the_last_on_them(page: Page) -> None:
    pages = printed(page)
    assert [tuple(map(round, (one.mediabox.width, one.mediabox.height))) for one in pages] == [A4, A4]
    texts = [squeezed(one.extract_text()) for one in pages]
    blocks = page.locator(".md-content pre code").all_text_contents()
    rows = page.locator(".md-content tr").all_text_contents()
    assert squeezed(blocks[0]) in texts[0]
    assert squeezed(blocks[-1]) in texts[1] and squeezed(rows[-1]) in texts[1]
    whole = "".join(texts)
    assert [text for text in blocks if squeezed(text) not in whole and not broken_in_two(text, whole)] == []


def broken_in_two(text: str, whole: str) -> bool:
    """Whether all its lines are there, for a block that goes on in the next column."""
    return all(squeezed(line) in whole for line in text.splitlines())


def test_room_is_left_for_fonts_that_are_a_little_larger(page: Page) -> None:
    page.add_style_tag(content="@media print { .md-typeset { line-height: 1.19 !important } }")
    assert len(printed(page)) == 2


def test_no_letter_is_smaller_than_6_5_points(page: Page) -> None:
    sizes = set()
    for one in printed(page):
        one.extract_text(
            visitor_text=lambda text, cm, tm, font, size: text.strip() and sizes.add(abs(size * tm[3] * cm[3]))
        )
    assert sizes and min(sizes) >= 6.5 and max(sizes) < 15, sizes


def test_it_prints_black_on_white_from_either_palette(page: Page) -> None:
    page.add_style_tag(content=STILL)
    page.emulate_media(media="print")
    assert page.evaluate(COLOURS) == ["rgb(0, 0, 0) on rgba(0, 0, 0, 0)"]
    body = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert body in {"rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}


def test_on_screen_each_line_leads_to_the_heading_it_stands_below(site: Built, page: Page) -> None:
    listed = cheat_sheet.entries()
    links = page.locator(".md-content__inner > p > a[href^='../']")
    assert links.count() == len(listed)
    for address in {link.get_attribute("href") or "" for link in links.all()}:
        path, _, anchor = address.partition("#")
        file = site.folder / SHEET / path / "index.html"
        assert f'id="{anchor}"' in file.read_text(encoding="utf-8"), address
    assert page.evaluate("document.querySelectorAll('*').length") <= 1500


def test_the_search_finds_the_sheet_by_name_and_not_by_its_commands(site: Built) -> None:
    index = json.loads((site.folder / "search/index.json").read_text(encoding="utf-8"))
    [(number, sheet)] = [(number, one) for number, one in enumerate(index["pages"]) if one["url"] == SHEET]
    assert "cheatsheet" in sheet["aliases"]
    texts = json.loads((site.folder / "search/reference.json").read_text(encoding="utf-8"))
    own = [texts[str(at)] for at, (page, *_) in enumerate(index["sections"]) if page == number]
    assert own and not any("kubectl get" in text for text in own)
