"""The archive, unpacked and opened from its folder: no server, and all works but what needs one."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from served import Built, go_to


@pytest.fixture(scope="module")
def folder(site: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    unpacked = tmp_path_factory.mktemp("archive")
    zipfile.ZipFile(site.folder / "notes.zip").extractall(unpacked)
    return unpacked / "cka-notes"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page whose scripts must not fail."""
    context = browser.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


def test_links_lead_from_page_to_page(folder: Path, page: Page) -> None:
    go_to(page, (folder / "index.html").as_uri())
    page.get_by_role("contentinfo").get_by_role("link", name="Architecture").click()
    expect(page).to_have_url((folder / "architecture/index.html").as_uri())
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_every_link_leads_to_a_file(folder: Path, page: Page) -> None:
    paths = sorted(folder.rglob("index.html"))
    assert len(paths) > 100
    lost = set()
    for path in paths:
        text = path.read_text(encoding="utf-8")
        links = page.evaluate(
            "html => [...new DOMParser().parseFromString(html, 'text/html').querySelectorAll('a, link, script')]"
            ".map(one => one.getAttribute('href') ?? one.getAttribute('src')).filter(Boolean)",
            text,
        )
        inside = {link.split("#")[0].split("?")[0] for link in links if ":" not in link}
        lost |= {
            (path.relative_to(folder).as_posix(), link)
            for link in inside
            if link and not (path.parent / link).is_file()
        }
    assert lost == set()


def test_the_search_finds_a_flag(folder: Path, page: Page) -> None:
    go_to(page, (folder / "index.html").as_uri())
    page.get_by_role("button", name="Search the notes").click()
    page.keyboard.type("--ignore-daemonsets")
    found = page.locator(".md-search-result__link").first
    expect(found).to_be_visible()
    found.click()
    expect(page).to_have_url(re.compile(f"^{re.escape(folder.as_uri())}/cluster/node-maintenance/index.html"))


def test_the_filter_keeps_what_is_asked_for(folder: Path, page: Page) -> None:
    go_to(page, (folder / "reference/commands/options/index.html").as_uri())
    rows = page.locator("tbody tr:visible")
    all_of_them = rows.count()
    page.locator(".filter input").fill("--all-namespaces")
    expect(rows.first).to_contain_text("--all-namespaces")
    assert 0 < rows.count() < all_of_them


def test_a_practice_exam_can_be_begun(folder: Path, page: Page) -> None:
    go_to(page, (folder / "reference/practice-1/index.html").as_uri())
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()


def test_a_word_of_a_command_is_explained(folder: Path, page: Page) -> None:
    go_to(page, (folder / "cluster/node-maintenance/index.html").as_uri())
    block = page.locator(".highlight", has_text="--ignore-daemonsets").first
    block.locator("pre").hover()
    block.locator(".word", has_text="--ignore-daemonsets").first.hover()
    expect(page.locator(".card")).to_be_visible()
