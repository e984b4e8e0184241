"""A page in, what is wrong with its manifests out: those in YAML blocks, and those in here-documents."""

import re
from collections.abc import Iterator
from itertools import chain, islice

from blockcheck import api_kinds, crds, object_names, relations, specs, yaml_nodes
from blockcheck.fields import Found, Walk
from blockcheck.finding import Problem
from blockcheck.manifest_texts import Source, sources
from blockcheck.page import Page
from blockcheck.placeholders import UNKNOWN
from blockcheck.schemas import Schemas
from blockcheck.shell import Word
from blockcheck.yaml_nodes import Node

KUSTOMIZE = "kustomize.config.k8s.io/"
POD_TEMPLATES = ((), ("spec",), ("spec", "template", "spec"), ("spec", "jobTemplate", "spec", "template", "spec"))
VARIABLE = re.compile(r"\$\([A-Za-z_][\w.-]*\)")
MOST = 200  # problems that are told of one document; more are not read
DEEPEST = 10  # levels of lists within lists of manifests


def diagnosed(page: Page, rule: str) -> Iterator[Problem]:
    """The problems of one rule on a page."""
    if "manifests" not in page.cache:
        page.cache["manifests"] = list(_diagnose(page))
    for name, problem in page.cache["manifests"]:
        if name == rule:
            yield problem


def program_calls(page: Page) -> Iterator[tuple[Word, ...]]:
    """The words of `command` and `args` of each container whose command is a recorded program."""
    for source in sources(page):
        for document in source.documents:
            for container in _containers(document):
                words = tuple(_words(container, source))
                if words and words[0].value.rsplit("/", 1)[-1] in specs.files():
                    yield words


def _diagnose(page: Page) -> Iterator[tuple[str, Problem]]:
    schemas, parts = Schemas(), False
    for source in sources(page):
        for document in source.documents:
            if document.text("kind") == "CustomResourceDefinition":
                _learn(document, schemas)
            parts = parts or (document.text("apiVersion") or "").startswith(KUSTOMIZE)  # which adds to other files
    for source in sources(page):
        for document in source.documents:
            every = chain(_doubled(document), _document(document, schemas, source.whole and not parts, 0))
            for found in islice(every, MOST):
                yield found.rule, Problem(source.span(found.place), found.message, found.fix)


def _learn(document: Node, schemas: Schemas) -> None:
    """Add the kinds that a CustomResourceDefinition of the page defines."""
    for version, kind, schema in crds.kinds(yaml_nodes.data(document)):
        schemas.own_kinds[f"{version} {kind}"] = crds.define(schema, f"page.{kind}", schemas.own)


def _document(document: Node, schemas: Schemas, whole: bool, depth: int) -> Iterator[Found]:
    """What is wrong with one document; nothing if it is no manifest."""
    if document.kind != "map" or depth > DEEPEST:
        return
    if document.text("kind") == "List" and document.text("apiVersion") == "v1":
        items = document.get("items")
        for item in items.items if items else ():
            yield from _document(item, schemas, whole, depth + 1)
        return
    kind, found = api_kinds.identify(document, schemas)
    if found:
        yield found
    if kind is None:
        return
    walk = Walk(schemas, lambda node: _document(node, schemas, whole, depth + 1), whole)
    yield from walk.check(document, kind, document.text("kind") or "")
    yield from object_names.check(document, walk.met, whole)
    yield from relations.check(walk.met) if whole else ()


def _doubled(document: Node) -> Iterator[Found]:
    """Keys that stand twice in one map: the first is lost, or the file is refused."""
    todo = [document]
    while todo:
        node = todo.pop()
        seen: dict[str, Node] = {}
        for key, value in node.entries:
            todo.append(value)
            if key.kind != "scalar" or key.unknown or key.value == yaml_nodes.MERGE:
                continue
            first = seen.setdefault(key.value, key)
            if first is not key:
                yield Found(
                    "duplicate-key",
                    key.place,
                    f"{key.value} stands here for the second time in the same place; keep one",
                )
        todo += node.items


def _containers(document: Node) -> Iterator[Node]:
    items = document.get("items") if document.text("kind") == "List" else None
    for one in items.items if items else (document,):
        for path in POD_TEMPLATES:
            spec = one.get(*path)
            for group in relations.CONTAINERS if spec else ():
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
