"""Options in, a way to get a terminal on a fresh cluster out; another's cluster only if it is named."""

import os
import shlex
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from live.cluster import add_ons, cgroups, cluster, programs
from live.cluster.add_ons import AddOn
from live.cluster.node import ClusterError, Node
from live.result import NoAddOn, Start
from live.terminal import Terminal

PEAKS = ("memory.peak", "memory.max_usage_in_bytes")
ELSE = (
    "run it as root (sudo python3 scripts/dev.py live), or in a node of a cluster that you have: "
    "python3 scripts/dev.py live --node-shell 'docker exec -i kind-control-plane'"
)
KUBECONFIG = "/etc/kubernetes/admin.conf"
LISTED = "deploy,ds,sts,rs,job,cronjob,pod,svc,cm,secret,sa,pvc,ingress,netpol,role,rolebinding,quota,limits,hpa,pdb"
SNAPSHOT = f"{{ kubectl get namespaces -o name; kubectl get {LISTED} -n default -o name; }} 2>/dev/null | sort"


class Unusable(Exception):
    """There is no cluster to run on; the message says what to do."""


@contextmanager
def _usable() -> Iterator[None]:
    try:
        yield
    except ClusterError as error:
        raise Unusable(str(error)) from error


def here(folder: Path | None) -> programs.Programs:
    """The programs of a cluster, if one can be made here; raises Unusable that says what is missing and how to get it."""
    if sys.platform != "linux" or os.geteuid() != 0:
        lacking = "root" if sys.platform == "linux" else "Linux, and root there"
        raise Unusable(f"a cluster of its own needs {lacking}; {ELSE}")
    if folder and not folder.is_dir():
        raise Unusable(f"--bin {folder}: there is no such folder")
    with _usable():
        return programs.find(folder)


def own(folder: Path | None) -> Start:
    """Clusters made here, one for each call."""
    found = here(folder)
    with _usable():
        programs.CACHE.mkdir(parents=True, exist_ok=True)
        cluster.record(found, programs.CACHE)  # once, before pages run side by side

    @contextmanager
    def start(names: Sequence[str]) -> Iterator[Terminal]:
        wanted = wished(names, folder)
        with _usable(), ExitStack() as stack:
            nodes = _entered(stack, found, wanted)
            terminal = Terminal(nodes[0].prefix())
            terminal.memory = lambda: sum(_most(node.group) for node in nodes)
            yield terminal

    return start


def wished(names: Sequence[str], folder: Path | None) -> list[AddOn]:
    """The add-ons of these names; raises NoAddOn that says what one lacks and how to get it."""
    try:
        return add_ons.find(names, folder)
    except ClusterError as error:
        raise NoAddOn(str(error)) from error


def _entered(stack: ExitStack, found: programs.Programs, wanted: Sequence[AddOn]) -> list[Node]:
    """A started cluster; tried once more, since on a busy machine the first may come too late."""
    try:
        return stack.enter_context(cluster.started(found, programs.CACHE, wanted))
    except ClusterError:
        pass
    try:
        return stack.enter_context(cluster.started(found, programs.CACHE, wanted))
    except add_ons.NotReady as error:
        raise NoAddOn(str(error)) from error


def _most(group: str) -> int:
    """The most memory that a node ever used, in bytes; 0 if the system does not say."""
    files = [folder / name for folder in cgroups.folders(group) for name in PEAKS]
    return next((int(file.read_text()) for file in files if file.exists()), 0)


def named(shell: str, context: str) -> Start:
    """A node of a running cluster; what a page makes there is removed behind it, as far as that goes."""
    prefix = [*shlex.split(shell), "env", f"KUBECONFIG={KUBECONFIG}"]
    test = Terminal(prefix).run(f"kubectl config get-contexts -o name {shlex.quote(context)}".rstrip(), 30)
    if test.status != 0:
        said = (test.stderr.strip() or "no answer").rsplit("\n", 1)[-1]
        wanted = f" with the context {context}" if context else ""
        raise Unusable(f"`{shell}` leads to no control-plane node{wanted}: {said}")

    @contextmanager
    def start(_: Sequence[str]) -> Iterator[Terminal]:  # it has what its owner gave it
        terminal = Terminal(prefix)
        before = set(terminal.run(SNAPSHOT, 60).stdout.split())
        try:
            yield terminal
        finally:
            made = [name for name in terminal.run(SNAPSHOT, 60).stdout.split() if name not in before]
            if made:
                names = " ".join(map(shlex.quote, made))
                terminal.run(f"kubectl delete -n default --ignore-not-found --wait=true --timeout=100s {names}", 120)

    return start
