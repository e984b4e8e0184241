"""Names, labels and annotations in, those that Kubernetes refuses out."""

import re
from collections.abc import Iterator

from blockcheck.command.expressions import LABEL_KEY, LABEL_VALUE, PORT_NAME
from blockcheck.manifest import scalars, schemas
from blockcheck.manifest.fields import Found, Met
from blockcheck.manifest.yaml_nodes import MERGE, Node

LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
PART = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
NAMES = {
    "label": (re.compile(LABEL), "small letters, digits and dashes, at most 63 of them"),
    "label1035": (
        re.compile(rf"(?=[a-z]){LABEL}"),
        "small letters, digits and dashes, at most 63 of them, a letter first",
    ),
    "subdomain": (re.compile(rf"(?=.{{1,253}}$){PART}(?:\.{PART})*"), "small letters, digits, dashes and dots"),
    "segment": (re.compile(r"(?!\.{1,2}$)[^/%]+"), "no slash and no percent sign"),
    "port": (PORT_NAME, "at most 15 small letters, digits and dashes, and a letter among them"),
}
KEY, VALUE = re.compile(LABEL_KEY), re.compile(LABEL_VALUE)
ANNOTATION = re.compile(r"(?:[a-zA-Z0-9.-]+/)?[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?")
VALUE_WORDS = (
    "a label's value has at most 63 letters, digits, dashes, dots and underscores, and ends are a letter or digit"
)
NAMELESS = ("Review", "Request", "List", "Binding", "Eviction")  # how kinds end that may do without a name


def check(document: Node, met: Met, whole: bool) -> Iterator[Found]:
    """Everything that is named wrongly in one document."""
    yield from _own_name(document, met, whole)
    for meta, path in met.get("meta.v1.ObjectMeta", ()):
        yield from _labels(meta.get("labels"), f"{path}.labels")
        yield from _keys(meta.get("annotations"), f"{path}.annotations")
    for pod, _ in met.get("core.v1.PodSpec", ()):
        volumes = pod.get("volumes")
        for volume in volumes.items if volumes else ():
            yield from _name(volume.get("name"), "a volume's name", "label")
    for container, _ in met.get("core.v1.Container", ()):
        yield from _name(container.get("name"), "a container's name", "label")
    for port, _ in met.get("core.v1.ContainerPort", ()):
        yield from _name(port.get("name"), "a port's name", "port")


def _own_name(document: Node, met: Met, whole: bool) -> Iterator[Found]:
    """`metadata.name`: there, and in the form that the kind asks for."""
    meta, kind = document.get("metadata"), document.text("kind") or ""
    if meta is None or not any(node is meta for node, _ in met.get("meta.v1.ObjectMeta", ())):
        return
    name = meta.get("name")
    if name is None:
        if whole and not meta.partial and meta.get("generateName") is None and not kind.endswith(NAMELESS):
            key = next(key for key, _ in document.entries if key.value == "metadata")
            yield Found("missing-field", key.place, "metadata lacks name; add name: …")
    else:
        form = next((form for form, kinds in schemas.by_hand()["names"].items() if kind in kinds), "subdomain")
        yield from _name(name, "metadata.name", form)
    yield from _name(meta.get("namespace"), "metadata.namespace", "label")


def _name(node: Node | None, path: str, form: str) -> Iterator[Found]:
    """A name that breaks its form; one of another type is another rule's matter."""
    if node is None or not scalars.is_text(node) or (path == "metadata.namespace" and not node.value):
        return
    pattern, words = NAMES[form]
    if not pattern.fullmatch(node.value):
        right = re.sub(r"[\s_]+", "-", node.value.strip()).lower()
        cure = right if form != "segment" and pattern.fullmatch(right) else None
        hint = f"; write {cure}" if cure else ""
        yield Found("malformed-name", node.place, f"{path} takes {words}, not {scalars.shown(node.value)}{hint}", cure)


def _labels(labels: Node | None, path: str) -> Iterator[Found]:
    yield from _keys(labels, path)
    for _, value in labels.entries if labels else ():
        if scalars.is_text(value) and not VALUE.fullmatch(value.value):
            yield Found("malformed-name", value.place, f"{VALUE_WORDS}; {scalars.shown(value.value)} does not fit")


def _keys(labels: Node | None, path: str) -> Iterator[Found]:
    pattern = ANNOTATION if path.endswith("annotations") else KEY
    for key, _ in labels.entries if labels else ():
        if key.kind == "scalar" and not key.unknown and key.value != MERGE and not pattern.fullmatch(key.value):
            yield Found(
                "malformed-name",
                key.place,
                f"{scalars.shown(key.value)} is no key of {path}; write name or example.com/name",
            )
