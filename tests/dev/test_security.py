"""What SECURITY.md says of this repository, as far as files can prove it."""

import re
import subprocess

import pytest
import yaml

from pretended import ROOT

CHECKS = [
    "Binary-Artifacts", "Branch-Protection", "CI-Tests", "CII-Best-Practices", "Code-Review", "Contributors",
    "Dangerous-Workflow", "Dependency-Update-Tool", "Fuzzing", "License", "Maintained", "Packaging",
    "Pinned-Dependencies", "SAST", "SBOM", "Security-Policy", "Signed-Releases", "Token-Permissions",
    "Vulnerabilities", "Webhooks",
]  # fmt: skip
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
PICTURES = {".png", ".ico"}


def test_each_check_has_its_line_and_a_verdict() -> None:
    policy = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\S+) \| (yes|partly|no|host) \| .+\. \|$", policy, re.MULTILINE)
    assert [name for name, _ in rows] == CHECKS


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_a_workflow_begins_without_rights_and_runs_nothing_of_a_stranger(file) -> None:
    workflow = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {}
    assert all("permissions" in job for job in workflow["jobs"].values())
    assert not {"pull_request_target", "workflow_run"} & set(workflow[True])  # YAML reads the word `on` so
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    assert not [step["run"] for step in steps if "${{" in step.get("run", "")]
    others = [step["uses"] for step in steps if not step.get("uses", "$/").startswith("$/")]
    assert all(re.fullmatch(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}", action) for action in others)


def test_binary_files_are_pictures() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    files = [ROOT / name for name in listed.split("\0") if name]
    binary = [file for file in files if file.is_file() and b"\0" in file.read_bytes()]
    assert {file.suffix for file in binary} <= PICTURES
    assert not [file for file in files if ".min." in file.name]
