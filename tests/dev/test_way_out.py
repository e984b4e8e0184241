"""The way out: what of one built site is in another, on sites of two pages; and one line where Zensical cannot be had."""

import sys
from pathlib import Path

import pytest

from pretended import NO_INDEX, ROOT, Project, one_line

sys.path.insert(0, str(ROOT / "scripts"))
from devtool import survivors, way_out

DRAWN = '<figure class="diagram"><svg><text>Pod</text></svg></figure>'
LEFT = '<pre class="mermaid"><code>flowchart LR</code></pre>'


def article(body: str) -> str:
    return f"<body><nav>Menu</nav><article class='x'>{body}</article>Foot</body>"


@pytest.fixture
def sites(tmp_path: Path) -> tuple[Path, Path, Path]:
    """The old site, the new one, and the pages that were written."""
    files = {
        "old/index.html": article(f"<h1>Notes<a class='headerlink'>#</a></h1>\n<p>Two  words.</p>{DRAWN}"),
        "old/a/index.html": article("<p>Run it.<br>Then look.</p>"),
        "old/reference/commands/ls/index.html": article("ls"),
        "old/a/words.json": "{}",
        "old/404.html": "",
        "new/index.html": article(f'<h1>Notes</h1><p>Two words.</p>{LEFT}<aside class="page-facts">Valid</aside>'),
        "new/a/index.html": article("<p>Run it.<br>Now look.</p>"),
        "new/b/index.html": article("b"),
        "docs/index.md": "",
        "docs/a.md": "",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "old", tmp_path / "new", tmp_path / "docs"


def test_a_page_is_the_words_of_its_article() -> None:
    found = survivors.page(article(f"<h1>A</h1> <button>Copy</button>{DRAWN}<p>b <b>c</b>  d</p><script>e</script>"))
    assert found.text == "A b c d"
    assert found.diagrams == {"drawn": 1}
    assert survivors.page("<p>no article</p>").text == ""


def test_diagrams_are_drawn_or_left_to_the_browser_or_left_as_source() -> None:
    shown = '<div class="language-mermaid highlight"><pre><code>flowchart</code></pre></div>'
    assert survivors.page(article(DRAWN + LEFT + LEFT + shown)).diagrams == {"drawn": 1, "browser": 2, "source": 1}


def test_a_difference_names_the_first_words_that_differ() -> None:
    assert survivors.difference("a b c", "a b c") == ""
    assert survivors.difference("a b c", "a x c") == "`b c` is `x c`"
    assert survivors.difference("a b", "a") == "`b` is `(the end)`"


def test_pages_are_written_or_made(sites: tuple[Path, Path, Path]) -> None:
    assert [survivors.kind(one, sites[2]) for one in ("", "a/", "contributing/rules/x/", "c/")] == [
        "Written pages",
        "Written pages",
        "Pages about rules",
        "Other pages that are made",
    ]


def test_the_report_says_what_survives(sites: tuple[Path, Path, Path]) -> None:
    said = way_out.report(*sites, "Zensical 9", 3).splitlines()
    for line in (
        "## Zensical 9 reads the notes",
        "Issues that it tells: 3.",
        "| Written pages | 2 | 2 | the same |",
        "| Pages about commands | 1 | 0 | lost |",
        "Of the 2 pages that both have, the text is the same on 1.",
        "- `a/`: `Then look.` is `Now look.`",
        "| Drawn when built | 1 | 0 | lost |",
        "| Left to the browser | 0 | 1 | more |",
        "| Cards: what each word does | 1 | 0 | lost |",
        "| Exam competencies and versions beside the text | 0 | 1 | more |",
        "Pages that only the new site has: 1.",
    ):
        assert line in said, line


def test_without_a_site_or_a_network_it_says_so_in_one_line(project: Project) -> None:
    assert "first: python3 scripts/dev.py build" in one_line(project.run("way-out"))
    project.write("site/index.html", "")
    project.write("requirements-way-out.txt", "six==1.17.0 --hash=sha256:" + 64 * "0" + "\n")
    assert "Zensical could not be installed: no network" in one_line(project.run("way-out", **NO_INDEX))
