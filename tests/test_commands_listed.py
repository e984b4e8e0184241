"""Every command of the plan's list stands on its page, word for word; pages not written yet are left out."""

import re
from pathlib import Path

import pytest

from blockcheck.text.fences import parse

ROOT = Path(__file__).parents[1]
LIST = ROOT.parent / "shared" / "content" / "commands.txt"
LEFT_OUT = Path(__file__).parent / "commands-left-out.txt"
COMMENT = re.compile(r"\s{2,}# .*$")


def listed(text: str) -> dict[str, list[str]]:
    """The commands of each section; `## slug` opens one, what stands before the first belongs to none."""
    sections: dict[str, list[str]] = {}
    slug = None
    for line in text.splitlines():
        if line.startswith("## "):
            slug = line.removeprefix("## ").strip()
            sections[slug] = []
        elif slug and line.strip():
            sections[slug].append(_folded(COMMENT.sub("", line)))
    return sections


def written(page: str) -> set[str]:
    """The command lines of a page, joined at their backslashes; prompts left out."""
    blocks = [block.text for block in parse(page.split("\n")).blocks if block.language in ("bash", "console")]
    lines = "\n".join(blocks).replace("\\\n", " ").split("\n")
    return {_folded(line).removeprefix("$ ") for line in lines}


def missing(commands: list[str], page: str) -> list[str]:
    """Those of the commands that the page lacks; with `sudo` in front, or a quoted word broken over lines, they are there."""
    there = written(page)
    run_on = _squeezed("\n".join(block.text for block in parse(page.split("\n")).blocks))
    absent = [command for command in commands if command not in there and f"sudo {command}" not in there]
    return [command for command in absent if len(command) < 60 or _squeezed(command) not in run_on]


def _squeezed(text: str) -> str:
    return re.sub(r"\\\n|[\s'\"]", "", text)


def left_out() -> set[str]:
    """The lines of the list that are wrong, or said better on their page."""
    return {line for line in LEFT_OUT.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")}


def _folded(line: str) -> str:
    return " ".join(line.split())


@pytest.mark.skipif(not LIST.exists(), reason="SKIPPED listed commands: no list in ../shared/content")
def test_every_page_has_its_commands():
    sections = listed(LIST.read_text(encoding="utf-8"))
    files = {slug: ROOT / "docs" / f"{slug}.md" for slug in sections}
    pages = {slug: file.read_text(encoding="utf-8") for slug, file in files.items() if file.exists()}
    assert len(pages) >= 10, f"only {sorted(pages)} of {len(sections)} sections have a page: are the slugs right?"
    absent = [f"docs/{slug}.md: {command}" for slug, page in pages.items() for command in missing(sections[slug], page)]
    absent = [line for line in absent if line not in left_out()]
    assert not absent, "these commands of commands.txt are not on their page:\n" + "\n".join(absent)


def test_what_counts_as_there():
    page = "    ```bash\n    kubectl get nodes \\\n      -o wide\n    sudo ls /etc\n    ```\n\n```console\n$ id\nroot\n```\n"
    commands = listed("# head\n## a/b\nkubectl get nodes  -o wide  # IPs\nls /etc\nid\nroot -x\nkubectl get nodes\n")
    assert missing(commands["a/b"], page) == ["root -x", "kubectl get nodes"]
