"""A page in, what is wrong with its manifests out: those in YAML blocks, and those in here-documents."""

import re
from collections.abc import Iterator
from itertools import chain, islice

from blockcheck.finding import Problem
from blockcheck.manifest import api_kinds, crds, object_names, relations, yaml_nodes
from blockcheck.manifest.fields import Found, Walk
from blockcheck.manifest.manifest_texts import sources
from blockcheck.manifest.schemas import Schemas
from blockcheck.manifest.yaml_nodes import Node
from blockcheck.page import Page
from blockcheck.text.placeholders import UNKNOWN

KUSTOMIZE = "kustomize.config.k8s.io/"
HIDDEN_RUN = re.compile(f"{UNKNOWN}+")
MOST = 200  # problems that are told of one document; more are not read
DEEPEST = 10  # levels of lists within lists of manifests


def diagnosed(page: Page, rule: str) -> Iterator[Problem]:
    """The problems of one rule on a page."""
    if "manifests" not in page.cache:
        page.cache["manifests"] = list(_diagnose(page))
    for name, problem in page.cache["manifests"]:
        if name == rule:
            yield problem


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
                yield found.rule, Problem(source.span(found.place), HIDDEN_RUN.sub("…", found.message), found.fix)


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
