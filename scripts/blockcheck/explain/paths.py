"""The notes in, the paths and ports they name out, each with the places where it stands."""

import re
from collections.abc import Callable, Iterator, Mapping

from blockcheck.explain import anchors
from blockcheck.page import Page

PATH = re.compile(
    r"(?<![\w.:/$>}~-])(?:/(?:boot|dev|etc|home|lib|opt|proc|root|run|srv|sys|usr|var)|~|\$HOME)(?:/[\w.@+-]+)+"
)
PORT = re.compile(
    r"(?:(?<=[\w\].>]:)|(?<=[Pp]ort )|(?<=[Pp]ort=)|(?<=[Pp]ort: )|(?<=[Pp]orts )|(?<=\| ))\d{2,5}(?![\w-]|[.:]\w)"
)
SCRATCH = ("/opt/answers", "/opt/lab", "/dev/")
Places = dict[str, list[tuple[str, str]]]


def paths(notes: Mapping[str, Page]) -> Places:
    """Path -> (page, anchor of the block, empty for its prose), each page once, sorted."""
    found = {path: list(_code(page)) for path, page in notes.items()}
    return _places(found, PATH, lambda name: not name.startswith(SCRATCH))


def ports(notes: Mapping[str, Page]) -> Places:
    """The same for port numbers; those that stand on one page alone are its own affair."""
    found = {path: [*_code(page), *((line, "") for _, line in page.markdown.prose)] for path, page in notes.items()}
    every = _places(found, PORT, lambda name: 20 < int(name) < 65536 and not name.startswith("0"))
    return {name: every[name] for name in sorted(every, key=int) if len(every[name]) > 1}


def _places(
    texts: Mapping[str, list[tuple[str, str]]], pattern: re.Pattern[str], wanted: Callable[[str], bool]
) -> Places:
    found: dict[str, dict[str, str]] = {}
    for path, pairs in texts.items():
        for text, anchor in pairs:
            for match in pattern.finditer(text):
                name = match[0].rstrip(".")
                if wanted(name):
                    found.setdefault(name, {}).setdefault(path, anchor)
    return {name: list(found[name].items()) for name in sorted(found)}


def _code(page: Page) -> Iterator[tuple[str, str]]:
    """Code of a page with the anchor it has: blocks first, then inline code."""
    ids = anchors.of(page)
    for block in page.markdown.blocks:
        if block.header.line in ids:
            yield block.text, ids[block.header.line]
    yield from ((inline.text, "") for inline in page.markdown.inline)
