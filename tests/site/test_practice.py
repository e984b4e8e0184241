"""A practice exam in a real browser: its clock, its ticks, what they say, and that they are kept here alone."""

import gzip
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from served import Built

EXAMS = ["reference/practice-1/", "reference/practice-2/"]
EXAM = EXAMS[0]
DOMAINS = ["Troubleshooting", "Cluster architecture", "Services and networking", "Workloads and scheduling", "Storage"]
SHARES = dict(zip(DOMAINS, [30, 25, 20, 15, 10], strict=True))
NOON = datetime(2026, 3, 2, 12)
LISTEN = """
said = [];
new MutationObserver(() => said.push(document.querySelector('.practice [role=status]').textContent))
  .observe(document.querySelector('.practice [role=status]'), {childList: true, characterData: true, subtree: true});
"""
SHIFTS = """() => new Promise((done) => new PerformanceObserver((list) =>
  done(list.getEntries().map((one) => one.sources.map((source) => source.node?.outerHTML?.slice(0, 80)))))
  .observe({type: 'layout-shift', buffered: true}) || setTimeout(() => done([]), 500))"""
NO_STORAGE = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError') }})"
FULL_STORAGE = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }"
Open = Callable[..., AbstractContextManager[Page]]


@pytest.fixture
def opened(site: Built, browser: Browser) -> Open:
    """Opens an exam in a context of its own; `before` is a script that runs ahead of the page's."""

    @contextmanager
    def opened(path: str = EXAM, before: str = "", clock: bool = False, **how: Any) -> Iterator[Page]:
        context = browser.new_context(**({"viewport": {"width": 1280, "height": 800}} | how))
        if clock:
            context.clock.install(time=NOON)
            context.clock.pause_at(NOON + timedelta(hours=1))  # only the test moves it, however slow the machine
        if before:
            context.add_init_script(before)
        page = context.new_page()
        page.goto(site.address + path)
        yield page
        context.close()

    return opened


def tick(page: Page, task: int, how: str = "Solved") -> Any:
    return page.get_by_role("checkbox", name=f"{how}: ").and_(page.get_by_label(f", {task}. "))


def points(page: Page) -> Any:
    return page.locator(".practice summary")


def left(page: Page) -> Any:
    return page.get_by_role("timer", name="Time left")


def button(page: Page, name: str) -> Any:
    return page.locator(".practice").get_by_role("button", name=name, exact=True)


def kept(context: BrowserContext) -> dict[str, str]:
    """What the exam keeps: Material keeps its palette under another name."""
    found = context.storage_state()["origins"]
    every = {entry["name"]: entry["value"] for origin in found for entry in origin["localStorage"]}
    return {name: value for name, value in every.items() if "practice" in name.rsplit("/", 1)[1]}


def domains(page: Page) -> list[str]:
    points(page).click()
    listed = page.locator(".practice li").all_inner_texts()
    points(page).click()
    return listed


@pytest.mark.parametrize("path", EXAMS)
def test_every_task_can_be_ticked_and_the_points_are_those_of_the_exam(opened: Open, path: str) -> None:
    with opened(path) as page:
        expect(points(page)).to_have_text("0 of 100 points")
        boxes = page.get_by_role("checkbox", name="Solved: ")
        expect(boxes).to_have_count(17)
        assert sorted(domains(page)) == sorted(f"{name}: 0 of {share}" for name, share in SHARES.items())
        for box in boxes.all():
            box.check()
        expect(points(page)).to_have_text("100 of 100 points")
        assert sorted(domains(page)) == sorted(f"{name}: {share} of {share}" for name, share in SHARES.items())


def test_a_task_is_solved_or_solved_in_part(opened: Open) -> None:
    with opened() as page:
        tick(page, 3).check()
        expect(points(page)).to_have_text("7 of 100 points")
        tick(page, 3, "In part").check()
        expect(points(page)).to_have_text("3.5 of 100 points")
        expect(tick(page, 3)).not_to_be_checked()
        tick(page, 3).check()
        expect(tick(page, 3, "In part")).not_to_be_checked()
        tick(page, 3).uncheck()
        expect(points(page)).to_have_text("0 of 100 points")


def test_the_clock_starts_pauses_and_is_reset(opened: Open) -> None:
    with opened(clock=True) as page:
        expect(left(page)).to_have_text("2:00:00")
        button(page, "Start").click()
        page.clock.run_for(61_000)
        expect(left(page)).to_have_text("1:58:59")
        button(page, "Pause").click()
        page.clock.run_for(61_000)
        expect(left(page)).to_have_text("1:58:59")
        button(page, "Start").click()
        page.clock.run_for(1_000)
        expect(left(page)).to_have_text("1:58:58")
        page.once("dialog", lambda dialog: dialog.dismiss())
        button(page, "Reset").click()
        page.clock.run_for(1_000)
        expect(left(page)).to_have_text("1:58:57")
        page.once("dialog", lambda dialog: dialog.accept())
        button(page, "Reset").click()
        expect(left(page)).to_have_text("2:00:00")
        expect(button(page, "Start")).to_be_visible()


def test_the_clock_stops_at_nothing_until_it_is_reset(opened: Open) -> None:
    with opened(clock=True) as page:
        button(page, "Start").click()
        page.clock.fast_forward(121 * 60_000)
        expect(left(page)).to_have_text("0:00:00")
        expect(button(page, "Start")).to_be_disabled()
        page.reload()
        expect(left(page)).to_have_text("0:00:00")
        page.once("dialog", lambda dialog: dialog.accept())
        button(page, "Reset").click()
        expect(button(page, "Start")).to_be_enabled()


def test_time_and_ticks_outlive_a_reload(opened: Open) -> None:
    with opened(clock=True) as page:
        tick(page, 1).check()
        tick(page, 4, "In part").check()
        button(page, "Start").click()
        page.clock.run_for(30_000)
        page.reload()
        expect(points(page)).to_have_text("8.5 of 100 points")
        expect(tick(page, 1)).to_be_checked()
        expect(tick(page, 4, "In part")).to_be_checked()
        expect(button(page, "Pause")).to_be_visible()
        page.clock.run_for(30_000)  # it went on meanwhile
        expect(left(page)).to_have_text("1:59:00")
        button(page, "Pause").click()
        page.reload()
        expect(left(page)).to_have_text("1:59:00")
        expect(button(page, "Start")).to_be_visible()


def test_points_are_cleared_and_the_clock_goes_on(opened: Open) -> None:
    with opened(clock=True) as page:
        tick(page, 1).check()
        button(page, "Start").click()
        points(page).click()
        page.once("dialog", lambda dialog: dialog.accept())
        button(page, "Clear points").click()
        expect(points(page)).to_have_text("0 of 100 points")
        expect(tick(page, 1)).not_to_be_checked()
        expect(button(page, "Pause")).to_be_visible()


def test_what_is_kept_has_the_path_of_the_page_and_a_version_in_its_name(opened: Open) -> None:
    with opened() as page:
        assert kept(page.context) == {}  # nothing before the reader does something
        tick(page, 1).check()
        assert list(kept(page.context)) == ["/notes/reference/practice-1/.practice.1"]


def test_another_tab_sees_it_at_once(site: Built, opened: Open) -> None:
    with opened() as page:
        other = page.context.new_page()
        other.goto(site.address + EXAM)
        tick(page, 1).check()
        expect(points(other)).to_have_text("6 of 100 points")
        expect(tick(other, 1)).to_be_checked()


@pytest.mark.parametrize(
    "value", ["", "null", "7", '"x"', "[]", "{", '{"left":"x","ends":"y","done":3}', '{"done":{"a":"b"}}']
)
def test_what_cannot_be_read_is_forgotten(opened: Open, value: str) -> None:
    with opened(before=f"localStorage.setItem('/notes/{EXAM}.practice.1', {value!r})") as page:
        expect(left(page)).to_have_text("2:00:00")
        expect(points(page)).to_have_text("0 of 100 points")


@pytest.mark.parametrize("refused", [NO_STORAGE, FULL_STORAGE])
def test_where_storage_is_refused_all_works_but_is_not_kept_and_says_so(opened: Open, refused: str) -> None:
    with opened(before=refused) as page:
        tick(page, 1).check()
        button(page, "Start").click()
        expect(left(page)).to_have_text(re.compile(r"1:59:\d\d"))
        expect(points(page)).to_have_text("6 of 100 points, not kept")


def test_it_is_announced_sparingly(opened: Open) -> None:
    with opened(clock=True) as page:
        status = page.locator(".practice [role=status]")
        expect(status).to_have_attribute("aria-live", "polite")
        expect(left(page)).to_have_attribute("aria-live", "off")
        page.evaluate(LISTEN)
        tick(page, 1).check()
        expect(status).to_have_text("Task 1: 6 of 6 points. 6 of 100 points.")
        button(page, "Start").click()
        expect(status).to_have_text("The clock runs: 120 minutes left.")
        for _ in range(121):
            page.clock.run_for(60_000)
        marks = ["60 minutes left.", "30 minutes left.", "10 minutes left.", "Time is over."]
        assert page.evaluate("said")[2:] == marks
        page.once("dialog", lambda dialog: dialog.accept())
        button(page, "Reset").click()
        expect(status).to_have_text("The clock is set to 120 minutes.")


def test_it_is_used_by_keyboard_with_a_visible_focus(opened: Open) -> None:
    with opened() as page:
        left(page).evaluate("(one) => { one.tabIndex = -1; one.focus() }")
        reached = []
        for _ in range(3):
            page.keyboard.press("Tab")
            reached.append(page.evaluate("document.activeElement.textContent.trim()"))
            outline = page.evaluate("getComputedStyle(document.activeElement).outline")
            assert "solid" in outline, (reached, outline)
        assert reached == ["Start", "Reset", "0 of 100 points"]
        page.keyboard.press("Enter")
        expect(button(page, "Clear points")).to_be_visible()
        page.keyboard.press("Enter")
        expect(button(page, "Clear points")).to_be_hidden()
        box = tick(page, 1)
        page.keyboard.press("Tab")
        while not box.evaluate("(one) => one === document.activeElement"):
            assert page.evaluate("document.activeElement.id") != "2-one-account-two-namespaces"
            page.keyboard.press("Tab")
        assert "solid" in box.evaluate("(one) => getComputedStyle(one).outline")
        page.keyboard.press("Space")
        expect(points(page)).to_have_text("6 of 100 points")


def test_the_bar_stays_in_view_and_hides_no_focus(opened: Open) -> None:
    with opened(viewport={"width": 360, "height": 800}) as page:
        page.goto(page.url + "#17-a-deployment-without-any-pod")
        expect(left(page)).to_be_in_viewport()
        bar = page.locator(".practice").bounding_box()
        heading = page.locator("h3[id^='17-']").bounding_box()
        assert bar and heading and heading["y"] >= bar["y"] + bar["height"]
        last = tick(page, 16)
        last.focus()
        box = last.bounding_box()
        assert box and box["y"] >= bar["y"] + bar["height"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_it_fits_and_can_be_touched_and_read(opened: Open, width: int, scheme: str) -> None:
    with opened(viewport={"width": width, "height": 800}, color_scheme=scheme, has_touch=True) as page:
        for box in page.get_by_role("checkbox", name="Solved: ").all():
            box.check()
        points(page).tap()
        assert page.evaluate("document.documentElement.scrollWidth") == width
        for one in page.locator(".practice button, .practice summary, .practice-ticks label").all():
            place = one.bounding_box()
            assert place and place["height"] >= 44 and place["width"] >= 44, (one.inner_text(), place)
            assert place["x"] >= 0 and place["x"] + place["width"] <= width
        bar = page.locator(".practice").bounding_box()
        assert bar and bar["height"] <= 60  # one line
        faint = page.evaluate(CONTRASTS)
        assert faint == []


CONTRASTS = """() => {
  const light = (colour) => {
    const [r, g, b] = colour.match(/[\\d.]+/g).map((c) => ((c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (one) => {
    const colour = getComputedStyle(one).backgroundColor;
    return /, 0\\)$/.test(colour) ? behind(one.parentElement) : colour;
  };
  return [...document.querySelectorAll('.practice *, .practice-ticks *')].filter((one) => one.textContent.trim()).map((one) => {
    const [a, b] = [light(getComputedStyle(one).color), light(behind(one))].sort((x, y) => y - x);
    return [one.textContent, (a + 0.05) / (b + 0.05)];
  }).filter(([, contrast]) => contrast < 4.5);
}"""


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_when_the_controls_come(opened: Open, width: int) -> None:
    with opened(viewport={"width": width, "height": 4000}) as page:
        expect(points(page)).to_be_visible()
        assert page.evaluate(SHIFTS) == []
        before = page.locator("h3").nth(5).bounding_box()
        tick(page, 1).check()
        button(page, "Start").click()
        points(page).click()
        assert page.locator("h3").nth(5).bounding_box() == before


def test_nothing_of_it_is_animated(opened: Open) -> None:
    with opened(reduced_motion="reduce") as page:
        moving = "(all) => all.filter((one) => parseFloat(getComputedStyle(one).transitionDuration)).length"
        assert page.locator(".practice, .practice *, .practice-ticks *").evaluate_all(moving) == 0
        assert page.evaluate("document.getAnimations().length") == 0


def test_without_scripts_the_page_is_as_it_was(opened: Open) -> None:
    with opened(java_script_enabled=False) as page:
        expect(page.locator(".practice")).to_be_hidden()
        expect(page.get_by_role("checkbox", name="Solved")).to_have_count(0)
        line = page.locator("h3 + p").first
        assert line.evaluate("(one) => getComputedStyle(one).paddingBottom") == "0px"
        expect(line).to_contain_text("Points: 6.")


def test_print_has_the_tasks_and_no_controls(opened: Open) -> None:
    with opened() as page:
        page.emulate_media(media="print")
        expect(page.locator(".practice")).to_be_hidden()
        expect(page.locator(".practice-ticks").first).to_be_hidden()
        assert page.locator("h3 + p").first.evaluate("(one) => getComputedStyle(one).paddingBottom") == "0px"


def test_it_works_offline_once_it_is_loaded_and_asks_nobody(site: Built, opened: Open) -> None:
    with opened() as page:
        expect(points(page)).to_be_visible()
        page.context.set_offline(True)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        tick(page, 1).check()
        button(page, "Start").click()
        expect(points(page)).to_have_text("6 of 100 points")
        assert asked == []


def test_only_the_exams_load_it_and_it_is_small(site: Built, opened: Open) -> None:
    script = (site.folder / "assets" / "practice.mjs").read_bytes()
    assert len(gzip.compress(script, mtime=0)) <= 2560
    for path in site.pages():
        text = (site.folder / path / "index.html").read_text(encoding="utf-8")
        assert ("assets/practice.mjs" in text) == ("assets/practice.css" in text) == (path in EXAMS), path


def test_it_makes_no_markup_of_strings(site: Built, opened: Open) -> None:
    watch = "seen = []; addEventListener('securitypolicyviolation', (one) => seen.push(one.sourceFile))"
    with opened(before=watch) as page:

        def strict(route: Any) -> None:
            answer = route.fetch()
            policy = {"content-security-policy-report-only": "require-trusted-types-for 'script'"}
            route.fulfill(response=answer, headers=answer.headers | policy)

        page.route(f"**/{EXAM}", strict)
        page.reload()
        tick(page, 1).check()
        assert [file for file in page.evaluate("seen") if "practice" in file] == []
        page.evaluate("document.body.innerHTML += ''")
        assert page.evaluate("seen").pop() is not None  # the policy was there
