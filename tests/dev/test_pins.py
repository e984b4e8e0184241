"""The pins: everything asked for is pinned, everything pinned has its hash, both files agree."""

import re

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from pretended import ROOT, Project, one_line

FILES = ["requirements", "requirements-dev", "requirements-way-out"]


def pinned(name: str) -> dict[str, str]:
    text = (ROOT / f"{name}.txt").read_text(encoding="utf-8")
    return dict(re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE))


@pytest.mark.parametrize("name", FILES)
def test_what_is_asked_for_is_pinned(name: str) -> None:
    lines = (ROOT / f"{name}.in").read_text(encoding="utf-8").splitlines()
    asked = [Requirement(line.split("#")[0].strip()) for line in lines if line and line[0].isalpha()]
    pins = pinned(name)
    assert asked
    for requirement in asked:
        assert requirement.specifier.contains(pins[canonicalize_name(requirement.name)]), requirement


@pytest.mark.parametrize("name", FILES)
def test_every_pin_has_its_hash_and_nothing_names_a_place(name: str) -> None:
    text = (ROOT / f"{name}.txt").read_text(encoding="utf-8")
    pins = re.findall(r"^[\w.-]+==.*\n    --hash=sha256:[0-9a-f]{64}", text, re.MULTILINE)
    assert len(pins) == len(pinned(name))
    assert "python3 scripts/dev.py lock" in text.splitlines()[1]
    assert "://" not in text
    assert not re.search(r"(^|\s)/\w", text)


@pytest.mark.parametrize("name", FILES[1:])
def test_files_agree_with_those_of_the_site(name: str) -> None:
    site, others = pinned(FILES[0]), pinned(name)
    both = site.keys() & others.keys()
    assert {name: site[name] for name in both} == {name: others[name] for name in both}


def test_dependabot_learns_that_the_pins_are_for_every_system_and_python() -> None:
    """It takes options from the head of a file, and calls uv with those it knows."""
    for name in FILES:
        head = (ROOT / f"{name}.txt").read_text(encoding="utf-8").splitlines()[1]
        assert "--universal --python-version 3.11" in head


def test_lock_needs_nothing_but_the_packages_for_tests(project: Project) -> None:
    assert project.run("lock", "--check").returncode == 1
    project.uv.rename(project.root / ".venv/bin/uv")
    assert project.run("lock").returncode == 0


def test_lock_writes_all_files_and_check_only_compares(project: Project) -> None:
    before = (project.root / "requirements.txt").read_text()
    looked = project.run("lock", "--check")
    assert looked.returncode == 1
    assert (
        "requirements.txt and requirements-dev.txt and requirements-way-out.txt out of date; run: python3 scripts/dev.py lock"
        in looked.stderr
    )
    assert (project.root / "requirements.txt").read_text() == before
    assert project.run("lock").returncode == 0
    assert [(project.root / f"{name}.txt").read_text() for name in FILES] == ["compiled"] * len(FILES)
    assert project.run("lock", "--check").returncode == 0


def test_lock_that_cannot_resolve_changes_nothing(project: Project) -> None:
    before = (project.root / "requirements.txt").read_text()
    project.run("lock", "--check")  # sets .venv up
    assert "no such package" in one_line(project.run("lock", FAKE_UV="error: no such\n  package"))
    assert (project.root / "requirements.txt").read_text() == before
