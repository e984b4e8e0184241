"""The weekly look at links to other sites: each address once, what leads nowhere with its place."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from devtool import links
from devtool.process import Stop


class Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response({"/busy": 429, "/gone": 404}.get(self.path, 200))
        self.end_headers()
        self.wfile.write(b'<h2 id="here">')

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "why"),
    [("/", None), ("/#here", None), ("/busy", None), ("/gone", "404 Not Found"), ("/#there", "the page has no #there")],
)
def test_what_leads_nowhere_says_why(address: str, path: str, why: str | None) -> None:
    assert links.problem(address + path) == why


def test_each_address_is_found_once_and_none_in_code(tmp_path: Path) -> None:
    page = tmp_path / "a.md"
    page.write_text(
        "[a](https://a.example/x#y) `[b](https://b.example)`\n```text\n<https://c.example>\n```\n<https://a.example/x#y> <https://d.example>\n"
    )
    assert [(one.url, one.place.rsplit(":")[-1]) for one in links.external([page])] == [
        ("https://a.example/x#y", "1"),
        ("https://d.example", "5"),
    ]


def test_without_a_network_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "problem", lambda url: "no address associated with hostname")
    with pytest.raises(Stop, match="is there a network"):
        links.links()


def test_one_that_leads_nowhere_is_told_with_its_place(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = "https://kubernetes.io/docs/concepts/services-networking/network-policies/"
    monkeypatch.setattr(links, "problem", lambda url: "404 Not Found" if url == gone else None)
    assert links.links() == 1
    said = "".join(capsys.readouterr())
    assert "docs/exam/guide.md:" in said and f"{gone}: 404 Not Found" in said
