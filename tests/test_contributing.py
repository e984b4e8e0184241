"""What contributors are told is so: each sample in README, CONTRIBUTING and docs/contributing is tried."""

import re
import shlex
from pathlib import Path

import pytest
import yaml

import dev
from blockcheck import rules
from blockcheck.check import check
from blockcheck.diagram import diagrams
from blockcheck.page import Page

ROOT = Path(__file__).parents[1]
GUIDES = ("README.md", "CONTRIBUTING.md", "docs/contributing/index.md")
MADE_UP = {"docs/architecture/topic.md", "./kubectl", "FOLDER", "/tmp/next", "check.sarif"}
OF_THE_SITE = {"incomplete-front-matter", "unexplained-word"}
OF_MAINTAINERS = {"unknown-program", "outdated-version"}  # who have go and git, and build the next release
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def samples(*languages: str) -> list[tuple[str, str]]:
    return [
        (guide, text)
        for guide in GUIDES
        for language, text in FENCE.findall((ROOT / guide).read_text(encoding="utf-8"))
        if language in languages
    ]


def commands() -> list[list[str]]:
    joined = [text.replace("\\\n", " ") for _, text in samples("bash")]
    return [shlex.split(line, comments=True) for text in joined for line in text.splitlines() if line.strip()]


def test_each_verb_exists_with_its_options_and_each_file() -> None:
    tried = 0
    for words in commands():
        if "scripts/dev.py" not in words:
            continue
        verb, *rest = words[words.index("scripts/dev.py") + 1 :]
        assert verb in dev.VERBS, words
        help_text = (ROOT / "scripts/dev.py").read_text(encoding="utf-8") + (ROOT / "README.md").read_text(
            encoding="utf-8"
        )
        for word in rest:
            if word.startswith("--"):
                assert word in help_text, words
            elif "/" in word and word not in MADE_UP and not word.startswith(("architecture/", "/tmp/")):
                assert (ROOT / word).exists(), words
        tried += 1
    assert tried > 15


def test_each_program_built_is_known_to_the_script_that_builds() -> None:
    script = (ROOT / "tools/programs/build.sh").read_text(encoding="utf-8")
    built = [words for words in commands() if "tools/programs/build.sh" in words]
    assert built
    for words in built:
        for program in words[words.index("tools/programs/build.sh") + 2 :]:
            assert re.search(rf"\b{re.escape(program)}\b", script), program


def test_the_checker_has_nothing_to_say_of_the_commands() -> None:
    for guide, text in samples("bash"):
        found = [
            one
            for one in check([Page("docs/sample.md", f"# A\n\nDo it:\n\n```bash\n{text}```\n")])
            if one.severity == "error"
        ]
        assert [one for one in found if one.rule not in OF_THE_SITE | OF_MAINTAINERS] == [], guide


def test_the_front_matter_of_the_guide_passes_the_rule() -> None:
    (sample,) = (text for guide, text in samples("yaml") if text.startswith("---") and guide == "CONTRIBUTING.md")
    found = check([Page("docs/sample.md", f"{sample}\n# A\n\nWords.\n")])
    assert [one for one in found if one.rule == "incomplete-front-matter"] == []


def test_the_explanation_in_the_guide_is_one_of_the_files() -> None:
    (sample,) = (yaml.safe_load(text) for _, text in samples("yaml") if text.startswith("kubectl drain:"))
    real = yaml.safe_load((ROOT / "scripts/explain/kubectl.yml").read_text(encoding="utf-8"))
    assert sample["kubectl drain"].items() <= real["kubectl drain"].items()


def test_the_diagram_in_the_guide_draws() -> None:
    (sample,) = (text for guide, text in samples("text") if text.startswith("flowchart"))
    if not diagrams.available():
        pytest.skip("SKIPPED the guide's diagram: merman has no wheel for this platform")
    assert diagrams.problem(sample) is None


def test_each_allow_marker_of_the_guides_names_a_rule() -> None:
    texts = [(ROOT / guide).read_text(encoding="utf-8") for guide in GUIDES]
    named = [name for text in texts for name in re.findall(r"<!-- allow ([a-z-]+):", text)]
    assert named and set(named) <= set(rules.every())
