"""The .venv: made once, made again when it must be, and one clear line when it cannot be made."""

import os
import signal
import subprocess
import sys

import pytest

from devtool.install import cause
from pretended import NO_INDEX, Project, one_line, wait_for


def test_installs_once_until_the_pins_change(project: Project) -> None:
    assert "Setting up .venv by uv" in project.run("check").stderr
    assert project.run("check").stderr == ""
    project.pin("requirements.txt", "1.16.0")
    assert "Setting up" in project.run("check").stderr
    assert len(project.calls("pip sync")) == 2


def test_serving_needs_no_test_packages_and_testing_adds_them(project: Project) -> None:
    project.run("check")
    assert project.calls("pip sync")[0].endswith(":all: requirements.txt")
    project.run("test", "--version")
    assert project.calls("pip sync")[1].endswith(":all: requirements.txt requirements-dev.txt")
    assert len(project.calls("venv")) == 1
    project.pin("requirements-dev.txt", "1.16.0")
    project.run("check")
    assert len(project.calls("pip sync")) == 2  # only what the verb needs counts


def test_a_venv_of_another_python_is_made_anew(project: Project) -> None:
    project.run("check")
    stamp = project.root / ".venv/pins.txt"
    stamp.write_text(stamp.read_text().replace(sys.implementation.name, "other"))
    project.run("check")
    python = project.root / ".venv/bin/python"
    python.unlink()
    python.symlink_to("/nowhere/python")
    assert project.run("check").returncode == 0
    assert len(project.calls("venv")) == 3


@pytest.mark.parametrize("before", ["nothing", "the site's packages"])
def test_an_interrupted_install_is_repeated(project: Project, before: str) -> None:
    if before != "nothing":
        project.run("check")
    done = len(project.calls("pip sync"))
    with project.start("test", FAKE_UV="hang") as interrupted:
        wait_for(lambda: len(project.calls("pip sync")) > done)
        os.killpg(interrupted.pid, signal.SIGKILL)
    again = project.run("check")
    assert again.returncode == 0
    assert "Setting up" in again.stderr
    assert project.run("check").stderr == ""


def test_only_one_sets_up_at_a_time(project: Project) -> None:
    with project.start("check") as one, project.start("check") as other:
        assert (one.wait(), other.wait()) == (0, 0)
    assert len(project.calls("pip sync")) == 1


def test_a_failed_install_says_why_and_is_repeated(project: Project) -> None:
    assert "no network" in one_line(project.run("check", FAKE_UV="error: dns error: failed to lookup address"))
    assert "Setting up" in project.run("check").stderr


@pytest.mark.parametrize(
    ("said", "meaning"),
    [
        ("NewConnectionError: [Errno 101]\nERROR: No matching distribution found", "no network"),
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "disk is full"),
        ("error: Hash mismatch for `six==1.17.0`", "not the one that was pinned"),
        ("error sending request\ninvalid peer certificate: UnknownIssuer", "not trusted here"),
        ("warning: x\nerror: no wheel of six\n\nhint: y\n", "error: no wheel of six"),
        ("it broke\n", "it broke"),
        ("", "it said nothing"),
    ],
)
def test_what_an_installer_says_becomes_one_line(said: str, meaning: str) -> None:
    assert meaning in cause(said)
    assert "\n" not in cause(said)


def test_a_uv_that_does_not_run_is_none_and_pip_without_network_says_so(project: Project) -> None:
    project.write(project.uv, "#!/bin/sh\nexit 127\n")
    result = project.run("check", **NO_INDEX)  # makes a real .venv
    assert "Setting up .venv by pip" in result.stderr
    assert "no network" in one_line(result)


def test_a_python_without_venv_says_what_to_install(project: Project) -> None:
    project.uv.unlink()
    lacking = "import sys; sys.modules['ensurepip'] = None; sys.path.insert(0, 'scripts'); import dev; sys.exit(dev.main(['check']))"
    result = subprocess.run(
        [sys.executable, "-c", lacking], cwd=project.root, env={"PATH": ""}, capture_output=True, text=True, check=False
    )
    assert "apt-get install python3-venv" in one_line(result)
    assert not (project.root / ".venv").exists()


def test_a_place_that_cannot_be_written_is_one_line(project: Project) -> None:
    project.write(".venv", "a file where the folder belongs")
    assert ".venv" in one_line(project.run("check"))
