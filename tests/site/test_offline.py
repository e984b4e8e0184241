"""Reading offline: one tap keeps a whole release, never parts of two; an older one put back leaves nobody behind."""

import hashlib
import json
import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect
from served import Built, Handler, go_to, started

BUTTON = ".read-offline"
SAID = ".read-offline ~ [role=status]"


@pytest.fixture
def release(site: Built, tmp_path: Path) -> Iterator[Built]:
    """A copy of the site that a test may change while it is served."""
    folder = tmp_path / "notes"
    shutil.copytree(site.folder, folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Built(folder, f"http://localhost:{server.server_port}/notes/")
    server.shutdown()
    server.server_close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def keep(release: Built, page: Page) -> None:
    go_to(page, release.address + "architecture/etcd/")
    page.locator(BUTTON).click()
    expect(page.locator(SAID)).to_contain_text("without a network", timeout=60_000)


def updated(page: Page) -> None:
    """Let the browser look for another release, as it does on each visit, and wait until it has fetched it or given up."""
    page.evaluate(
        """async () => {
            const one = await navigator.serviceWorker.getRegistration()
            await one.update().catch(() => {})
            while (one.installing) await new Promise(done => setTimeout(done, 100))
        }"""
    )


def renewed(release: Built, word: str) -> None:
    """Publish another release: a word more on the page about etcd, and a worker that knows it."""
    changed = release.folder / "architecture/etcd/index.html"
    changed.write_text(changed.read_text(encoding="utf-8").replace("<h1", f"<p>{word}</p><h1", 1), encoding="utf-8")
    worker = release.folder / "sw.js"
    text = worker.read_text(encoding="utf-8")
    digest = hashlib.sha256(changed.read_bytes()).hexdigest()[:12]
    text = re.sub(r'("architecture/etcd/index.html":")[^"]*', rf"\g<1>{digest}", text, count=1)
    worker.write_text(re.sub(r'("version":")[^"]*', rf"\g<1>{word}", text, count=1), encoding="utf-8")


def test_the_size_is_told_before_and_nothing_is_fetched_ahead(release: Built, page: Page) -> None:
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url.removeprefix(release.address)))
    page.goto(release.address, wait_until="networkidle")
    expect(page.locator(BUTTON)).to_have_text(re.compile(r"Read offline \(\d\.\d MB\)"))
    assert float(re.findall(r"[\d.]+", page.locator(BUTTON).inner_text())[0]) <= 6
    assert [url for url in requests if url == "sw.js" or url.startswith("search/")] == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0


def test_all_of_it_is_read_and_searched_without_a_network(release: Built, context: BrowserContext, page: Page) -> None:
    keep(release, page)
    context.set_offline(True)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    for path in release.pages():
        answer = page.goto(release.address + path, wait_until="domcontentloaded")
        assert answer is not None and answer.ok, path
        assert page.title() != "", path
    go_to(page, release.address + "cluster/node-maintenance/")
    page.locator("label[for=__search]").first.click()
    page.keyboard.type("--ignore-daemonsets")
    expect(page.locator(".md-search-result__item a").first).to_have_attribute(
        "href", re.compile("/notes/cluster/node-maintenance/")
    )
    go_to(page, release.address + "cluster/node-maintenance")
    expect(page).to_have_url(release.address + "cluster/node-maintenance/")
    go_to(page, release.address + "no/such/page/")
    expect(page.locator("h1")).to_have_text("Page not found")
    assert errors == []


def test_a_new_release_is_shown_whole_or_not_at_all(release: Built, context: BrowserContext, page: Page) -> None:
    keep(release, page)
    renewed(release, "second")
    updated(page)
    other = context.new_page()
    go_to(other, release.address + "architecture/etcd/")
    expect(other.locator("h1")).to_be_visible()
    assert other.get_by_text("second", exact=True).count() == 0  # a page of the first is open
    page.close()
    for _ in range(20):  # the browser may need a while to know that the other is closed
        with suppress(Error):  # it reloads when the new one takes over
            other.goto(release.address + "architecture/etcd/", wait_until="commit")
        other.wait_for_timeout(500)
        if other.get_by_text("second", exact=True).count():
            break
    expect(other.get_by_text("second", exact=True)).to_be_visible()
    context.set_offline(True)
    other.reload()
    started(other)
    expect(other.get_by_text("second", exact=True)).to_be_visible()
    names = other.evaluate("caches.keys()")
    assert len(names) == 1 and names[0].endswith("second"), names


def test_a_release_that_cannot_be_fetched_whole_changes_nothing(
    release: Built, context: BrowserContext, page: Page
) -> None:
    keep(release, page)
    renewed(release, "third")
    (release.folder / "architecture/etcd/index.html").unlink()
    updated(page)
    context.set_offline(True)
    go_to(page, release.address + "architecture/etcd/")
    expect(page.locator("h1")).to_have_text(re.compile("etcd"))
    assert len(page.evaluate("caches.keys()")) == 1


def test_a_release_that_is_replaced_while_it_is_fetched_changes_nothing(release: Built, page: Page) -> None:
    keep(release, page)
    renewed(release, "fourth")
    changed = release.folder / "architecture/etcd/index.html"
    changed.write_text(changed.read_text(encoding="utf-8").replace("fourth", "fifth"), encoding="utf-8")
    updated(page)
    page.reload()
    started(page)
    updated(page)  # it is tried again
    assert page.get_by_text("fifth", exact=True).count() == 0
    assert len(page.evaluate("caches.keys()")) == 1


def test_an_older_release_without_a_worker_leaves_nobody_behind(release: Built, page: Page) -> None:
    keep(release, page)
    (release.folder / "sw.js").unlink()
    old = release.folder / "architecture/etcd/index.html"
    old.write_text(old.read_text(encoding="utf-8").replace("<h1", "<p>older</p><h1", 1), encoding="utf-8")
    go_to(page, release.address + "architecture/")
    page.evaluate(
        "async () => { while ((await caches.keys()).length) await new Promise(done => setTimeout(done, 100)) }"
    )
    go_to(page, release.address + "architecture/etcd/")
    page.reload()  # past what the browser caches of any site for some seconds
    started(page)
    expect(page.get_by_text("older", exact=True)).to_be_visible()


def test_it_can_be_given_up_again(release: Built, context: BrowserContext, page: Page) -> None:
    keep(release, page)
    page.reload()
    started(page)
    page.get_by_role("button", name="Stop reading offline").click()
    expect(page.locator(SAID)).to_have_text("Nothing is kept any more.")
    assert page.evaluate("caches.keys()") == []


def test_what_fails_is_said_and_nothing_half_is_kept(release: Built, page: Page) -> None:
    (release.folder / "architecture/etcd/words.json").unlink()
    go_to(page, release.address + "architecture/")
    page.locator(BUTTON).click()
    expect(page.locator(SAID)).to_contain_text("It is not kept", timeout=60_000)
    assert page.evaluate("caches.keys()") == []


def test_the_site_can_be_installed(release: Built, page: Page) -> None:
    go_to(page, release.address + "architecture/etcd/")
    address = page.locator("link[rel=manifest]").evaluate("link => link.href")
    assert address == release.address + "site.webmanifest"
    manifest = json.loads((release.folder / "site.webmanifest").read_text(encoding="utf-8"))
    assert {icon["sizes"] for icon in manifest["icons"]} == {"192x192", "512x512"}
    assert all((release.folder / icon["src"]).read_bytes()[:4] == b"\x89PNG" for icon in manifest["icons"])
    assert (manifest["start_url"], manifest["scope"], manifest["display"]) == (".", ".", "standalone")
