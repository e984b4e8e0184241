"""A built site, its pages, and a server that answers as GitHub Pages does."""

from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Page, Response

ROOT = Path(__file__).parents[2]
REPOSITORY = "https://github.com/someone/notes"


def script(*names: str) -> str:
    """Scripts of this folder, one after the other, to be run in a page."""
    return "\n".join((ROOT / "tests/site" / name).read_text(encoding="utf-8") for name in names)


def go_to(page: Page, address: str) -> Response | None:
    """Go to a page and wait until all of its scripts have started, which they do once its text is on the screen."""
    answer = page.goto(address)
    started(page)
    return answer


def started(page: Page) -> None:
    """Wait for the scripts of a page, and for what they do in the frame after."""
    page.wait_for_selector("html[data-ready]", state="attached")
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


class Built(NamedTuple):
    """The folder of the built site and where its home page is served."""

    folder: Path
    address: str

    def pages(self) -> list[str]:
        """The path of every page, relative to the home page."""
        found = (file.parent.relative_to(self.folder).as_posix() for file in self.folder.rglob("index.html"))
        return sorted("" if path == "." else f"{path}/" for path in found)


class Handler(SimpleHTTPRequestHandler):
    """Files below /notes/, and the site's own 404 page for what is not there, as GitHub Pages does."""

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix("/notes")) if path.startswith("/notes/") else "/nowhere"

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        body = (Path(self.directory) / "404.html").read_bytes() if code == 404 else b""
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass
