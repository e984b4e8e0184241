"""Lint: every linter runs, what failed is named, and mending is asked for only with --fix."""

import pytest

from pretended import Project

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
    assert result.stderr.endswith("dependabot schema: nothing found.\n")


def test_fix_mends(linted: Project) -> None:
    linted.run("lint", "--fix")
    log = (linted.root / "lint.log").read_text()
    assert "rumdl check --fix" in log
    assert "typos --format brief --write-changes . .github .ci" in log
