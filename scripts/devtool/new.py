"""A section and a name in, a page to begin with and its line in the navigation out; both, or neither."""

import json
import re
from pathlib import Path

from devtool.process import ROOT, Stop, say

TEMPLATE = Path(__file__).with_name("page.md")
NAME = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)/([a-z0-9]+(?:-[a-z0-9]+)*)")
LISTED = re.compile(r"^      - ([a-z0-9-]+)/([a-z0-9-]+)\.md\b.*\n", re.MULTILINE)  # a page of a section, in mkdocs.yml


def new(page: str, title: str) -> int:
    """Write docs/`page`.md and list it last in its section; without a title the name makes one."""
    named = NAME.fullmatch(page)
    if not named:
        raise Stop(f"new: {page} is no name of a page; write SECTION/NAME in lower case, words joined by hyphens")
    section, name = named.groups()
    config, file = ROOT / "mkdocs.yml", ROOT / f"docs/{page}.md"
    listed = _listed(config.read_text(encoding="utf-8"), section, name)
    if listed is None or file.exists():
        raise Stop(f"new: docs/{page}.md is there already; edit it, or choose another name")
    heading = " ".join(title.split()) or name.replace("-", " ").capitalize()
    file.write_text(_filled(heading), encoding="utf-8", newline="\n")
    try:
        config.write_text(listed, encoding="utf-8", newline="\n")
    except OSError:
        file.unlink()
        raise
    say(f"Wrote docs/{page}.md, and its line in mkdocs.yml: write there what the page has to say.")
    say(f"See it at http://127.0.0.1:8000/{page}/ while you write: python3 scripts/dev.py serve")
    return 0


def _listed(config: str, section: str, name: str) -> str | None:
    """The configuration with the page behind the last of its section; None if it is there."""
    pages = list(LISTED.finditer(config))
    sections = [page[1] for page in pages if page[2] == "index"]
    if section not in sections:
        raise Stop(f"new: no section {section} in mkdocs.yml; there are {', '.join(sections)}")
    own = [page for page in pages if page[1] == section]
    if name in [page[2] for page in own]:
        return None
    end = own[-1].end()
    return f"{config[:end]}      - {section}/{name}.md\n{config[end:]}"


def _filled(title: str) -> str:
    page = TEMPLATE.read_text(encoding="utf-8")
    return page.replace('"{title}"', json.dumps(title, ensure_ascii=False)).replace("{title}", title)
