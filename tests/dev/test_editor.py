"""What editors and git read of this project: tasks, the container, the hooks; each names commands that dev.py has."""

import json
import re
from pathlib import Path

import pytest
import yaml

import dev
from blockcheck.check import check_files
from blockcheck.report import as_text
from pretended import ROOT

PAGE = """\
# A page: 100 % broken, ünïcode too

```bash
kubeclt get nodes
echo "ä→" "
```

```bash
kubectl get pod <Pod Name>
```
"""


def read(name: str) -> dict:
    """JSON whose only comments are whole lines."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return json.loads("\n".join(line for line in lines if not line.lstrip().startswith("//")))


@pytest.fixture
def tasks() -> dict[str, dict]:
    return {task["label"]: task for task in read(".vscode/tasks.json")["tasks"]}


def seen(matchers: list[dict], line: str) -> list[tuple]:
    """What an editor reads from one line of output; a rule's name is the code of the problem."""
    found = []
    for matcher in matchers:
        pattern = matcher["pattern"]
        if match := re.match(pattern["regexp"], line):
            part = {name: match[pattern[name]] for name in ("file", "line", "column", "code", "message")}
            place = part["file"], int(part["line"]), int(part["column"])
            found.append((*place, matcher["severity"], part["code"], part["message"]))
    return found


def test_an_editor_finds_every_finding_and_nothing_else(
    tasks: dict[str, dict], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a page, one.md").write_text(PAGE, encoding="utf-8")
    findings = check_files([Path("a page, one.md"), Path("missing.md")])
    severity = {"error": "error", "advice": "warning"}
    wanted = [(f.path, f.line, f.column, severity[f.severity], f.rule, f.message) for f in findings]
    assert {one[3] for one in wanted} == {"error", "warning"}
    matchers = tasks["check"]["problemMatcher"]
    assert [one for line in as_text(findings).splitlines() for one in seen(matchers, line)] == wanted


def test_a_drive_of_windows_is_part_of_the_file(tasks: dict[str, dict]) -> None:
    line = "D:/notes/a.md:3:14: advice: untidy-placeholder: write this: 1:2: x: as <pod>"
    wanted = ("D:/notes/a.md", 3, 14, "warning", "untidy-placeholder", "write this: 1:2: x: as <pod>")
    assert seen(tasks["check"]["problemMatcher"], line) == [wanted]


def test_the_tasks_run_verbs(tasks: dict[str, dict]) -> None:
    for task in tasks.values():
        assert (task["type"], task["command"], task["windows"]["command"]) == ("process", "python3", "py")
        assert task["args"][0] == "scripts/dev.py" and task["args"][1] in dev.VERBS


def test_the_container_sets_up_by_verbs_and_shows_the_preview() -> None:
    container = read(".devcontainer/devcontainer.json")
    assert container["forwardPorts"] == [8000]  # where `serve` listens
    assert re.fullmatch(r"[\w./-]+:[\w.-]+", container["image"])
    verb = re.search(r"python3 scripts/dev\.py (\w+)", container["postCreateCommand"])
    assert verb and verb[1] in dev.VERBS


def test_the_hooks_need_nothing_but_verbs() -> None:
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    assert [repo["repo"] for repo in config["repos"]] == ["local"]
    hooks = config["repos"][0]["hooks"]
    assert [hook["id"] for hook in hooks] == ["check", "lint"]
    for hook in hooks:
        assert hook["language"] == "system" and hook["pass_filenames"] is False
        assert hook["entry"] == f"python3 scripts/dev.py {hook['id']}" and hook["id"] in dev.VERBS
