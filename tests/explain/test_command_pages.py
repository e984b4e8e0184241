"""The pages about commands: every block of every note is on them, and every link leads to a block."""

import re
from pathlib import Path

import pytest

from blockcheck.explain import anchors, command_pages, paths, uses
from blockcheck.page import Page

DOCS = Path(__file__).parents[2] / "docs"
FRONT = "---\ntitle: A [page]\n---\n\n# T\n\n"
NOTES = {
    "a/drain.md": Page(
        "docs/a/drain.md",
        FRONT + "Empty a `node`:\n\n```bash\nkubectl drain <node> \\\n  --ignore-daemonsets\n```\n\n"
        "Look at `/etc/kubernetes/pki` on port 6443:\n\n```bash\nsudo ls -l /etc/kubernetes/pki | grep '|'\n```\n\n"
        "## Exam tasks\n\n### Drain\n\n```bash\nkubectl drain w1\n```\n",
    ),
    "b/other.md": Page("docs/b/other.md", FRONT + "See port 6443.\n\n```bash\ncurl -k https://cp1:6443/readyz\n```\n"),
}


@pytest.fixture(scope="module")
def real() -> dict[str, Page]:
    """The notes as they are."""
    files = sorted(path for path in DOCS.rglob("*.md") if "contributing" not in path.parts)
    return {file.relative_to(DOCS).as_posix(): Page(str(file), file.read_text(encoding="utf-8")) for file in files}


def test_a_use_has_its_purpose_its_call_in_one_line_and_its_options() -> None:
    first, task = uses.every(NOTES)["kubectl drain"]
    assert (first.purpose, first.options) == ("Empty a `node`:", ("--ignore-daemonsets",))
    assert first.typed == "kubectl drain <node> --ignore-daemonsets"
    assert (first.page, first.anchor, first.task, task.task) == ("a/drain.md", "run-empty-a-node", False, True)


def test_a_page_has_a_heading_a_sentence_options_and_links() -> None:
    made = command_pages.generated(NOTES)["reference/commands/kubectl.md"]
    assert "## kubectl drain { #kubectl-drain }\n\nEvicts" in made
    assert "| `--ignore-daemonsets` | Goes on although DaemonSet Pods are there; they stay. |" in made
    link = (
        "[Empty a `node`](../../a/drain.md#run-empty-a-node): `kubectl drain <node> --ignore-daemonsets`, A \\[page\\]"
    )
    assert f"- {link}" in made
    assert "In exam tasks: [A \\[page\\]](../../a/drain.md#run-drain)." in made


def test_paths_and_ports_lead_to_where_they_stand() -> None:
    assert paths.paths(NOTES)["/etc/kubernetes/pki"] == [("a/drain.md", "run-look-at-etc-kubernetes-pki-on-port")]
    assert paths.ports(NOTES)["6443"] == [("a/drain.md", ""), ("b/other.md", "run-see-port-6443")]


def test_every_block_of_commands_is_in_the_index(real: dict[str, Page]) -> None:
    """Blocks of tasks by their page, all others by their own address."""
    made = "\n".join(command_pages.generated(real).values())
    linked = set(re.findall(r"\]\(\.\./\.\./([^)]*)\)", made))
    pages = {link.partition("#")[0] for link in linked}
    for path, page in real.items():
        teaching = {f"{path}#{use.anchor}" for use in uses.of(path, page) if not use.task}
        assert teaching - linked == set()
        used = {use.anchor for use in uses.of(path, page)}
        blocks = {
            anchors.of(page)[block.header.line]
            for block in page.markdown.blocks
            if anchors.of(page).get(block.header.line, "").startswith("run-")
            and f"{block.text.split()[0]}()" not in page.text  # calls only what the page itself defines
        }
        assert blocks - used == set(), f"{path} has blocks without any call"
        assert not blocks or path in pages


def test_every_link_of_the_index_leads_to_a_block(real: dict[str, Page]) -> None:
    made = command_pages.generated(real)
    ids = {path: {*anchors.of(page).values(), ""} for path, page in real.items()}
    for text in made.values():
        for path, _, anchor in (link.partition("#") for link in re.findall(r"\]\(\.\./\.\./([^)]*\.md[^)]*)\)", text)):
            assert anchor in ids[path], (path, anchor)


def test_no_page_of_the_index_is_too_long(real: dict[str, Page]) -> None:
    made = command_pages.generated(real)
    assert len(made) > 10
    assert all(text.count("\n| ") + text.count("\n- ") + text.count("\n## ") < 1200 for text in made.values())


def test_markup_of_a_note_stays_text() -> None:
    evil = '---\ntitle: "<script>alert(1)</script>"\n---\n\n# T\n\n<img src=x onerror=alert(1)> go:\n\n```bash\nls "`<b>`|"\n```\n'
    made = "\n".join(command_pages.generated({"x.md": Page("docs/x.md", evil)}).values())
    assert "<img" not in made
    assert "<script>alert" not in made
