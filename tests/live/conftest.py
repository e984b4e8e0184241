"""A page on plain bash: `prove(text)` runs it with a kubectl that only pretends, in a folder of its own."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from blockcheck.page import Page
from live.page import run_page
from live.result import PageResult, Settings
from live.terminal import Terminal

# Objects are files below $PRETENDED; a file `down` there ends the API server.
KUBECTL = """#!/bin/bash
[ ! -f "$PRETENDED/down" ] || { echo 'The connection to the server was refused' >&2; exit 1; }
case "$*" in
  'get --raw /readyz') echo ok ;;
  'get --raw /version') echo '{ "gitVersion": "v1.35.4" }' ;;
  'get nodes -o jsonpath='*) echo "$PRETENDED_KWOK" ;;
  *nothing*' -o jsonpath='*) echo ;;
  *nothing*' -o json') echo '{ "apiVersion": "v1", "items": [] }' ;;
  *nothing*) echo 'No resources found in default namespace.' >&2 ;;
  *nosuch*) echo 'Error from server (NotFound): pods "nosuch" not found' >&2; exit 1 ;;
  *-w*|*--watch*|port-forward*) echo first; sleep 300 ;;
  'get pods -o name') ls "$PRETENDED" | sed 's#^#pod/#' ;;
  'get pods'*) printf 'NAME   READY   AGE\\nweb-5d4f8c7b9-x2x4z   1/1     %ss\\n' $RANDOM ;;
  'create pod '*) touch "$PRETENDED/$3"; echo "pod/$3 created" ;;
  'delete pod '*) rm "$PRETENDED/$3" && echo "pod/$3 deleted" ;;
  'apply --dry-run=server -f -') if grep -q 'bad: true'; then
      echo 'Error from server (Invalid): error when creating "STDIN": Pod "x" is invalid: spec.bad: no' >&2; exit 1
    fi; echo 'pod/x created (server dry run)' ;;
  'logs '*|'exec '*) echo said ;;
  *) echo "did $*" ;;
esac
"""

Prove = Callable[..., PageResult]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    if not sys.platform.startswith("linux") or not shutil.which("bash"):
        for item in items:
            if here in item.path.parents:
                item.add_marker(pytest.mark.skip(reason="live runs need Linux and bash"))


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder where pages begin; `objects` beside it holds what kubectl pretends."""
    programs, objects, home = (tmp_path / name for name in ("bin", "objects", "home"))
    for folder in (programs, objects, home):
        folder.mkdir()
    kubectl = programs / "kubectl"
    kubectl.write_text(KUBECTL)
    kubectl.chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PRETENDED", str(objects))
    monkeypatch.setenv("PRETENDED_KWOK", "")
    return home


@pytest.fixture
def settings(place: Path) -> Settings:
    @contextmanager
    def start(_: Sequence[str]) -> Iterator[Terminal]:
        for folder in (place, place.parent / "objects"):
            shutil.rmtree(folder)
            folder.mkdir()
        yield Terminal([])

    return Settings(start, home=str(place), limit=10, patience=0)


@pytest.fixture
def prove(settings: Settings) -> Prove:
    def run(text: str, **changes: object) -> PageResult:
        for name, value in changes.items():
            setattr(settings, name, value)
        return run_page(Page("docs/page.md", text), "page.md", settings)

    return run


@pytest.fixture
def found(prove: Prove) -> Callable[..., list[tuple[int, int, str]]]:
    """Line, column and rule of each finding on a page."""

    def run(text: str, **changes: object) -> list[tuple[int, int, str]]:
        return [(one.line, one.column, one.rule) for one in prove(text, **changes).findings]

    return run
