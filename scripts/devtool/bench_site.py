"""The tree in, how fast its site is built and answers a save out: as ratios to a stock Material site of the same Markdown.

Used by `dev.py bench`. Run by itself in a tree, it is `mkdocs build` and says how long the checker took.
"""

import os
import re
import runpy
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.error import URLError
from urllib.request import urlopen

import yaml

from blockcheck import check
from blockcheck.finding import Finding
from blockcheck.proof import record
from devtool.process import ROOT
from devtool.site import HOST, WATCHED
from publishing import offline

ROUNDS = 3
TIMES = 10
BUILD, SAVE, GROWTH = 12, 2, 12  # the goals: seconds, seconds, times
ALONE = {"assets", "contributing"}  # folders of docs that are not multiplied: no notes
SAVED = "architecture/etcd"  # the page that is saved
PATIENCE = 120  # seconds that a preview has to answer
BUILT = re.compile(r"built in ([0-9.]+) seconds")  # what MkDocs says in the end
OURS = ("hooks", "validation", "extra", "extra_css", "extra_javascript")


class Took(NamedTuple):
    """Seconds of one build: all of it, MkDocs' part without start-up, and the checker's part of that."""

    whole: float
    build: float
    checker: float


class Loader(yaml.Loader):
    """Reads mkdocs.yml, which names functions; what comes from the environment is empty."""


Loader.add_constructor("!ENV", lambda *_: "")


def figures() -> None:
    """Print the site's figures. Pages that are made, not written, are in our site and not in the stock one."""
    with tempfile.TemporaryDirectory() as folder:
        ours, stock, grown = (Path(folder, name) for name in ("ours", "stock", "grown"))
        tree(ours)
        tree(stock)
        make_stock(stock)
        tree(grown)
        multiply(grown, TIMES)
        own, rival = (min(_build(*how) for _ in range(ROUNDS)) for how in ((ours, "--strict"), (stock,)))
        share = own.checker / own.whole
        _say(
            "built",
            own.whole,
            "s",
            f"goal {BUILD} s; {share:.0%} of it is the checker; {_ratio(rival.whole, own.whole)}",
        )
        answer, other = (_save(place) for place in (ours, stock))
        _say("saved", answer, "s", f"goal {SAVE} s; {_ratio(other, answer)}")
        growth = _build(grown).build / own.build
        _say("growth", growth, "times", f"goal {GROWTH}; the time for {TIMES} times the notes, start-up left out")


def _say(what: str, figure: float, unit: str, more: str) -> None:
    print(f"site, {what:12}{figure:6.2f} {unit:6}{more}")


def _ratio(other: float, own: float) -> str:
    return f"stock Material, without the generated pages: {other / own:.2f} times as long"


def tree(folder: Path) -> None:
    """Copy what the site is built of into a new folder."""
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "docs", folder / "docs")
    for name in WATCHED:
        source = ROOT / name
        (shutil.copytree(source, folder / name, ignore=ignored) if source.is_dir() else shutil.copy(source, folder))
    shutil.copy(ROOT / "mkdocs.yml", folder)


def make_stock(folder: Path) -> None:
    """Make a tree's configuration that of a stock Material site: no hook, template, style, script or generated page."""
    known = _read(folder)
    theme = {name: value for name, value in known["theme"].items() if name not in ("custom_dir", "icon", "favicon")}
    kept = {name: value for name, value in known.items() if name not in OURS}
    written = {path.relative_to(folder / "docs").as_posix() for path in (folder / "docs").rglob("*.md")}
    _write(folder, kept | {"theme": theme, "nav": _only(known["nav"], written)})


def multiply(folder: Path, times: int) -> None:
    """Give a tree its notes so many times over, each copy with its places in the navigation and in the record."""
    docs, known = folder / "docs", _read(folder)
    proofs = list(record.read().values())
    added = []
    for section in sorted(path for path in docs.iterdir() if path.is_dir() and path.name not in ALONE):
        for number in range(2, times + 1):
            copy = shutil.copytree(section, docs / f"{section.name}-{number}")
            known["nav"].append({copy.name: [f"{copy.name}/{page.name}" for page in sorted(copy.glob("*.md"))]})
            own = (proof for proof in proofs if Path(proof.page).parent.name == section.name)
            added += [proof._replace(page=f"{copy.name}/{Path(proof.page).name}") for proof in own]
    _write(folder, known)
    record.write(proofs + added, folder / record.RECORD.relative_to(ROOT))


def _only(nav: list[Any], written: set[str]) -> list[Any]:
    """A navigation without the pages that are not among those written."""
    kept = []
    for item in nav:
        for title, below in item.items() if isinstance(item, dict) else [(None, item)]:
            if isinstance(below, list):
                kept.append({title: _only(below, written)})
            elif below in written:
                kept.append(item)
    return [item for item in kept if not isinstance(item, dict) or all(item.values())]


def _read(folder: Path) -> dict[str, Any]:
    return yaml.load((folder / "mkdocs.yml").read_text(encoding="utf-8"), Loader)  # noqa: S506 - a file of ours


def _write(folder: Path, known: dict[str, Any]) -> None:
    (folder / "mkdocs.yml").write_text(yaml.dump(known, sort_keys=False), encoding="utf-8")


def _build(folder: Path, *arguments: str) -> Took:
    """Build a tree's site in a process of its own."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "devtool.bench_site", *arguments]
    done = subprocess.run(command, cwd=folder, env=_variables(folder), capture_output=True, text=True, check=False)
    whole = time.perf_counter() - began
    if done.returncode:
        sys.exit(f"bench: the build in {folder} failed: {done.stderr[-600:]}")
    return Took(whole, float(BUILT.findall(done.stderr)[-1]), float(done.stdout or 0))


def _save(folder: Path) -> float:
    """Serve a tree as `dev.py serve` does; the best of a few times from a save until the page shows it."""
    page = folder / f"docs/{SAVED}.md"
    with _served(folder) as address:
        return min(_answer(page, f"{address}{SAVED}/", f"Saved {number} times.") for number in range(ROUNDS))


def _answer(page: Path, address: str, words: str) -> float:
    time.sleep(1)  # the server looks at its files twice a second; it has seen all that came before
    page.write_text(f"{page.read_text(encoding='utf-8')}\n{words}\n", encoding="utf-8")
    began = time.perf_counter()
    _wait(address, words)
    return time.perf_counter() - began


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    watched = [argument for name in WATCHED for argument in ("--watch", name)]
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--dev-addr", f"{HOST}:{port}", *watched]
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(command, cwd=folder, env=_variables(folder), stdout=quiet, stderr=quiet)
    try:
        _wait(f"http://{HOST}:{port}/", "<h1")
        yield f"http://{HOST}:{port}/"
    finally:
        server.terminate()
        server.wait()


def _wait(address: str, words: str) -> None:
    """Ask for a page until these words are on it."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            if words in urlopen(address, timeout=PATIENCE).read().decode():
                return
        except (URLError, ConnectionError):
            pass  # it is still starting
        time.sleep(0.02)
    sys.exit(f"bench: {address} did not show {words!r} within {PATIENCE} seconds")


def _variables(folder: Path) -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(folder / "scripts")}


def build() -> None:
    """`mkdocs build`, for a site of any size, that prints how many seconds the checker took."""

    def timed(paths: Iterable[Path], memory: check.Memory | None = None) -> list[Finding]:
        began = time.perf_counter()
        found = check_files(paths, memory)
        print(time.perf_counter() - began)
        return found

    check_files, check.check_files = check.check_files, timed
    offline.LARGEST = sys.maxsize  # many times the notes are more than is kept for reading offline
    sys.argv[1:1] = ["build"]
    runpy.run_module("mkdocs", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    build()
