"""Families of labelled commands: at least 97 % of what is wrong is found, and nothing that is right is reported."""

from pathlib import Path

import pytest

import cases

FAMILIES = sorted((Path(__file__).parent / "labelled").glob("*.md"))
GOAL = 0.97


@pytest.mark.parametrize("file", FAMILIES, ids=lambda file: file.stem)
def test_family(file, capsys):
    right, wrong, missed, reported = 0, 0, [], []
    for case in cases.read(file.read_text(encoding="utf-8"), file.name):
        found = cases.found(case)
        lines = case.text.split("\n")
        marked = {line for line, _, _ in case.expected}
        wrong += len(case.expected)
        right += sum(bool(line.strip()) for line in _commands(lines, marked))
        missed += [f"{rule}: {lines[line - 1]}" for line, severity, rule in sorted(case.expected - found)]
        reported += [
            f"{rule}: {lines[line - 1]}" for line, severity, rule in sorted(found - case.expected) if line not in marked
        ]
    with capsys.disabled():
        print(
            f"\n{file.stem}: {wrong - len(missed)} of {wrong} wrong ones found, {len(reported)} of {right} right lines reported"
        )
    assert min(right, wrong) >= 20 and right + wrong >= 40
    assert not reported
    assert wrong - len(missed) >= GOAL * wrong, "\n".join(missed)


def _commands(lines: list[str], marked: set[int]) -> list[str]:
    """The lines of a page's blocks that are not marked as wrong."""
    start = next(number for number, line in enumerate(lines) if line.startswith("```"))
    return [line for number, line in enumerate(lines[start:], start + 1) if number not in marked and "```" not in line]


def test_there_are_families():
    assert {file.stem for file in FAMILIES} >= {"expressions", "nested", "selectors", "values"}
