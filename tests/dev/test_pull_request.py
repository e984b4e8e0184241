"""What the author of a pull request sees: the workflow's own steps, run on a fork's branch that breaks a page in five ways."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from pretended import ROOT

PAGE = "docs/cluster/node-maintenance.md"
BREAK = {  # what stands there -> what the branch writes; rule
    "kubectl drain <node> --ignore-daemonsets\n": ("kubectl drain <node> --ignore-deamonsets\n", "unknown-flag"),
    "kubectl uncordon <node>\n": ("kubectl uncordn <node>\n", "unknown-subcommand"),
    "kind: PodDisruptionBudget\n": ("kind: PodDisruptionBudgets\n", "unknown-kind"),
    "    accTitle: What": ("    What", "invalid-diagram"),
    "\n```bash\nkubectl cordon <node>": ("\n```bash\n$ kubectl cordon <node>", "prompt-in-command"),
}


def steps(job: str) -> dict[str, dict]:
    workflow = yaml.safe_load((ROOT / ".github/workflows/check.yml").read_text(encoding="utf-8"))
    return {step["name"]: step for step in workflow["jobs"][job]["steps"] if "run" in step}


@pytest.fixture
def fork(tmp_path: Path) -> Path:
    """A clone as a runner has it, with the tree of this one and a branch that breaks a page."""
    clone = tmp_path / "notes"
    for name in ("docs", "scripts", "overrides", "mkdocs.yml", "versions.toml"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        clone.mkdir(exist_ok=True)
        copy(ROOT / name, clone / name)
    for name in ("requirements.txt", "requirements-dev.txt"):
        shutil.copy(ROOT / name, clone)
    (clone / ".venv").symlink_to(ROOT / ".venv")
    page = clone / PAGE
    text = page.read_text(encoding="utf-8")
    for right, (wrong, _) in BREAK.items():
        assert right in text, right
        text = text.replace(right, wrong, 1)
    page.write_text(text, encoding="utf-8")
    return clone


def test_the_author_of_a_broken_page_is_told_where_and_what_to_write(fork: Path, tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    environment = os.environ | {"CI": "true", "GITHUB_STEP_SUMMARY": str(summary), "GITHUB_EVENT_NAME": "pull_request"}
    run = steps("answer")["Check the blocks"]["run"]
    done = subprocess.run(["bash", "-e", "-c", run], cwd=fork, env=environment, capture_output=True, text=True)
    assert done.returncode == 1, done.stderr
    annotations = [line for line in done.stdout.splitlines() if line.startswith("::")]
    rules = [re.search(r"title=([a-z-]+)", line)[1] for line in annotations[:10]]
    assert {rule for _, rule in BREAK.values()} <= set(rules), annotations
    lines = (fork / PAGE).read_text(encoding="utf-8").splitlines()
    for wrong, rule in BREAK.values():
        (line,) = (int(re.search(r"line=(\d+)", one)[1]) for one in annotations if f"title={rule}::" in one)
        assert wrong.strip() in "\n".join(lines[line - 2 : line + 2]), (rule, line)
    table = summary.read_text(encoding="utf-8")
    assert "`--ignore-daemonsets`" in table and all(f"`{rule}`" in table for _, rule in BREAK.values())


def test_the_build_of_a_broken_page_stops_and_says_the_same(fork: Path) -> None:
    (fork / "site").mkdir()
    (fork / "site/kept").touch()
    done = subprocess.run(
        ["bash", "-e", "-c", steps("answer")["Build"]["run"]], cwd=fork, capture_output=True, text=True
    )
    assert done.returncode and "did you mean --ignore-daemonsets" in done.stdout + done.stderr
    assert (fork / "site/kept").exists()


def test_no_step_reads_what_a_pull_request_brings_as_a_command() -> None:
    for path in (ROOT / ".github/workflows").glob("*.yml"):
        workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert (
            "pull_request_target" not in workflow[True] and "workflow_run" not in workflow[True]
        )  # YAML reads `on` so
        assert workflow["permissions"] == {}
        for job in workflow["jobs"].values():
            assert "timeout-minutes" in job
            for step in job.get("steps", []):
                assert "${{" not in step.get("run", ""), step
