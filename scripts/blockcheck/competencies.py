"""The pages' front matter in, the exam's competencies with their pages out: the lists on the home and section pages."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

MARKER = re.compile(r"^<!-- competencies(?::[ ]*([A-Z](?:,[ ]*[A-Z])*))? -->$", re.MULTILINE)


class Topic(NamedTuple):
    """One page: its path below docs, its title, the competencies it serves, the most important first."""

    path: str
    title: str
    serves: tuple[str, ...]


def filled(markdown: str, page: str, names: Mapping[str, str], topics: list[Topic]) -> str:
    """The page with each `<!-- competencies -->` (or `<!-- competencies: C, T -->`, some domains) replaced by its list."""
    return MARKER.sub(lambda marker: _list(marker[1], page, names, topics), markdown)


def problems(names: Mapping[str, str], to_come: list[str], topics: list[Topic]) -> Iterator[str]:
    """What is wrong with the curriculum's coverage, a sentence each."""
    served = {one for topic in topics for one in topic.serves}
    for topic in topics:
        for one in topic.serves:
            if one not in names:
                yield f"docs/{topic.path}: {one} is no competency of the curriculum; there are: {', '.join(names)}"
    for one, name in names.items():
        if one not in served and one not in to_come:
            yield f"no page serves the competency {one} ({name}); name it in a page's `competencies`"
        if one in served and one in to_come:
            yield f"a page serves the competency {one} now; take it out of competencies_to_come in mkdocs.yml"


def _list(letters: str | None, page: str, names: Mapping[str, str], topics: list[Topic]) -> str:
    domains = re.findall("[A-Z]", letters or "")
    chosen = {one: name for one, name in names.items() if not domains or one[0] in domains}
    return "\n".join(f"- **{one} {name}**: {_links(one, page, topics)}" for one, name in chosen.items())


def _links(one: str, page: str, topics: list[Topic]) -> str:
    """Links to the pages that serve it: those first that name it first."""
    found = sorted((topic for topic in topics if one in topic.serves), key=lambda topic: topic.serves.index(one))
    folder = posixpath.dirname(page) or "."
    return ", ".join(f"[{topic.title}]({posixpath.relpath(topic.path, folder)})" for topic in found) or "no page yet"
