"""Output blocks: compared with gaps, shown as a difference, written anew."""

from pathlib import Path

import pytest

from blockcheck.page import Page
from live import outputs


@pytest.mark.parametrize(
    ("shown", "printed", "fits"),
    [
        ("a\nb", "a\nb\n", True),
        ("a", "a\nb", False),
        ("...", "", True),
        ("...", "a\nb", True),
        ("a\n...", "a", True),
        ("a\n...\nc", "a\nb\nb\nc", True),
        ("a\n...\nc", "a\nc", True),
        ("a\n...\na", "a", False),
        ("a\n...\nc", "a\nb", False),
        ("...\nb\n...\nd\n...", "a\nb\nc\nd\ne", True),
        ("...\nd\n...\nb\n...", "a\nb\nc\nd\ne", False),
        ("  ...\nb", "a\nb", True),
    ],
)
def test_fits(shown: str, printed: str, fits: bool):
    assert outputs.fits(shown.split("\n"), printed) is fits


def test_difference_is_small_and_only_what_differs():
    shown = ["NAME  AGE", "web   5m", "old   5m"]
    assert outputs.difference(shown, "NAME   AGE\nweb    9s\nnew    9s\n") == "-old <age>\n+new <age>"
    assert outputs.difference([], "\n".join(map(str, range(30)))).endswith("\n… 22 more lines")


def test_renewed_keeps_what_was_left_out():
    assert outputs.renewed(["old"], "a \nb\n") == ["a", "b"]
    assert outputs.renewed(["H", "...", "z"], "H2\na\nb\nc\n") == ["H2", "...", "c"]
    assert outputs.renewed(["H", "..."], "H2") == ["H2"]
    assert outputs.renewed([], "") == [""]


def test_written_as_far_indented_as_the_fence(tmp_path: Path):
    text = '- x\n\n    ```{ .text title="Output" }\n    old\n    ```\n\n```{ .text title="Output" }\n```\nend\n'
    blocks = Page("p", text).markdown.blocks
    new = outputs.write(text, [(blocks[0], ["a", "", "b"]), (blocks[1], ["c"])])
    assert new == text.replace("    old\n", "    a\n\n    b\n").replace("}\n```\nend", "}\nc\n```\nend")
    outputs.save(tmp_path / "page.md", new)
    assert (tmp_path / "page.md").read_text() == new
    assert len(list(tmp_path.iterdir())) == 1
