"""Verify says no after the set-up and yes after the solution, and for the right reason."""

from collections.abc import Callable
from pathlib import Path

import pytest

from live import tasks
from live.result import PageResult

Prove = Callable[..., PageResult]
Found = Callable[..., list[tuple[int, int, str]]]


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(tasks, "SOON", 0)
    monkeypatch.setattr(tasks, "PAUSE", 0.1)


def task(solution: str, verify: str, paragraph: str = "Verify:", setup: str = "", more: str = "") -> str:
    blocks = f"```bash\n{solution}\n```\n\n{paragraph}\n\n```bash\n{verify}\n```\n{more}"
    inside = "".join(f"    {line}\n" if line else "\n" for line in blocks.split("\n"))
    before = f"```bash\n{setup}\n```\n\n" if setup else ""
    return f'## Exam tasks\n\n### One\n\nTime: 1 minute.\n\n{before}??? success "Solution"\n\n{inside}'


def test_a_right_task(prove: Prove):
    result = prove(task("echo 42 > done", "grep 42 done", setup="touch setup"))
    assert (result.findings, result.counts) == ([], {"run": 3})


def test_verify_that_passes_without_the_solution(found: Found):
    assert found(task("touch done", "true")) == [(15, 5, "toothless-verify")]
    assert found(task("touch done", "echo 1", "Verify, must print `1`:")) == [(15, 5, "toothless-verify")]


def test_verify_that_says_no_to_the_solution(prove: Prove):
    [one] = prove(task("touch other", "echo $((1 + 1)); echo x", "Verify, must print `3` (three), then `x`:")).findings
    assert (one.line, one.rule) == (15, "failing-verify")
    assert "verify says no after the solution: it prints `2` `x`" in one.message


def test_must_print_several_lines_and_placeholders(found: Found):
    text = task("touch done", "ls -d don*; echo default", "Verify, must print `done`, then `<ns>`:")
    assert found(text) == []
    assert found(text.replace("`done`", "`don`")) == [(15, 5, "failing-verify")]


def test_status_does_not_matter_where_output_is_compared(found: Found):
    assert found(task("touch a", "[ ! -f a ] || grep -c nosuch a", "Verify, must print `0`:")) == []


@pytest.mark.parametrize("verify", ["cat dir/answer", "test -s dir/answer", "wc -l < dir/answer | grep 1"])
def test_verify_that_only_misses_a_file(prove: Prove, place: Path, verify: str):
    [one] = prove(task("mkdir -p dir; echo 42 > dir/answer", verify)).findings
    assert (one.line, one.rule) == (15, "toothless-verify")
    assert "says yes to a wrong answer in dir/answer" in one.message


def test_a_wrong_answer_is_not_left_behind(found: Found, place: Path):
    text = task("test ! -e dir; echo $?; mkdir dir; echo 42 > dir/answer", "cat dir/answer", "Verify, must print `42`:")
    assert found(text) == []  # mkdir would fail


def test_verify_is_asked_again_where_the_paragraph_says_so(found: Found):
    late = task("(sleep 1; touch late) > /dev/null 2>&1 &", "ls | grep late")
    assert found(late) == [(16, 5, "failing-command")]
    assert found(late.replace("Verify:", "Verify after a second, or two seconds:")) == []


def test_verify_that_hangs_is_a_no_before_and_a_finding_after(found: Found):
    assert found(task("touch done", "find done* || sleep 300"), limit=0.5) == []
    assert found(task("touch other", "find nosuch* || sleep 300"), limit=0.5) == [(16, 5, "hanging-command")]


def test_static_task_runs_what_it_can(prove: Prove, place: Path):
    more = "\n```bash\ntouch after\n```\n"
    result = prove(task("touch done", "find nosuch*", "Verify, must print `x`:", more=more, setup="ssh worker-1"))
    assert [one.rule for one in result.findings] == ["failing-verify"]
    text = task("touch done\n```\n\n```bash\nssh worker-1", "ls nosuch", more=more, setup="touch setup")
    result = prove(text)
    assert (result.findings, result.counts) == ([], {"run": 3, "static": 2})
    assert result.static == {"needs a second machine": 2}
    assert (place / "after").exists()


def test_a_value_that_is_there_only_after_the_solution(found: Found):
    front = "---\nlive:\n  values:\n    made: $(kubectl get pods -o name | cut -d/ -f2)\n---\n"
    assert found(front + task("kubectl create pod web", "echo <made>", "Verify, must print `web`:")) == []


def test_two_tasks_and_a_verify_outside_of_tasks(prove: Prove):
    two = task("echo 1 > one", "grep 1 one") + task("echo 2 > two", "grep 2 two").replace(
        "## Exam tasks\n\n### One", "### Two"
    )
    assert not prove(two + "\n## More\n\nVerify:\n\n```bash\ntrue\n```\n").findings


def test_a_task_that_breaks_the_api_server_on_purpose(found: Found):
    setup, cure = "touch $PRETENDED/down", "rm $PRETENDED/down"
    assert found(task(cure, "kubectl get --raw /readyz", "Verify, must print `ok`:", setup=setup)) == []
    assert found(
        task(f"ls /nosuch; false\n{cure}", "kubectl get --raw /readyz", "Verify, must print `ok`:", setup=setup)
    ) == [(14, 5, "failing-command")]
    assert found(task("true", "kubectl get --raw /readyz", "Verify, must print `ok`:", setup=setup)) == [
        (19, 5, "dead-cluster")
    ]
