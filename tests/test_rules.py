"""Every rule by its own examples and by its cases in `rules/`; none without either."""

import inspect
from pathlib import Path

import pytest

import cases
from blockcheck import rules

FOLDER = Path(__file__).parent / "rules"
WITHOUT_EXAMPLE = {"unreadable-page"}  # its page could not be shown
RULES = sorted(rules.every().items())


def examples(rule) -> tuple[list[cases.Case], list[cases.Case]]:
    before, _, good = inspect.cleandoc(rule.__doc__).partition("\nGood:\n")
    bad = before.partition("\nBad:\n")[2]
    return cases.read(bad, "bad.md"), cases.read(good, "good.md")


@pytest.mark.parametrize("name, rule", RULES, ids=[name for name, _ in RULES])
def test_bad_raises_this_rule_alone_and_good_nothing(name, rule):
    bad, good = examples(rule)
    assert bool(bad and good) == (name not in WITHOUT_EXAMPLE)
    for case in bad:
        assert {found[2] for found in cases.found(case, name)} == {name}
    for case in good:
        assert cases.found(case, name) == set()


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.md")), ids=lambda file: file.stem)
def test_cases(file):
    all_cases = cases.read(file.read_text(encoding="utf-8"), file.name)
    assert all_cases
    assert any(file.stem in rule for case in all_cases for _, _, rule in case.expected)
    assert any(not case.expected for case in all_cases)
    for case in all_cases:
        assert cases.found(case, file.stem) == case.expected, f"{case.name}\n{case.text}"


def test_each_rule_has_cases_and_each_case_file_a_rule():
    assert {file.stem for file in FOLDER.glob("*.md")} == set(rules.every()) - WITHOUT_EXAMPLE


@pytest.mark.parametrize("name, rule", RULES, ids=[name for name, _ in RULES])
def test_docstring_is_a_page(name, rule):
    title = inspect.cleandoc(rule.__doc__).split("\n")[0]
    assert 10 < len(title) < 70 and not title.endswith(".")
    assert rules.severity(rule) in ("error", "advice")
