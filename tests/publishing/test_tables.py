"""Columns do not move while a table comes: what stands on the first screen is painted when it is whole."""

import pytest

from publishing.tables import SCREEN, waited_for

PAGE = "<head></head><article><h1>Page</h1>{}</article>"
TABLES = '<table></table><h2 id="a">A</h2><table></table><p>1</p><h2 id="b">B</h2>'
FAR = "<p></p>" * SCREEN


def test_what_stands_behind_the_last_table_of_the_first_screen_is_waited_for() -> None:
    page = PAGE.format(f'{TABLES}{FAR}<table></table><h2 id="c">C</h2>')
    link = '<link rel="expect" href="#b" blocking="render">'
    assert waited_for(page) == page.replace("</head>", f"{link}</head>")


@pytest.mark.parametrize(
    "content",
    ["", FAR + TABLES, "<table></table>", f'<table>{FAR}</table><h2 id="a">A</h2>'],
    ids=["none", "far below", "nothing behind", "long"],
)
def test_a_page_without_a_table_there_stays_as_it_is(content: str) -> None:
    assert waited_for(PAGE.format(content)) == PAGE.format(content)
    assert waited_for(f"<head></head>{TABLES}") == f"<head></head>{TABLES}"
