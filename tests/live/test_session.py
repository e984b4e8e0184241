"""Many pages: order, samples, the record, --update, interruption."""

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from blockcheck.proof import record
from blockcheck.proof.record import Proof
from live import recording, session
from live.result import PageResult, Settings
from live.terminal import Terminal

SCRIPTS = Path(__file__).parents[2] / "scripts"


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    return folder


def page(docs: Path, name: str, *commands: str, output: str | None = None) -> Path:
    blocks = "".join(f"```bash\n{command}\n```\n\n" for command in commands)
    shown = "" if output is None else f'```{{ .text title="Output" }}\n{output}\n```\n'
    (docs / name).write_text(blocks + shown)
    return docs / name


@pytest.fixture
def run(docs: Path, settings: Settings, tmp_path: Path):
    def go(checked: bool = False, jobs: int = 1, update: bool = False) -> list[PageResult]:
        settings.update = update
        return list(session.run(session.find([docs], docs), settings, jobs, tmp_path / "proof.jsonl", checked))

    return go


def recorded(tmp_path: Path) -> list[Proof]:
    return list(record.read(tmp_path / "proof.jsonl").values())


def test_pages_are_named_below_docs_and_those_without_blocks_left_out(docs: Path):
    page(docs, "b.md", "true")
    (docs / "prose.md").write_text("# Prose\n")
    page(docs, "a.md", "true")
    assert [work.name for work in session.find([docs], docs)] == ["a.md", "b.md"]


def test_order_belongs_to_the_seed(docs: Path):
    for name in "abcdefgh":
        page(docs, f"{name}.md", "true")
    works = session.find([docs], docs)
    assert session.ordered(works, None) == works
    assert session.ordered(works, "7") == session.ordered(works, "7") != works
    assert sorted(session.ordered(works, "7")) == works


def test_a_sample_holds_whole_pages_until_it_is_large_enough(docs: Path):
    for number in range(20):
        page(docs, f"{number}.md", "true", "ls")
    page(docs, "static.md", "ssh worker-1")
    works = session.find([docs], docs)
    drawn = session.sampled(works, 10)
    assert sum(work.to_run for work in drawn) == 4
    assert len({tuple(work.name for work in session.sampled(works, 10)) for _ in range(20)}) > 1
    assert len(session.sampled(works, 100)) == 20


def test_the_record_holds_what_finished_and_is_compared(docs: Path, run, tmp_path: Path):
    page(docs, "a.md", "echo a")
    page(docs, "b.md", "echo b", "false")
    assert [result.counts for result in run()] == [{"run": 1}, {"run": 1, "failing": 1}]
    assert [(one.page, one.outcome) for one in recorded(tmp_path)] == [("a.md", "run"), ("b.md", "run")]
    page(docs, "b.md", "echo b")
    assert all(not result.findings for result in run(checked=True))
    before = recorded(tmp_path)
    page(docs, "a.md", "echo a", "echo more")
    [one] = [finding for result in run(checked=True) for finding in result.findings]
    assert (one.line, one.rule) == (5, "changed-proof")
    assert "the record knows nothing of this block" in one.message
    assert recorded(tmp_path) == before


def test_other_output_than_recorded_is_found_then_recorded_as_varying(docs: Path, run, tmp_path: Path, monkeypatch):
    page(docs, "a.md", "echo $WORD")
    monkeypatch.setenv("WORD", "one")
    run()
    monkeypatch.setenv("WORD", "two")
    [one] = run(checked=True)[0].findings
    assert "prints something else than when it was recorded" in one.message
    run()
    assert [one.output for one in recorded(tmp_path)] == ["varies"]
    assert not run(checked=True)[0].findings
    run()
    assert [one.output for one in recorded(tmp_path)] == ["varies"]


def test_two_runs_that_record_at_once_lose_nothing(docs: Path, tmp_path: Path):
    names = [f"{number}.md" for number in range(20)]
    results = [PageResult(name, proofs=[Proof(name, "0" * 16, "run", "1" * 12, "v1")]) for name in names]
    threads = [threading.Thread(target=recording.keep, args=(one, tmp_path / "proof.jsonl")) for one in results]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(one.page for one in recorded(tmp_path)) == sorted(names)


def test_a_page_whose_cluster_died_keeps_its_former_record(docs: Path, run, tmp_path: Path):
    page(docs, "a.md", "echo a")
    run()
    before = recorded(tmp_path)
    page(docs, "a.md", "echo a", "touch $PRETENDED/down", "kubectl get pods")
    [result] = run()
    assert result.died
    assert recorded(tmp_path) == before


def test_update_writes_the_output_and_its_proof(docs: Path, run, tmp_path: Path):
    path = page(docs, "a.md", "echo new", output="old")
    [result] = run()
    assert [one.rule for one in result.findings] == ["stale-output"]
    [result] = run(update=True)
    assert not result.findings
    assert '```{ .text title="Output" }\nnew\n```' in path.read_text()
    assert not run(checked=True)[0].findings


def test_update_never_writes_over_what_somebody_typed_meanwhile(docs: Path, run):
    path = page(docs, "a.md", f"echo mine >> {docs / 'a.md'}", "echo new", output="old")
    [result] = run(update=True)
    assert [one.message for one in result.findings] == [
        "the page was changed while it ran, so its Output is not written; run it again"
    ]
    assert path.read_text().endswith("old\n```\nmine\n")


def test_pages_side_by_side_end_as_one_by_one(docs: Path, settings: Settings, run, tmp_path: Path):
    @contextmanager
    def start(_):
        yield Terminal([])

    settings.start = start
    for number in range(6):
        page(docs, f"{number}.md", "sleep 0.3", f"echo {number}")
    one_by_one = sorted(result.name for result in run())
    alone = recorded(tmp_path)
    began = time.monotonic()
    assert sorted(result.name for result in run(jobs=6)) == one_by_one
    assert time.monotonic() - began < 6 * 0.3 + 2
    assert recorded(tmp_path) == alone


INTERRUPTED = r"""
import os, sys
from contextlib import contextmanager
from pathlib import Path
from live import __main__, clusters
from live.terminal import Terminal
from blockcheck.proof import record
docs = Path(sys.argv[1])
@contextmanager
def start(_):
    os.write(2, b"started\n")
    try:
        yield Terminal([])
    finally:
        os.write(2, b"removed\n")
clusters.own = lambda folder: start
__main__.DOCS = docs
record.RECORD = docs.parent / "proof.jsonl"
sys.exit(__main__.main(sys.argv[2:]))
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopped(docs: Path, place: Path, tmp_path: Path, number: signal.Signals):
    page(docs, "a.md", "echo a")
    page(docs, "b.md", f"sleep 62.{os.getpid()}1")
    command = [sys.executable, "-c", INTERRUPTED, docs]
    env = {**os.environ, "PYTHONPATH": str(SCRIPTS), "HOME": str(place)}
    child = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    lines = []
    for line in child.stderr:
        lines.append(line)
        if lines.count("started\n") == 2:
            break
    time.sleep(0.5)
    child.send_signal(number)
    _, err = child.communicate(timeout=20)
    assert (lines.count("removed\n"), err.count("removed\n")) == (1, 1)
    assert child.returncode == 128 + number
    assert "Traceback" not in err
    assert [one.page for one in recorded(tmp_path)] == ["a.md"]
    asked = subprocess.run(["pgrep", "-f", f"sleep 62.{os.getpid()}1"], capture_output=True, check=False)
    assert not asked.stdout


def go(docs: Path, place: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(SCRIPTS), "HOME": str(place), "NO_COLOR": "1"}
    command = [sys.executable, "-c", INTERRUPTED, str(docs), *arguments]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False, timeout=60)


def test_what_a_run_says(docs: Path, place: Path):
    page(docs, "a.md", "echo a", "ssh worker-1")
    path = page(docs, "b.md", "ls /nosuch", output="x")
    done = go(docs, place)
    assert done.returncode == 1
    lines = [line for line in done.stdout.splitlines() if line]
    assert lines[0].startswith("a.md: 1 run, 0 simulated, 1 static, 0 failing, ")
    assert lines[1].startswith("b.md: 0 run, 0 simulated, 0 static, 1 failing, ")
    assert lines[2].startswith(f"{path}:2:1: failing-command: ends with status 2: ")
    assert lines[3:5] == ["    ls /nosuch", "    ^^^^^^^^^^"]
    assert f"{path}:5:1: stale-output" in lines[5]
    assert lines[6:8] == ["      -x", "      +ls: cannot access '/nosuch': No such file or directory"]
    assert lines[-3].startswith("2 pages: 1 run, 0 simulated, 1 static, 1 failing, ")
    assert lines[-2:] == ["static: needs a second machine 1", "on Kubernetes v1.35.4"]


def test_json_alone_on_stdout_and_samples_say_so(docs: Path, place: Path):
    page(docs, "a.md", "echo a")
    done = go(docs, place, "--format", "json", "--sample", "10%")
    assert "changed-proof" in done.stdout
    assert "a sample: 1 of 1 pages, drawn whole" in done.stderr
    assert "1 of 1 blocks (100%)" in done.stderr


def test_what_cannot_run(docs: Path, place: Path):
    assert go(docs, place, "nosuch.md").returncode == 2
    assert "--context needs --node-shell" in go(docs, place, "--context", "mine").stderr
    done = go(docs, place, "--node-shell", "false")
    assert (done.returncode, "leads to no control-plane node" in done.stderr) == (2, True)
