"""Two runs in, the page about what only the newer finds out."""

import json
from pathlib import Path

import pytest

from live import differences
from live.differences import Run


def finding(path: str, line: int, rule: str, message: str = "ends with status 1: no; mend it") -> dict[str, object]:
    return {"path": path, "line": line, "column": 1, "rule": rule, "message": message}


OLD = Run(
    "v1.35.4",
    [finding("docs/a.md", 4, "failing-command", "words that differ"), finding("docs/b.md", 9, "empty-answer")],
)
NEW = Run(
    "v1.37.2",
    [
        finding("docs/a.md", 2, "failing-command", "ends with status 1: unknown flag: --old"),
        finding("docs/a.md", 4, "failing-command"),
        finding("docs/a.md", 6, "stale-output", "the commands print something else\n-1\n+2"),
    ],
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/a.md").write_text("```bash\nkubectl get pods --old\n```\nls\n\n```text\n")
    return tmp_path


def test_only_what_the_newer_finds_is_told_with_its_command_and_its_difference(root: Path):
    assert (
        differences.page(OLD, NEW, root=root)
        == """\
# What the next release changes for these commands

Every command block of the notes was run on v1.35.4 and on v1.37.2.

## docs/a.md

Line 2, failing-command: ends with status 1: unknown flag: --old

~~~~bash
kubectl get pods --old
~~~~

Line 6, stale-output: the commands print something else

~~~~diff
-1
+2
~~~~

Found on v1.35.4 only: `docs/b.md:9` (empty-answer).
"""
    )


def test_nothing_changes():
    page = differences.page(Run("v1", []), Run("v2", []), "Title")
    assert (
        page
        == "# Title\n\nEvery command block of the notes was run on v1 and on v2.\n\nAll of them come to the same on v2.\n"
    )


def test_as_a_command(root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.chdir(root)
    for run in (OLD, NEW):
        findings = [*run.findings, finding("docs/a.md", 1, "changed-proof", "the record knows nothing of this block")]
        Path(f"{run.version}.json").write_text(json.dumps(findings))
    arguments = [f"--{name}={run.version}={run.version}.json" for name, run in (("from", OLD), ("to", NEW))]
    assert differences.main([*arguments, "--title", "Mine"]) == 0
    assert capsys.readouterr().out == differences.page(OLD, NEW, "Mine")


@pytest.mark.parametrize("wrong", ["v1.35.4", "v1.35.4=nosuch.json"])
def test_a_run_that_cannot_be_read(wrong: str, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as end:
        differences.main(["--from", wrong, "--to", wrong])
    assert end.value.code == 2
    assert "VERSION=FILE" in capsys.readouterr().err
