"""Scripts are published without comments and indentation, and are fetched before they are started."""

import shutil
import subprocess
from pathlib import Path

import pytest

from publishing import scripts

ASSETS = Path(__file__).parents[2] / "docs/assets"


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("// why\nrun() // now\n", "run()"),
        ("/* head\n   of a file */\nrun(/* all */ one)\n", "run( one)"),
        ('open("https://example.com") // there\n', 'open("https://example.com")'),
        ("tell(`// ${name /* no */} /* text */`)\n", "tell(`// ${name } /* text */`)"),
        ("const parts = path.split(/\\/\\/|[/*]/)\n", "const parts = path.split(/\\/\\/|[/*]/)"),
        ("const half = all / 2 // of them\n", "const half = all / 2"),
        ("{\n  one()\n\n  two( )  // no ; here\n}\n", "{\none()\ntwo( )\n}"),
        ("tell(`two\n  lines,  as they are`,  '  ')\n", "tell(`two\n  lines,  as they are`, '  ')"),
    ],
)
def test_comments_and_indentation_go_and_nothing_else(written: str, published: str) -> None:
    assert scripts.lightened(written) == published


def test_ours_are_lightened_and_those_of_packages_left(tmp_path: Path) -> None:
    for name in ("assets/a.mjs", "assets/search/b.js", "assets/javascripts/bundle.js"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("run() // now\n")
    scripts.lighten(tmp_path)
    texts = {path.name: path.read_text() for path in tmp_path.rglob("*.*js")}
    assert texts == {"a.mjs": "run()", "b.js": "run()", "bundle.js": "run() // now\n"}


@pytest.mark.parametrize("path", sorted(ASSETS.rglob("*.*js")), ids=lambda path: path.name)
def test_each_of_ours_still_parses(path: Path, tmp_path: Path) -> None:
    node = shutil.which("node")
    if not node:
        pytest.skip("no Node.js here: the browser tests run what is published")
    light = tmp_path / path.name
    light.write_text(scripts.lightened(path.read_text(encoding="utf-8")))
    assert subprocess.run([node, "--check", light], capture_output=True, check=False).returncode == 0


def test_scripts_for_later_are_fetched_ahead_and_modules_are_not() -> None:
    page = (
        '<body><template><script src="of-a-text.js"></script></template>'
        '<template>\n<script src="../a.js"></script>\n<script src="../b.mjs" type="module"></script>\n</template>'
        '<script defer src="../start.js"></script></body>'
    )
    link = '<link rel="preload" as="script" fetchpriority="low" href="../a.js">\n'
    begin, end = page.split("<template>\n")
    assert scripts.fetched_ahead(page) == f"{begin}{link}<template>\n{end}"


def test_a_page_without_scripts_stays_as_it_is() -> None:
    assert (
        scripts.fetched_ahead('<body><script src="a.js"></script></body>')
        == '<body><script src="a.js"></script></body>'
    )
