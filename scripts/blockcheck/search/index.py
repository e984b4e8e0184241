"""The sections of all pages in, the files of the search's index out: one of headings, and one of texts for each folder."""

import json
from collections.abc import Sequence
from typing import NamedTuple

from blockcheck.command import resources
from blockcheck.search.sections import Section

FOLDER = "search"
HEADINGS = f"{FOLDER}/index.json"
TASK = 0.75  # what the text of an exam task counts for: it uses what other sections teach
DEEPEST = 2  # folders of a page's address that name its texts' file


class Entry(NamedTuple):
    """A page: its address below the site's, title, other names, what its score is multiplied by, its sections."""

    url: str
    title: str
    aliases: tuple[str, ...]
    boost: float
    sections: Sequence[Section]


def files(entries: Sequence[Entry]) -> dict[str, str]:
    """Path -> JSON.

    `search/index.json` holds `short`, short names of resource types with the long ones; `texts`, the names of the other
    files; `pages`, a list of `{url, title, aliases, boost}`; `sections`, a list of `[page, anchor, title, weight]`. Each
    other file holds `{number of a section: text}`.
    """
    pages, sections = [], []
    texts: dict[str, dict[str, str]] = {}
    for entry in entries:
        for section in entry.sections:
            texts.setdefault(_name(entry.url), {})[str(len(sections))] = section.text
            sections.append([len(pages), section.anchor, section.title, TASK if section.task else 1])
        pages.append({"url": entry.url, "title": entry.title, "aliases": entry.aliases, "boost": entry.boost})
    short = {name: one.singular for one in resources.every() for name in one.shorts}
    index = {"short": short, "texts": list(texts), "pages": pages, "sections": sections}
    return {HEADINGS: _json(index)} | {f"{FOLDER}/{name}": _json(text) for name, text in texts.items()}


def _name(url: str) -> str:
    """The file for a page's texts: `architecture.json`, `reference-commands.json`; `pages.json` for those in no folder."""
    folders = url.strip("/").split("/")[:-1][:DEEPEST]
    return f"{'-'.join(folders) or 'pages'}.json"


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
