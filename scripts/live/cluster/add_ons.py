"""Names of add-ons in, what they are made of out; and how a running cluster gets them.

An add-on is a manifest in add-ons/. Each image that it names is made of the program of the same name.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import yaml

from live.cluster import programs
from live.cluster.node import HERE, ClusterError, Node

FOLDER = HERE / "add-ons"
TOOLS = {"kube-router": ("iptables", "ipset")}  # what an image holds beside its program, from the host
BEFORE = {"traefik": "gateway-api"}  # what build.sh lays beside the programs, and is applied first
ADDRESS = "10.0.0.100"  # in the nodes' network, of no node: kube-proxy sends what goes there to the Service
AFTER = {  # what kubectl is told in the end
    "csi-hostpath": ("wait csinode --all --for=jsonpath={.spec.drivers[0].name}=hostpath.csi.k8s.io",),
    "traefik": (
        "patch service traefik -n traefik --subresource=status "
        f'--patch={{"status":{{"loadBalancer":{{"ingress":[{{"ip":"{ADDRESS}"}}]}}}}}}',
        "wait gatewayclass traefik --for=condition=Accepted",
    ),
}
SECONDS = 120  # that a busy machine may take until an add-on is ready


class NotReady(ClusterError):
    """The cluster is there, but its add-ons do not get ready."""


class AddOn(NamedTuple):
    """Its name; a file that is applied before its manifest, if any; each image's program and tools."""

    name: str
    before: Path | None
    images: Mapping[str, tuple[Path, ...]]


def names() -> tuple[str, ...]:
    """All that there are."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yml")))


def find(wanted: Sequence[str], folder: Path | None = None) -> list[AddOn]:
    """The add-ons of these names; raises ClusterError that says which program one lacks and how to get it."""
    return [_find(name, folder) for name in wanted]


def needed(name: str) -> set[str]:
    """The programs that an add-on needs beside those of every cluster."""
    images = map(_program, find_images(name))
    return {*(program for image in images for program in (image, *TOOLS.get(image, ()))), *_before(name)}


def install(node: Node, wanted: Sequence[AddOn]) -> None:
    """Gives a cluster its add-ons; returns when they are ready, raises NotReady if they do not get so."""
    try:
        _install(node, wanted)
    except ClusterError as error:
        raise NotReady(f"{', '.join(add_on.name for add_on in wanted)}: {error}") from error


def _install(node: Node, wanted: Sequence[AddOn]) -> None:
    for add_on in wanted:
        if add_on.before:
            _apply(node, add_on.before)
            _kubectl(node, "wait crd --all --for=condition=Established")
        _apply(node, FOLDER / f"{add_on.name}.yml")
    for add_on in wanted:
        for made in _workloads(add_on.name):
            _kubectl(node, f"rollout status {made}")
        for words in AFTER.get(add_on.name, ()):
            _kubectl(node, words)


def _apply(node: Node, manifest: Path) -> None:
    copy = f"run/live/add-on-{manifest.name}"
    (node.root() / copy).write_bytes(manifest.read_bytes())
    _kubectl(node, f"apply --server-side -f /{copy}")


def _kubectl(node: Node, words: str) -> None:
    timeout = [f"--timeout={SECONDS}s"] if words.startswith(("wait ", "rollout ")) else []
    node.run("kubectl", *words.split(), *timeout, seconds=SECONDS + 10)


def _find(name: str, folder: Path | None) -> AddOn:
    if name not in names():
        raise ClusterError(f"there is no add-on {name}; there are {', '.join(names())}")
    try:
        paths = programs.find(folder, sorted(needed(name))).paths
    except ClusterError as error:
        raise ClusterError(f"the add-on {name} lacks something, {error}") from error
    images = {
        image: tuple(paths[part] for part in (_program(image), *TOOLS.get(_program(image), ())))
        for image in find_images(name)
    }
    return AddOn(name, next((paths[file] for file in _before(name)), None), images)


def _before(name: str) -> list[str]:
    return [BEFORE[name]] if name in BEFORE else []


def _program(image: str) -> str:
    return image.rpartition("/")[2].partition(":")[0]


def find_images(name: str) -> list[str]:
    """The images that an add-on's manifest names."""
    return sorted({container["image"] for _, spec in _pods(name) for container in spec["containers"]})


def _workloads(name: str) -> Iterator[str]:
    for whole, _ in _pods(name):
        yield f"{whole['kind'].lower()}/{whole['metadata']['name']} -n {whole['metadata']['namespace']}"


def _pods(name: str) -> Iterator[tuple[dict, dict]]:
    """Each object of an add-on that makes Pods, and what they shall be."""
    for found in yaml.safe_load_all((FOLDER / f"{name}.yml").read_text(encoding="utf-8")):
        if found["kind"] in ("DaemonSet", "Deployment"):
            yield found, found["spec"]["template"]["spec"]
