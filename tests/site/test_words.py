"""Cards that explain words, placeholders that are filled in, what a block's copy button copies: by mouse, keyboard, touch."""

import gzip
import json
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from served import REPOSITORY, ROOT, Built, go_to, started

DRAIN = "cluster/node-maintenance/"
BLOCK = "#run-evict-all-pods-but-those-of-daemonsets"
SAYS = "goes on although DaemonSet Pods are there; they stay"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, permissions=["clipboard-read", "clipboard-write"]
    )
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def block(page: Page, text: str) -> Locator:
    """The first block whose code has this text."""
    return page.locator('.highlight[id^="run-"] > pre', has_text=text).first


def word(page: Page, text: str) -> Locator:
    return page.locator(".word", has_text=text).first


def ready(page: Page, found: Locator) -> None:
    """Have the words of a block made elements, as a look at it does."""
    found.scroll_into_view_if_needed()
    found.hover()
    expect(found.locator(".word").first).to_be_attached()


def axe(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]


def test_pointing_at_a_word_shows_what_it_does_and_nothing_moves(site: Built, page: Page) -> None:
    go_to(page, site.address + DRAIN)
    found = block(page, "--ignore-daemonsets")
    found.scroll_into_view_if_needed()
    before = found.bounding_box()
    text = found.inner_text()
    ready(page, found)
    word(page, "--ignore-daemonsets").hover()
    expect(page.locator(".card")).to_contain_text(SAYS)
    expect(page.locator(".card")).to_have_attribute("role", "tooltip")
    assert (found.bounding_box(), found.inner_text()) == (before, text)


def test_a_card_can_be_pointed_at_stays_and_goes_with_escape(site: Built, page: Page) -> None:
    go_to(page, site.address + DRAIN)
    ready(page, block(page, "--ignore-daemonsets"))
    word(page, "--ignore-daemonsets").hover()
    card = page.locator(".card")
    expect(card).to_be_visible()
    box = card.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 20, box["y"] + box["height"] - 4, steps=4)
    page.wait_for_timeout(600)
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    word(page, "--ignore-daemonsets").hover()
    expect(card).to_be_visible()
    page.mouse.move(5, 400)
    expect(card).to_have_count(0)


def test_every_word_is_reached_by_keyboard(site: Built, page: Page) -> None:
    go_to(page, site.address + DRAIN)
    found = block(page, "--ignore-daemonsets")
    found.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(found).to_be_focused()
    expect(page.locator(".card")).to_contain_text("press → to have each word explained")
    texts = []
    for _ in range(found.locator(".word, var").count()):
        page.keyboard.press("ArrowRight")
        focused = page.locator(":focus")
        expect(focused).to_have_attribute("aria-describedby", "card")
        texts.append((focused.inner_text(), page.locator(".card").inner_text()))
    assert [text for text, _ in texts][:3] == ["kubectl", "drain", "<node>"]
    assert any(text == "--ignore-daemonsets" and SAYS in said for text, said in texts)
    assert page.locator(":focus").evaluate("element => getComputedStyle(element).outlineStyle") != "none"
    page.keyboard.press("Home")
    expect(page.locator(":focus")).to_have_text("kubectl")
    page.keyboard.press("Escape")
    expect(page.locator(".card")).to_have_count(0)


def test_a_tap_shows_a_card_and_a_tap_elsewhere_hides_it(site: Built, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = context.new_page()
    go_to(page, site.address + DRAIN)
    found = block(page, "--ignore-daemonsets")
    found.scroll_into_view_if_needed()
    found.tap(position={"x": 40, "y": 20})
    expect(page.locator(".card")).to_contain_text("kubectl")
    box = page.locator(".card").bounding_box()
    assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= 360
    page.locator("h1").tap()
    expect(page.locator(".card")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_with_a_card_or_the_form_open(site: Built, browser: Browser, scheme: Any, width: int) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800})
    page = context.new_page()
    go_to(page, site.address + DRAIN)
    ready(page, block(page, "--ignore-daemonsets"))
    word(page, "--ignore-daemonsets").hover()
    expect(page.locator(".card")).to_be_visible()
    assert axe(page) == []
    page.locator(".fill-in").click()
    expect(page.get_by_role("dialog", name="Your own names")).to_be_visible()
    assert axe(page) == []
    page.keyboard.press("Escape")
    go_to(page, site.address + "reference/commands/kubectl/")
    page.locator(".filter input").fill("drain")
    assert axe(page) == []
    context.close()


def test_without_the_words_file_a_page_is_as_before(site: Built, page: Page) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.route("**/words.json", lambda route: route.abort())
    go_to(page, site.address + DRAIN)
    found = block(page, "--ignore-daemonsets")
    found.hover()
    found.click()
    page.wait_for_timeout(300)
    assert page.locator(".word").count() == 0
    assert errors == []


def test_each_word_file_tells_words_that_stand_on_its_page(site: Built, page: Page) -> None:
    go_to(page, site.address + "architecture/etcd-backup-restore/")
    data = json.loads((site.folder / "architecture/etcd-backup-restore/words.json").read_text(encoding="utf-8"))
    texts = page.eval_on_selector_all(
        '.highlight[id^="run-"]', "blocks => blocks.map(b => [b.id, b.querySelector('code').textContent])"
    )
    shown = dict(texts)
    assert set(data["blocks"]) <= set(shown)
    told = {shown[name][start : start + length] for name, words in data["blocks"].items() for start, length, _ in words}
    assert {"etcdctl", "etcdutl", "snapshot", "--cacert"} <= told
    assert all(text.strip() == text and text for text in told)


def fill(page: Page, name: str, value: str) -> None:
    page.locator(".fill-in").click()
    form = page.get_by_role("dialog", name="Your own names")
    form.get_by_label(f"<{name}>", exact=True).fill(value)
    form.get_by_role("button", name="Use them").click()
    expect(form).to_have_count(0)


def test_a_value_is_given_once_and_shown_and_copied_on_every_page(site: Built, page: Page) -> None:
    go_to(page, site.address + DRAIN)
    fill(page, "node", "worker-1")
    found = block(page, "--ignore-daemonsets")
    expect(found).to_contain_text("kubectl drain worker-1")
    go_to(page, site.address + "troubleshooting/nodes/")
    expect(block(page, "kubectl describe node")).to_contain_text("kubectl describe node worker-1")
    block(page, "kubectl describe node").hover()
    block(page, "kubectl describe node").locator("..").get_by_role("button", name="Copy to clipboard").click()
    assert page.evaluate("navigator.clipboard.readText()").startswith("kubectl describe node worker-1")
    page.locator(".fill-in").click()
    page.get_by_role("button", name="Reset all").click()
    page.keyboard.press("Escape")
    expect(block(page, "kubectl describe node")).to_contain_text("<node>")
    page.reload()
    started(page)
    expect(block(page, "kubectl describe node")).to_contain_text("<node>")


def test_a_placeholder_itself_opens_the_form_by_click_and_by_enter(site: Built, page: Page) -> None:
    go_to(page, site.address + DRAIN)
    page.locator("pre var").first.click()
    expect(page.get_by_role("dialog", name="Your own names")).to_be_visible()
    page.keyboard.press("Escape")
    found = block(page, "--ignore-daemonsets")
    found.focus()
    expect(found.locator(".word").first).to_be_attached()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_label("<node>", exact=True)).to_be_focused()


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("worker-1.example:80", "worker-1.example:80"),
        ("my node", "'my node'"),
        ("it's", "'it'\\''s'"),
        ("$(reboot)", "'$(reboot)'"),
        (
            "<img src=x onerror=\"document.title='broken'\">",
            "'<img src=x onerror=\"document.title='\\''broken'\\''\">'",
        ),
        ("a\u202eb\u200bc", "abc"),
        ("   ", "<node>"),
    ],
)
def test_a_value_is_quoted_for_the_shell_and_never_markup(site: Built, page: Page, value: str, shown: str) -> None:
    go_to(page, site.address + DRAIN)
    fill(page, "node", value)
    assert block(page, "kubectl cordon").inner_text().strip() == f"kubectl cordon {shown}"
    assert page.locator("pre img").count() == 0
    assert page.title() != "broken"


def test_quotes_around_a_placeholder_are_seen(site: Built, page: Page) -> None:
    go_to(page, site.address)
    found = page.evaluate(
        """async address => {
            const {quoted, quote, commands} = await import(address + "assets/placeholders.mjs")
            return {
                bare: quoted("a b", "echo "), single: quoted("it's", "echo 'x "), double: quoted('a"$b', 'echo "x '),
                open: ["a 'b", 'a "b', "a 'b' ", "# don't\\n", "a\\\\' ", "a#'b"].map(quote),
                session: commands("$ kubectl get pods \\\\\\n  -A\\nNAME  READY\\n$ ls\\nfile\\n"), script: commands("echo $HOME\\n"),
            }
        }""",
        site.address,
    )
    assert found["bare"] == "'a b'"
    assert found["single"] == "it'\\''s"
    assert found["double"] == 'a\\"\\$b'
    assert found["open"] == ["'", '"', "", "", "", "'"]
    assert found["session"] == "kubectl get pods \\\n  -A\nls"
    assert found["script"] == "echo $HOME\n"


def test_refused_storage_still_fills_in_until_the_page_is_left(site: Built, page: Page) -> None:
    page.add_init_script("Storage.prototype.setItem = () => { throw new Error('refused') }")
    go_to(page, site.address + DRAIN)
    page.locator(".fill-in").click()
    page.get_by_label("<node>", exact=True).fill("worker-1")
    page.get_by_role("button", name="Use them").click()
    expect(page.get_by_role("dialog", name="Your own names").get_by_role("status")).to_contain_text("keeps nothing")
    page.keyboard.press("Escape")
    expect(block(page, "kubectl cordon")).to_contain_text("worker-1")


def test_scripts_and_styles_of_cards_are_small(site: Built) -> None:
    script = (site.folder / "assets/cards.mjs").read_bytes()
    assert len(gzip.compress(script, 9)) < 3_500
    page = (site.folder / DRAIN / "index.html").read_text(encoding="utf-8")
    ids = sum(len(part.split('"')[0]) + 6 for part in page.split('id="run-')[1:]) + page.count("<var>") * 11
    assert ids < 0.15 * len(page)


@pytest.mark.parametrize("width", [360, 1280])
def test_the_filter_of_a_page_of_commands_keeps_what_was_typed(site: Built, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    go_to(page, site.address + "reference/commands/kubectl/")
    page.locator(".filter input").fill("kubectl create")
    headings = page.locator(".md-typeset h2:visible").all_inner_texts()
    assert any(text.startswith("kubectl create cronjob") for text in headings), headings
    expect(page.get_by_role("link", name="kubectl create token")).to_be_visible()  # on the next page
    assert not any(text.startswith("kubectl annotate") for text in headings)
    expect(page.locator(".filter [role=status]")).to_contain_text(" of ")
    page.locator(".filter input").fill("")
    assert page.locator(".md-typeset h2:visible").count() > len(headings)


def test_a_block_leads_to_its_line_in_the_source(site: Built, page: Page) -> None:
    go_to(page, site.address + DRAIN)
    page.locator(f"{BLOCK} > pre").hover()
    link = page.locator(f"{BLOCK} .source")
    expect(link).to_be_visible()
    address, line = (link.get_attribute("href") or "").split("#L")
    assert address == f"{REPOSITORY}/blob/main/docs/cluster/node-maintenance.md?plain=1"
    lines = (ROOT / "docs/cluster/node-maintenance.md").read_text(encoding="utf-8").split("\n")
    assert lines[int(line) - 1].startswith("```") and "--ignore-daemonsets" in lines[int(line)]


def test_every_block_of_commands_has_an_address_of_its_own(site: Built) -> None:
    class Ids(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.found: list[str] = []

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.found += [value or "" for name, value in attrs if name == "id"]

    for path in site.pages():
        ids = Ids()
        ids.feed((Path(site.folder) / path / "index.html").read_text(encoding="utf-8"))
        assert len(ids.found) == len(set(ids.found)), (path, [one for one in ids.found if ids.found.count(one) > 1][:3])
