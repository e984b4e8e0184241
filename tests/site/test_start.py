"""What a page does first: its text on the screen, then its scripts, which have it styled anew once at most; its colours."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from served import Built, go_to, started

LARGE = "reference/commands/system-2/"
STARTED = """
const native = Worker
Object.defineProperty(window, "Worker", {
    get: () => window.given ?? native,
    set(worker) {  // by the first of our scripts
        window.started ??= performance.now()
        window.given = worker
    }
})
"""
SYSTEM, LIGHT, DARK = "Switch to light colours", "Switch to dark colours", "Follow the system's colours"


@pytest.mark.parametrize("path", ["", "networking/network-policies/", LARGE, "reference/practice-1/", "no/such/page/"])
def test_scripts_start_when_the_text_is_on_the_screen(site: Built, browser: Browser, path: str) -> None:
    """Also where the last style comes when all else is there, as it may on a phone: then both could start at once."""
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.add_init_script(STARTED)
    page.route("**/*.css", lambda route: (page.wait_for_timeout(300), route.continue_()))
    go_to(page, site.address + path)
    paint = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
    shown, started = page.evaluate(f"[{paint}, window.started]")
    assert shown < started
    page.close()


def test_scripts_do_not_have_a_page_styled_anew_over_and_over(site: Built, browser: Browser, tmp_path: Path) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740})
    browser.start_tracing(page=page, path=tmp_path / "trace.json", categories=["devtools.timeline"])
    go_to(page, site.address + LARGE)
    page.wait_for_timeout(300)
    browser.stop_tracing()
    events = json.loads((tmp_path / "trace.json").read_text(encoding="utf-8"))["traceEvents"]
    run = [event for event in events if event["name"] == "EvaluateScript"]
    bundle = next(event["ts"] for event in run if "bundle." in event["args"]["data"]["url"])
    styled = [e["args"]["elementCount"] for e in events if e["name"] == "UpdateLayoutTree" and e["ts"] > bundle]
    elements = page.evaluate("document.querySelectorAll('*').length")
    assert elements > 1900, "this page is no longer large"
    assert styled, "nothing was traced"
    assert sum(styled) < elements, styled  # once, as far as its tables are wrapped
    page.close()


def test_a_page_whose_scripts_do_not_come_is_one_without_scripts(site: Built, browser: Browser) -> None:
    page = browser.new_page()
    page.route("**/bundle.*", lambda route: route.abort())
    page.goto(site.address)
    expect(page.locator("html")).to_have_class("no-js")
    expect(page.locator(".md-search")).to_be_hidden()
    page.close()


def shows(page: Page, scheme: str) -> None:
    """What is shown, and what the browser draws itself, is of this scheme."""
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", scheme)
    expect(page.locator("html")).to_have_css("color-scheme", "dark" if scheme == "slate" else "light")


def test_the_button_leads_through_the_palettes_and_back_to_the_systems(site: Built, browser: Browser) -> None:
    page = browser.new_page(color_scheme="dark")
    go_to(page, site.address)
    shows(page, "slate")
    page.get_by_role("button", name=SYSTEM).focus()
    for after, shown in ((LIGHT, "default"), (DARK, "slate"), (SYSTEM, "slate")):
        page.keyboard.press("Enter")
        button = page.get_by_role("button", name=after)
        expect(button).to_be_focused()
        expect(page.locator(".palette button:visible")).to_have_count(1)
        shows(page, shown)
        page.reload()
        started(page)
        shows(page, shown)
        button.focus()
    page.close()


@pytest.mark.parametrize("chosen", ["system", "light", "dark"])
@pytest.mark.parametrize("system", ["light", "dark"])
def test_the_first_thing_painted_has_its_colours(site: Built, browser: Browser, system: str, chosen: str) -> None:
    context = browser.new_context(color_scheme=system)  # type: ignore[arg-type]
    page = context.new_page()
    go_to(page, site.address)
    for _ in range(["system", "light", "dark"].index(chosen)):
        page.locator(".palette button:visible").click()
    page.route("**/bundle.*.js", lambda route: route.abort())
    go_to(page, site.address + "contributing/")
    shown = system if chosen == "system" else chosen
    shows(page, "slate" if shown == "dark" else "default")
    expect(page.locator("body")).to_have_attribute("data-md-color-primary", "black" if shown == "dark" else "white")
    context.close()


def test_who_chose_nothing_follows_the_system_and_who_chose_does_not(site: Built, browser: Browser) -> None:
    page = browser.new_page(color_scheme="dark")
    go_to(page, site.address)
    page.emulate_media(color_scheme="light")
    shows(page, "default")
    for _ in range(2):
        page.locator(".palette button:visible").click()
    shows(page, "slate")
    page.emulate_media(color_scheme="dark")
    page.emulate_media(color_scheme="light")
    shows(page, "slate")
    page.close()


@pytest.mark.parametrize(
    ("saved", "shown"),
    [
        ('{"index": 2, "color": {"media": "(prefers-color-scheme: dark)", "scheme": "slate"}}', "slate"),
        ('{"index": 0, "color": {"media": "(prefers-color-scheme)", "scheme": "default"}}', "default"),
        ('{"color": {"media": "(prefers-color-scheme: sepia)"}}', "default"),
        ('{"index": 0}', "default"),
        ("null", "default"),
    ],
)
def test_what_material_has_saved_or_nobody_knows_is_understood(
    site: Built, browser: Browser, saved: str, shown: str
) -> None:
    page = browser.new_page(color_scheme="light")
    page.add_init_script(f"localStorage.setItem('/notes/.__palette', {json.dumps(saved)})")
    go_to(page, site.address)
    shows(page, shown)
    expect(page.locator(".palette button:visible")).to_have_count(1)
    page.close()


def test_paper_is_white_to_its_edges(site: Built, browser: Browser) -> None:
    page = browser.new_page(color_scheme="dark")
    go_to(page, site.address)
    shows(page, "slate")
    page.emulate_media(media="print")
    expect(page.locator("html")).to_have_css("color-scheme", "light")
    page.close()


def test_without_scripts_there_is_no_button_for_colours(site: Built, browser: Browser) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(site.address)
    expect(page.locator(".palette button:visible")).to_have_count(0)
    page.close()
