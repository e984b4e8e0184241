"""New: a page that passes the checker and the build, its line in the navigation, or neither."""

import errno
from pathlib import Path

import pytest

from blockcheck.check import check
from blockcheck.page import Page
from devtool import new
from pretended import ROOT, Project, one_line
from small_site import Site

CONFIG = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
SECTIONS = {
    "architecture",
    "cluster",
    "workloads",
    "networking",
    "storage",
    "troubleshooting",
    "reference",
    "contributing",
}


@pytest.fixture
def notes(project: Project) -> Project:
    project.write("mkdocs.yml", CONFIG)
    for section in SECTIONS:
        project.write(f"docs/{section}/index.md", "")
    return project


def written(notes: Project, *arguments: str) -> str:
    """The page that `new` made of the arguments, the first of which names it."""
    result = notes.run("new", *arguments)
    assert result.returncode == 0, result.stderr
    return (notes.root / f"docs/{arguments[0]}.md").read_text(encoding="utf-8")


def test_writes_the_page_and_says_how_to_go_on(notes: Project) -> None:
    said = notes.run("new", "storage/local-volumes").stderr
    page = (notes.root / "docs/storage/local-volumes.md").read_text(encoding="utf-8")
    assert 'title: "Local volumes"\n' in page and "\n# Local volumes\n" in page
    assert "docs/storage/local-volumes.md" in said and "dev.py serve" in said
    assert "http://127.0.0.1:8000/storage/local-volumes/" in said
    assert not notes.calls("")  # nothing is set up for it


@pytest.mark.parametrize("section", sorted(SECTIONS))
def test_its_line_stands_at_the_end_of_the_section_and_nothing_else_changes(notes: Project, section: str) -> None:
    written(notes, f"{section}/new-page")
    lines = (notes.root / "mkdocs.yml").read_text(encoding="utf-8").splitlines()
    at = lines.index(f"      - {section}/new-page.md")
    assert lines[at - 1].startswith(f"      - {section}/")
    assert not lines[at + 1].startswith(f"      - {section}/")
    assert lines[:at] + lines[at + 1 :] == CONFIG.splitlines()


def test_a_title_is_kept_whatever_signs_it_has(notes: Project) -> None:
    assert "\n# Two words\n" in written(notes, "storage/two", "--title", " Two\nwords ")
    title = 'Say "no": CRI, CNI & ü'
    page = Page("docs/storage/csi.md", written(notes, "storage/csi", "--title", title))
    assert page.front.fields["title"] == title
    assert f"\n# {title}\n" in page.text


def test_the_page_has_all_parts_and_passes_the_checker(notes: Project) -> None:
    page = Page("docs/cluster/a-page.md", written(notes, "cluster/a-page"), proofs={})
    assert [line for line in page.lines if line.startswith("## ")] == [
        "## Facts", "## Diagram", "## Commands", "## Exam tasks", "## Pitfalls", "## Open in the exam",
    ]  # fmt: skip
    assert {finding.rule for finding in check([page])} <= {"unproven-command"}  # an advice: it was not run yet


def test_the_page_is_built_without_a_warning(notes: Project, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    front, body = written(notes, "cluster/a-page").split("\n---\n", 1)
    folder = tmp_path / "small"
    folder.mkdir()
    site = Site(folder, body, front=f"{front}\n---\n")
    site.config.extra["competencies_to_come"] = list(site.config.extra["competencies"])
    assert "<figure" in site.build()
    assert not [record for record in caplog.records if record.levelname == "WARNING" and "'page.md'" in record.message]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ((), "name the page by its section and its own name: python3 scripts/dev.py new architecture/topic"),
        (("--title", "A title"), "name the page by its section"),
        (("topic",), "topic is no name of a page; write SECTION/NAME in lower case, words joined by hyphens"),
        (("storage/Topic",), "storage/Topic is no name of a page"),
        (("storage/a_b",), "storage/a_b is no name of a page"),
        (("storage/a--b",), "storage/a--b is no name of a page"),
        (("../storage/a",), "../storage/a is no name of a page"),
        (("reference/commands/a",), "reference/commands/a is no name of a page"),
        (("nowhere/topic",), "no section nowhere in mkdocs.yml; there are architecture, cluster,"),
        (("exam/topic",), "no section exam"),
        (("storage/index",), "docs/storage/index.md is there already; edit it, or choose another name"),
        (("storage/volumes",), "docs/storage/volumes.md is there already"),
        (("reference/cheat-sheet",), "docs/reference/cheat-sheet.md is there already"),
        (("storage/topic", "--titel", "A title"), "unrecognized arguments: --titel"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line_and_nothing_is_written(
    notes: Project, arguments: tuple[str, ...], reason: str
) -> None:
    before = sorted((notes.root / "docs").rglob("*"))
    assert reason in one_line(notes.run("new", *arguments))
    assert sorted((notes.root / "docs").rglob("*")) == before
    assert (notes.root / "mkdocs.yml").read_text(encoding="utf-8") == CONFIG


def test_a_page_that_the_navigation_lacks_is_not_overwritten(notes: Project) -> None:
    notes.write("docs/storage/draft.md", "mine")
    assert "docs/storage/draft.md is there already" in one_line(notes.run("new", "storage/draft"))
    assert (notes.root / "docs/storage/draft.md").read_text() == "mine"


def test_without_a_line_in_the_navigation_there_is_no_page(notes: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    write = Path.write_text

    def full(file: Path, text: str, **how: str) -> int:
        if file.name == "mkdocs.yml":
            raise OSError(errno.ENOSPC, "No space left on device", str(file))
        return write(file, text, **how)

    monkeypatch.setattr(new, "ROOT", notes.root)
    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(OSError, match="No space left"):
        new.new("storage/topic", "")
    assert not (notes.root / "docs/storage/topic.md").exists()
