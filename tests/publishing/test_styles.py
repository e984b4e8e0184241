"""Rules for what a site never shows go; all others stay, in their order."""

from pathlib import Path

import pytest

from publishing.styles import lighten, lightened

WORDS = {"used", "md-nav", "here"}


@pytest.mark.parametrize(
    ("css", "left"),
    [
        (".used{a:b}.gone{a:b}", ".used{a:b}"),
        (".used,.gone .used , #here > b{a:b}", ".used,#here > b{a:b}"),
        ("p:not(.gone).used{a:b}", "p:not(.gone).used{a:b}"),
        (":is(.used, .gone) b{a:b}", ":is(.used, .gone) b{a:b}"),
        ("@media (width>1px){.gone{a:b}}", ""),
        ("@media (width>1px){.gone{a:b}.used{a:b}}", "@media (width>1px){.used{a:b}}"),
        ("@supports (a:b){@media print{.used{a:b}}}", "@supports (a:b){@media print{.used{a:b}}}"),
        ("@keyframes x{from{a:b}}@font-face{src:url(a)}", "@keyframes x{from{a:b}}@font-face{src:url(a)}"),
        ("body{--x:'}'}[data-x='.gone']{a:b}", 'body{--x:"}"}[data-x=".gone"]{a:b}'),
        (r".md-nav\:x{a:b}", ""),
        ("[data-md-color-accent=gone] .used{a:b}[data-md-color-accent=used]{a:b}", "[data-md-color-accent=used]{a:b}"),
        ("p:not([data-md-color-accent=gone]){a:b}", "p:not([data-md-color-accent=gone]){a:b}"),
    ],
)
def test_rules(css: str, left: str) -> None:
    assert lightened(css, WORDS) == left


def test_words_of_scripts_count_as_those_of_pages(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text('<p class="one">')
    (tmp_path / "b.js").write_text("x('two')")
    (tmp_path / "c.css").write_text(".one{a:b}.two{a:b}.three{a:b}")
    lighten(tmp_path)
    assert (tmp_path / "c.css").read_text() == ".one{a:b}.two{a:b}"
