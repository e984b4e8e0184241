"""Lint: every linter runs, what failed is named, and mending is asked for only with --fix."""

from pathlib import Path

import pytest

from devtool.lint import checks
from pretended import ROOT, Project

TOOL = """#!/bin/sh
echo "$(basename "$0") $*" >> lint.log
if [ "$(basename "$0")" = "$FAKE_BAD" ]; then echo "page.md:1: bad"; exit 1; fi
"""


@pytest.fixture
def linted(project: Project) -> Project:
    project.run("test", "--version")  # makes the .venv
    for name in ("ruff", "rumdl", "typos", "zizmor"):
        project.write(f".venv/bin/{name}", TOOL)
        (project.root / ".venv/bin" / name).chmod(0o755)
    project.write("scripts/check_jsonschema.py", "")
    return project


def test_all_run_and_the_one_that_failed_is_named(linted: Project) -> None:
    result = linted.run("lint", FAKE_BAD="rumdl")
    assert result.returncode == 1
    assert "--- rumdl\npage.md:1: bad\nlint: rumdl found something." in result.stderr
    log = (linted.root / "lint.log").read_text()
    assert [line.split()[0] for line in log.splitlines()] == ["ruff", "ruff", "rumdl", "typos", "zizmor"]
    assert "--fix" not in log


def test_nothing_found(linted: Project) -> None:
    result = linted.run("lint")
    assert result.returncode == 0
    assert result.stderr.endswith("dependabot schema, issue forms schema, issue chooser schema: nothing found.\n")


def test_each_schema_is_asked_about_files_that_are_there() -> None:
    commands = checks(Path("python"))
    forms = {Path(str(file)).name for file in commands["issue forms schema"] if str(file).endswith(".yml")}
    assert forms == {"command-wrong.yml", "explanation-missing.yml", "topic-missing.yml"}
    for name in ("workflow schema", "dependabot schema", "issue forms schema", "issue chooser schema"):
        files = [ROOT / argument for argument in commands[name] if str(argument).endswith(".yml")]
        assert files and all(file.is_file() for file in files), name


def test_fix_mends(linted: Project) -> None:
    linted.run("lint", "--fix")
    log = (linted.root / "lint.log").read_text()
    assert "rumdl check --fix" in log
    assert "typos --format brief --write-changes . .github .ci .devcontainer .vscode" in log
