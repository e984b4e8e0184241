"""The preview after a save: only what changed is made anew, and what is wrong is told again."""

from pathlib import Path

import pytest
from markdown import Markdown

from blockcheck import pages
from small_site import FRONT, Site

OTHER = "other.md"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Two pages that are served; the second one links to the first."""
    monkeypatch.setattr(pages, "generated", dict)
    site = Site(tmp_path, "## A heading\n\nFirst.\n", serving=True)
    site.config.nav.append(OTHER)
    write(site, "See [the heading](page.md#a-heading).\n")
    site.build()
    return site


@pytest.fixture
def converted(site: Site, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The Markdown that is made into HTML from now on, as far as it is of these two pages."""
    seen: list[str] = []
    convert = Markdown.convert
    monkeypatch.setattr(Markdown, "convert", lambda self, text: seen.append(text) or convert(self, text))
    return seen


def write(site: Site, body: str, name: str = OTHER) -> None:
    (site.page.parent / name).write_text(FRONT + body, encoding="utf-8")


def times(converted: list[str], words: str) -> int:
    return sum(words in text for text in converted)


def test_a_save_renders_the_page_saved_and_no_other(site: Site, converted: list[str]) -> None:
    before = (site.out / "other/index.html").read_text(encoding="utf-8")
    write(site, "## A heading\n\nSecond.\n", "page.md")
    assert "Second." in site.build()
    assert (site.out / "other/index.html").read_text(encoding="utf-8") == before
    assert times(converted, "Second.") == 1
    assert times(converted, "the heading") == 0


def test_a_link_to_a_heading_that_a_save_took_away_is_told(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    write(site, "## Another heading\n\nFirst.\n", "page.md")
    site.build()
    assert "does not contain an anchor '#a-heading'" in caplog.text


def test_what_is_wrong_with_a_page_is_told_at_each_save(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    write(site, "See [nothing](nowhere.md).\n")
    for _ in range(2):
        caplog.clear()
        site.build()
        assert "nowhere.md" in caplog.text


def test_a_new_file_has_every_page_rendered_again(site: Site, converted: list[str]) -> None:
    write(site, "New.\n", "new.md")
    site.build()
    assert times(converted, "the heading") == 1
    assert times(converted, "First.") == 1
