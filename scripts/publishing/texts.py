"""The notes in, the same as plain Markdown for machines and for people who save pages out: `llms.txt`, `index.md`."""

import re
from collections.abc import Iterable
from typing import NamedTuple

MATTER = re.compile(r"\A---\n.*?\n---\n+", re.DOTALL)
COMMENT = re.compile(r"^ *<!--.*?-->\n+", re.DOTALL | re.MULTILINE)


class Note(NamedTuple):
    """A page: its address below the site's, title, description, the section it stands in, its Markdown with front matter."""

    url: str
    title: str
    description: str
    section: str
    markdown: str


def files(name: str, about: str, notes: Iterable[Note]) -> dict[str, str]:
    """Path -> text: `llms.txt` as llmstxt.org has it, and the Markdown of each page beside its HTML."""
    made, lines, section = {}, [f"# {name}", "", f"> {about}"], ""
    for note in notes:
        if note.section != section:
            section = note.section
            lines += ["", f"## {section}", ""]
        lines.append(f"- [{note.title}]({note.url}index.md): {note.description}")
        made[f"{note.url}index.md"] = plain(note.markdown)
    return {"llms.txt": "\n".join([*lines, ""])} | made


def plain(markdown: str) -> str:
    """Without front matter, and without comments that only the checker reads."""
    return COMMENT.sub("", MATTER.sub("", markdown))
