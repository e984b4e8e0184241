"""A page in, the commands of the containers on it out: the `command` and `args` of its manifests."""

import re
from collections.abc import Iterator

from blockcheck.command import specs
from blockcheck.manifest.manifest_texts import Source, sources
from blockcheck.manifest.yaml_nodes import Node
from blockcheck.page import Page
from blockcheck.text.placeholders import UNKNOWN
from blockcheck.text.shell import Word

CONTAINERS = ("containers", "initContainers", "ephemeralContainers")
POD_TEMPLATES = ((), ("spec",), ("spec", "template", "spec"), ("spec", "jobTemplate", "spec", "template", "spec"))
VARIABLE = re.compile(r"\$\([A-Za-z_][\w.-]*\)")


def program_calls(page: Page) -> Iterator[tuple[Word, ...]]:
    """The words of `command` and `args` of each container whose command is a recorded program."""
    for source in sources(page):
        for document in source.documents:
            for container in _containers(document):
                words = tuple(_words(container, source))
                if words and words[0].value.rsplit("/", 1)[-1] in specs.files():
                    yield words


def _containers(document: Node) -> Iterator[Node]:
    items = document.get("items") if document.text("kind") == "List" else None
    for one in items.items if items else (document,):
        for path in POD_TEMPLATES:
            spec = one.get(*path)
            for group in CONTAINERS if spec else ():
                containers = spec.get(group)
                yield from containers.items if containers else ()


def _words(container: Node, source: Source) -> Iterator[Word]:
    """Each item of `command`, then of `args`; none if there is no command or it is not a list."""
    command, arguments = container.get("command"), container.get("args")
    if command is None or command.kind != "list":
        return
    for node in (*command.items, *(arguments.items if arguments else ())):
        yield _word(node, source)


def _word(node: Node, source: Source) -> Word:
    """A scalar as a program gets it, placed within its quotes; what Kubernetes fills in is unknown."""
    span = source.span(node.place)
    if node.kind != "scalar":
        return Word("", UNKNOWN, span, many=node.kind == "alias")
    line = source.lines[node.place.row]
    raw = line.text[node.place.column : span.end_column - line.column]
    if not node.plain and raw[1:-1] == node.value:
        raw, span = raw[1:-1], span._replace(column=span.column + 1, end_column=span.end_column - 1)
    return Word(raw, VARIABLE.sub(UNKNOWN, node.value), span, quoted=not node.plain)
