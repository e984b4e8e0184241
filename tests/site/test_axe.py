"""axe finds nothing on any page, in either palette; a file of its own, so that it runs beside the budgets."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from served import Built, go_to

STILL = "* { transition: none !important; animation: none !important }"
WAYS = [("light", 1280), ("dark", 360)]


@pytest.fixture(params=WAYS, ids=lambda way: f"{way[0]}-{way[1]}")
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    scheme, width = request.param
    phone = width < 500
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 800}, is_mobile=phone, has_touch=phone
    )
    yield context.new_page()
    context.close()


def test_axe_finds_nothing_on_any_page(site: Built, page: Page) -> None:
    """Every rule, best practices included, with all that is collapsed opened."""
    axe, found = Axe(), dict[str, Any]()
    for path in site.pages():
        go_to(page, site.address + path)
        page.evaluate(
            "css => document.head.append(Object.assign(document.createElement('style'), {textContent: css}))", STILL
        )
        page.evaluate("() => { for (const one of document.querySelectorAll('details')) one.open = true }")
        violations = axe.run(page).response["violations"]
        if violations:
            found[path or "home"] = [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in violations]
    assert found == {}
