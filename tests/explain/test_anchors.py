"""The address of a block is made of what the block is for."""

from blockcheck.explain import anchors
from blockcheck.page import Page

FRONT = "---\ntitle: T\n---\n\n# T\n\n"


def ids(body: str) -> list[str]:
    return list(anchors.of(Page("docs/a.md", FRONT + body)).values())


def test_it_is_made_of_the_line_above() -> None:
    assert ids("List the Pods, **all** of them:\n\n```bash\nkubectl get pods -A\n```\n") == [
        "run-list-the-pods-all-of-them"
    ]


def test_long_lines_are_cut_and_links_are_their_text() -> None:
    assert ids("One two [three](x.md#four) five six seven eight nine:\n\n```bash\nls\n```\n") == [
        "run-one-two-three-five-six-seven-eight"
    ]


def test_without_a_line_it_is_the_heading() -> None:
    assert ids("## Drain a node\n\n```bash\nkubectl drain <node>\n```\n") == ["run-drain-a-node"]


def test_the_same_purpose_twice_is_numbered_and_files_are_told_apart() -> None:
    manifest = "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a"
    body = 2 * "Prepare:\n\n```bash\nls\n```\n\n" + f"Prepare:\n\n```yaml\n{manifest}\n```\n"
    assert ids(body) == ["run-prepare", "run-prepare-2", "file-prepare"]


def test_another_edit_leaves_it_alone() -> None:
    block = "Show the logs:\n\n```bash\nkubectl logs <pod>\n```\n"
    assert set(ids(block)) <= set(ids("New first:\n\n```bash\nls\n```\n\n" + block))


def test_output_has_none() -> None:
    assert ids('```bash\nls\n```\n\n```{ .text title="Output" }\na\n```\n') == ["run-t"]
