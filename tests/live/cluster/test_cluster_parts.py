"""What a node is made with, without one: its control groups, its sudo, and the one who removes it."""

import os
import subprocess
import time
from pathlib import Path

import pytest

from live.cluster import cgroups
from live.cluster.node import HERE


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(cgroups, "ROOT", tmp_path)
    return tmp_path


def hierarchy(root: Path, name: str) -> Path:
    (root / name).mkdir()
    (root / name / "cgroup.procs").touch()
    return root / name


def test_one_tree_of_groups(root: Path):
    (root / "cgroup.controllers").write_text("memory pids")
    assert cgroups.folders("notes-1/cp1") == [root / "notes-1/cp1"]
    assert cgroups.entering("notes-1/cp1") == [str(root / "notes-1/cp1/init/cgroup.procs")]
    (root / "notes-1/cp1").mkdir(parents=True)
    for setting in ("pids.max", "memory.max"):
        (root / "notes-1/cp1" / setting).touch()
    cgroups.make("notes-1/cp1")
    assert (root / "notes-1/cp1/pids.max").read_text() == str(cgroups.PROCESSES)
    assert (root / "notes-1/cp1/memory.max").read_text() == str(cgroups.MEMORY)


def test_a_tree_for_each_controller(root: Path):
    memory, pids = hierarchy(root, "memory"), hierarchy(root, "pids")
    (root / "cpu,cpuacct").symlink_to(memory)
    (root / "no-hierarchy").mkdir()
    assert cgroups.folders("notes-1/cp1") == [memory / "notes-1/cp1", pids / "notes-1/cp1"]
    assert cgroups.entering("notes-1/cp1") == [f"{tree}/notes-1/cp1/cgroup.procs" for tree in (memory, pids)]
    for folder, setting in ((memory, "memory.limit_in_bytes"), (pids, "pids.max")):
        (folder / "notes-1/cp1").mkdir(parents=True)
        (folder / "notes-1/cp1" / setting).touch()
    cgroups.make("notes-1/cp1")
    assert (pids / "notes-1/cp1/pids.max").read_text() == str(cgroups.PROCESSES)
    assert (memory / "notes-1/cp1/memory.limit_in_bytes").read_text() == str(cgroups.MEMORY)


def test_a_new_group_may_use_the_processors_of_its_parent(root: Path):
    tree = hierarchy(root, "cpuset")
    (tree / "cpuset.cpus").write_text("0-1")
    (tree / "notes-1").mkdir()
    (tree / "notes-1/cpuset.cpus").write_text("0-1")
    cgroups.make("notes-1/cp1")
    assert (tree / "notes-1/cp1").is_dir()


def sudo(*arguments: str, stdin: str = "") -> str:
    env = {"PATH": os.environ["PATH"], "SECRET": "kept", "HOME": "/home/somebody"}
    command = ["bash", str(HERE / "sudo.sh"), *arguments]
    return subprocess.run(command, env=env, input=stdin, capture_output=True, text=True, check=True).stdout.strip()


def test_sudo_can_be_run_as_a_command():
    assert os.access(HERE / "sudo.sh", os.X_OK)  # else every `sudo` ends with status 126


def test_sudo_drops_variables_unless_asked_to_keep_them():
    shown = ["bash", "-c", 'echo "$HOME $USER ${SECRET-gone}"']
    assert sudo(*shown) == "/root root gone"
    assert sudo("-E", *shown) == "/home/somebody  kept"
    assert sudo("--preserve-env", "bash", "-c", "echo $SECRET") == "kept"
    assert sudo("-u", "root", "-n", "-H", *shown) == "/root root gone"
    assert sudo("--", *shown) == "/root root gone"
    assert sudo("SECRET=mine", *shown) == "/root root mine"


def test_sudo_without_a_command_is_a_shell():
    assert sudo("-i", stdin="echo $HOME") == "/root"
    assert sudo(stdin="echo $USER") == "root"
    assert sudo("-i", "echo", "said") == "said"


def test_what_is_left_is_removed_when_the_pipe_closes_and_not_before(tmp_path: Path):
    work, group = tmp_path / "work", tmp_path / "group"
    for folder in (work / "cp1", group / "cp1/pods"):
        folder.mkdir(parents=True)
    (work / "cp1/file").touch()
    command = ["bash", HERE / "remove.sh", work, group, tmp_path / "never-made"]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as remover:
        time.sleep(0.3)
        assert work.exists()
        assert group.exists()
        remover.stdin.close()
        assert remover.wait(10) == 0
    assert not work.exists()
    assert not group.exists()
