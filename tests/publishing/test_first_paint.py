"""Nothing moves while a page comes: what stands on the first screen is painted when it is whole."""

import pytest

from publishing.first_paint import SCREEN, waited_for

PAGE = '<head></head><article><h1 id="page">Page</h1>{}</article>'
TABLES = '<table></table><h2 id="a">A</h2><table></table><p>1</p><h2 id="b">B</h2>'
FAR = "<p></p>" * SCREEN


def waits(page: str, name: str) -> bool:
    link = f'<link rel="expect" href="#{name}" blocking="render">'
    return waited_for(page) == page.replace("</head>", f"{link}</head>")


def test_what_stands_behind_the_last_table_of_the_first_screen_is_waited_for() -> None:
    assert waits(PAGE.format(f'{TABLES}{FAR}<table></table><h2 id="c">C</h2>'), "b")


@pytest.mark.parametrize(
    "content",
    ["", FAR + TABLES, "<table></table>", f'<table>{FAR}</table><h2 id="a">A</h2>'],
    ids=["none", "far below", "nothing behind", "long"],
)
def test_a_page_without_a_table_there_waits_for_its_title_before_which_the_header_stands(content: str) -> None:
    assert waits(PAGE.format(content), "page")


@pytest.mark.parametrize("page", [f"<head></head>{TABLES}", "<head></head><article><h1>Page</h1></article>"])
def test_a_page_without_an_article_or_a_name_stays_as_it_is(page: str) -> None:
    assert waited_for(page) == page
