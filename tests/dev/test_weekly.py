"""The weekly report becomes an issue, and only where it says something new; run with a pretended `gh`."""

import os
import subprocess
from pathlib import Path

import pytest
import yaml

from pretended import ROOT

GH = """#!/usr/bin/env bash
echo "$*" >>"$CALLS"
case "$2" in
  list) printf '%s' "$NUMBER" ;;
  view) printf '%s\\n' "$BODY" ;;
esac
"""


@pytest.mark.parametrize(
    ("number", "body", "done"),
    [("", "", "create"), ("7", "old", "edit 7"), ("7", "## Links\n\ngone", "")],
    ids=["none is open", "the report changed", "nothing new"],
)
@pytest.mark.skipif(os.name == "nt", reason="the workflow runs on Linux")
def test_an_issue_is_opened_or_changed_only_for_something_new(
    tmp_path: Path, number: str, body: str, done: str
) -> None:
    workflow = yaml.safe_load((ROOT / ".github/workflows/weekly.yml").read_text(encoding="utf-8"))
    (step,) = workflow["jobs"]["tell"]["steps"]
    (tmp_path / "gh").write_text(GH)
    (tmp_path / "gh").chmod(0o755)
    calls = tmp_path / "calls"
    given = {
        "REPORT": "## Links\n\ngone",
        "TITLE": step["env"]["TITLE"],
        "CALLS": str(calls),
        "NUMBER": number,
        "BODY": body,
    }
    path = {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    subprocess.run(["bash", "-e", "-c", step["run"]], env=os.environ | given | path, check=True)
    changes = [
        line for line in calls.read_text().splitlines() if line.split()[:2] in (["issue", "create"], ["issue", "edit"])
    ]
    assert [" ".join(line.split()[1:3])[: len(done)] for line in changes] == ([done] if done else [])
