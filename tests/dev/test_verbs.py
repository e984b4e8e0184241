"""dev.py as a process: its verbs, its arguments, an old Python."""

import ast
import subprocess
import sys

import pytest

from pretended import ROOT, Project, one_line

# Started like a script, after something was done to this Python.
RUN = "; import runpy; runpy.run_path('scripts/dev.py', run_name='__main__')"


def test_parses_on_an_old_python_and_refuses_it_in_one_line(project: Project) -> None:
    ast.parse((ROOT / "scripts/dev.py").read_text(encoding="utf-8"), feature_version=(3, 6))
    old = "import sys; sys.version_info = (3, 10, 9); sys.version = '3.10.9 (x)'"
    command = [sys.executable, "-c", old + RUN]
    result = subprocess.run(command, cwd=project.root, capture_output=True, text=True, check=False)
    assert "needs Python 3.11 or newer, this is 3.10.9" in one_line(result, status=1)
    assert len(result.stderr.splitlines()) == 1


def test_unknown_verb_and_option(project: Project) -> None:
    assert "no verb sevre? There are serve, check, explain, test, build, lint, bench, harvest, links, lock" in one_line(
        project.run("sevre")
    )
    assert "which verb?" in one_line(project.run())
    assert "unrecognized arguments: --prot" in one_line(project.run("serve", "--prot", "80"))
    assert "invalid int value: 'x'" in one_line(project.run("serve", "--port", "x"))
    assert not project.calls("")


def test_help_names_every_verb(project: Project) -> None:
    result = project.run("--help")
    assert result.returncode == 0
    for verb in ("serve", "check", "explain", "test", "build", "lint", "bench", "harvest", "lock", "new", "way-out"):
        assert f"\n  {verb} " in result.stdout


def test_runs_from_the_root_whatever_folder_it_was_started_in(project: Project) -> None:
    project.write("docs/page.md", "")
    inside = project.run("check", "--format", "json", "page.md", cwd=project.root / "docs")
    assert inside.stdout.strip() == f"{project.root} --format json docs/page.md"
    project.write("../other.md", "")
    assert project.run("check", "other.md", cwd=project.root.parent).stdout.strip() == f"{project.root} ../other.md"


def test_explain_asks_the_checker(project: Project) -> None:
    assert project.run("explain", "curly-quote").stdout.strip() == f"{project.root} --explain curly-quote"
    assert "name one rule" in one_line(project.run("explain"))


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ([], "-n auto --dist loadfile"),
        (["--quick"], "-n auto --dist loadfile --ignore=tests/site --ignore=tests/live"),
        (["--quick", "-k", "fence"], "--ignore=tests/site --ignore=tests/live -k fence"),
        (["tests/a.py"], "tests/a.py"),
    ],
)
def test_which_tests_run(project: Project, asked: list[str], told: str) -> None:
    project.write("scripts/pytest.py", "import sys; print(*sys.argv[1:])")
    assert project.run("test", *asked).stdout.strip() == told


def test_live_needs_linux_and_says_so_on_windows(project: Project) -> None:
    windows = (
        "import shutil, subprocess, sys; sys.path[0] = 'scripts'; sys.argv = ['dev.py', 'live']; sys.platform = 'win32'"
    )
    command = [sys.executable, "-c", windows + RUN]
    result = subprocess.run(command, cwd=project.root, capture_output=True, text=True, check=False)
    assert "live: needs Linux; run it in WSL, as root" in one_line(result)
    assert not project.calls("")


def test_what_the_tool_answers_is_what_dev_answers(project: Project) -> None:
    project.write("scripts/blockcheck/__main__.py", "import sys; print('[]'); sys.exit(1)")
    result = project.run("check")
    assert result.returncode == 1
    assert result.stdout == "[]\n"
