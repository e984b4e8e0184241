"""A manifest's `apiVersion` and `kind` in, its type or what is wrong with them out."""

from blockcheck.manifest import schemas
from blockcheck.manifest.fields import Found
from blockcheck.manifest.schemas import Schemas
from blockcheck.manifest.yaml_nodes import Node
from blockcheck.text.suggest import closest

EXTENSIONS = "gateway.networking.k8s.io/"  # recorded as far as it is stable; its experimental kinds are not


def identify(document: Node, known: Schemas) -> tuple[str | None, Found | None]:
    """The type to check the document against, and the finding that says why there is none."""
    version_node, kind_node = document.get("apiVersion"), document.get("kind")
    version, kind = document.text("apiVersion"), document.text("kind")
    if not version or not kind or version_node is None or kind_node is None:
        return None, None
    found = known.kind(version, kind)
    if found:
        return found, None
    removed = schemas.by_hand()["removed"].get(version)
    if removed and kind in removed["kinds"]:
        return None, _removed(version_node, kind, removed["release"], removed["kinds"][kind])
    return None, _unknown(version_node, kind_node, known)


def _removed(node: Node, kind: str, release: str, right: str) -> Found:
    said = f"{node.value} has no {kind} since v{release}"
    if not right:
        message = f"{said}, and nothing took its place; label the namespace with a Pod Security level"
        return Found("removed-api", node.place, message)
    return Found("removed-api", node.place, f"{said}; write {right}", right)


def _unknown(version_node: Node, kind_node: Node, known: Schemas) -> Found:
    version, kind = version_node.value, kind_node.value
    own = {both.partition(" ")[0] for both in known.own_kinds}
    siblings = schemas.kinds_of().get(version) or [
        both.partition(" ")[2] for both in known.own_kinds if both.startswith(f"{version} ")
    ]
    homes = [home for home in schemas.versions_of().get(kind, []) if "alpha" not in home] or schemas.versions_of().get(
        kind, []
    )
    if siblings:
        near = closest(kind, siblings)
        if near and not homes:
            return Found("unknown-kind", kind_node.place, f"{version} has no kind {kind}; did you mean {near}?", near)
        if homes:
            right = _best(homes)
            return Found(
                "unknown-kind", version_node.place, f"{version} has no kind {kind}; write apiVersion: {right}", right
            )
        everywhere = closest(kind, schemas.versions_of())
        if everywhere:
            right = _best(schemas.versions_of()[everywhere])
            return Found(
                "unknown-kind", kind_node.place, f"{version} has no kind {kind}; did you mean {everywhere}, of {right}?"
            )
        return Found(
            "unknown-kind", kind_node.place, f"{version} has no kind {kind}; `kubectl api-resources` lists them all"
        )
    if version.startswith(EXTENSIONS) and not homes:
        return _unlisted(version_node, kind)
    if _is_ours(version) or closest(version, homes):
        return _wrong_version(version_node, kind, homes)
    near = closest(version, [*schemas.kinds_of(), *own])
    if near and kind in schemas.kinds_of().get(near, ()):
        return Found(
            "unknown-kind", version_node.place, f"there is no API version {version}; did you mean {near}?", near
        )
    return _unlisted(version_node, kind)


def _unlisted(node: Node, kind: str) -> Found:
    message = f"{node.value} {kind} is no kind of Kubernetes; say which CustomResourceDefinition it comes from"
    return Found("unlisted-kind", node.place, message)


def _is_ours(version: str) -> bool:
    """Whether the group is one of Kubernetes itself: a CustomResourceDefinition's has a dot, and another end."""
    group, _, _ = version.partition("/")
    groups = {one.partition("/")[0] for one in schemas.kinds_of() if "/" in one}
    return group in groups or "." not in group


def _wrong_version(node: Node, kind: str, homes: list[str]) -> Found:
    if homes:
        return Found(
            "unknown-kind",
            node.place,
            f"there is no API version {node.value}; {kind} is in {_best(homes)}",
            _best(homes),
        )
    near = closest(node.value, schemas.kinds_of())
    return Found(
        "unknown-kind",
        node.place,
        f"there is no API version {node.value}" + (f"; did you mean {near}?" if near else ""),
        None,
    )


def _best(homes: list[str]) -> str:
    """The version to write: the newest stable one."""
    return max(homes, key=lambda home: ("alpha" not in home, "beta" not in home, home == "v1", home))
