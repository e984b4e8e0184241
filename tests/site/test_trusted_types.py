"""What we write puts no text where a browser would run it: no Trusted Types violation comes from a script of ours."""

from playwright.sync_api import Browser, Route, expect
from served import Built, go_to

RULE = {"content-security-policy-report-only": "require-trusted-types-for 'script'"}
NOTED = "addEventListener('securitypolicyviolation', event => (window.noted ??= []).push(event.sourceFile || location.href))"
THEIRS = "/assets/javascripts/"  # Material's


def test_no_script_of_ours_needs_trust(site: Built, browser: Browser) -> None:
    def ruled(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, headers=answer.headers | RULE)

    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.add_init_script(NOTED)
    page = context.new_page()
    page.route(lambda url: url.endswith("/"), ruled)
    go_to(page, site.address + "reference/commands/kubectl/")
    page.locator(".filter input").fill("create")
    noted = set(page.evaluate("window.noted ?? []"))
    go_to(page, site.address + "reference/practice-1/")
    page.get_by_role("button", name="Start").click()
    noted |= set(page.evaluate("window.noted ?? []"))
    go_to(page, site.address + "cluster/node-maintenance/")
    page.locator('.highlight[id^="run-"] > pre').first.hover()
    page.locator(".fill-in").click()
    form = page.get_by_role("dialog", name="Your own names")
    form.get_by_label("<node>", exact=True).fill("worker-1")
    form.get_by_role("button", name="Use them").click()
    page.locator(".word").first.hover()
    page.keyboard.press("/")
    page.keyboard.type("drain")
    page.locator(".md-search-result__item a").first.wait_for()
    page.keyboard.press("Escape")
    page.locator(".read-offline").click()
    expect(page.locator(".read-offline ~ [role=status]")).to_contain_text("without a network", timeout=60_000)
    noted |= set(page.evaluate("window.noted ?? []"))
    context.close()
    assert any(THEIRS in one for one in noted)  # the rule is at work
    assert [one for one in noted if THEIRS not in one] == []
