"""A hostile page becomes a harmless one: whatever it says, nothing of it runs and no other host is asked."""

import threading
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from served import Handler, go_to

from blockcheck import pages
from small_site import FRONT, Site

RUN = "document.documentElement.dataset.stolen = 1"
HOST = "https://elsewhere.example"
MARKUP = f"</title></script><script>{RUN}</script><img src=x onerror='{RUN}'>\\\"><svg onload='{RUN}'>"
HOSTILE = FRONT.replace("title: A page", f'title: "{MARKUP}"').replace("What stands on it.", f'"{MARKUP}"')
HOSTILE = HOSTILE.replace("[etdc,", f'["{MARKUP}",')
BODY = f"""
## A heading <script>{RUN}</script> <img src=x onerror="{RUN}"> `</script><script>{RUN}</script>`

<script>{RUN}</script>
<script type=module>{RUN}</script>
<script src="{HOST}/x.js"></script>
<img src="{HOST}/x.png" onerror="{RUN}" onload="{RUN}">
<iframe srcdoc="<script>parent.{RUN}</script>"></iframe>
<iframe src="{HOST}/"></iframe>
<style>@import url({HOST}/x.css);</style>
<link rel="stylesheet" href="{HOST}/y.css">
<object data="{HOST}/z"></object>
<svg><script>{RUN}</script></svg>
<details open ontoggle="{RUN}"><summary>Open</summary></details>
<template><script src="{HOST}/late.js"></script><script>{RUN}</script></template>
<form action="{HOST}/"><button id="send">Send</button></form>

[A link](javascript:{RUN.replace(" ", "%20")}){{ #link }} ![A picture]({HOST}/picture.png)

Look at `</script><script>{RUN}</script>` and <b onclick="{RUN}">`<node>`</b>, <b>bold</b>:

```{{ .bash title="</span><script>{RUN}</script><img src=x onerror={RUN}>" }}
echo '</code></pre><script>{RUN}</script>' "<img src=x onerror={RUN}>"
```

Draw it:

```mermaid
flowchart TB
    accTitle: </title><script>{RUN}</script>
    accDescr: </desc><script>{RUN}</script>
    a["<img src=x onerror={RUN}>"] --> b["<script>{RUN}</script>"]
```
"""


@pytest.mark.parametrize("front", [FRONT, HOSTILE], ids=["a page", "its front matter too"])
def test_nothing_of_a_hostile_page_runs(
    tmp_path: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch, front: str
) -> None:
    monkeypatch.setattr(pages, "generated", lambda: {"contributing/rules/index.md": "# Rules\n"})
    site = Site(tmp_path, BODY, front=front)
    site.build()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(site.out)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    context = browser.new_context()
    page = context.new_page()
    asked, refused = list[str](), list[str]()
    context.on("request", lambda request: asked.append(request.url))
    context.on("requestfailed", lambda request: request.failure == "csp" and refused.append(request.url))
    address = f"http://localhost:{server.server_port}/notes/"
    go_to(page, f"{address}page/")
    page.locator("#link").click(timeout=2_000)
    page.locator("b", has_text="bold").click()
    page.keyboard.press("/")
    page.keyboard.type("page")
    page.locator(".md-search-result__item a").first.wait_for()
    page.locator("#send").dispatch_event("click")
    page.wait_for_timeout(300)
    assert page.evaluate("document.documentElement.dataset.stolen") is None
    assert page.url.startswith(address)
    assert {url for url in asked if not url.startswith((address, "about:"))} == {*refused}
    assert len(refused) > 3  # the test would see them
    context.close()
    server.shutdown()
    server.server_close()
