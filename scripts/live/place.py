"""A terminal in, what is there out: whether the API server answers, and which versions run."""

import time

from live.terminal import Terminal

ADMIN = "[ ! -r /etc/kubernetes/admin.conf ] || export KUBECONFIG=/etc/kubernetes/admin.conf\n"
READY = f"{ADMIN}kubectl get --raw /readyz"
VERSIONS = f"""{ADMIN}kubectl get --raw /version | sed -n 's/.*"gitVersion": *"\\([^"]*\\)".*/Kubernetes \\1/p' | head -n 1
etcdctl version 2>/dev/null | sed -n 's/^etcdctl version: *\\(.*\\)/etcd \\1/p'"""
FAKES = f"{ADMIN}kubectl get nodes -o 'jsonpath={{.items[*].metadata.annotations.kwok\\.x-k8s\\.io/node}}'"
PATIENCE = 60  # seconds; kubelet needs most of them to start a control plane again


def answers(terminal: Terminal, patience: float = PATIENCE) -> bool:
    """Whether the API server is ready, or gets ready soon."""
    deadline = time.monotonic() + patience
    while True:
        if terminal.run(READY, 15).status == 0:
            return True
        if time.monotonic() >= deadline:
            return False
        time.sleep(min(2, patience))


def versions(terminal: Terminal) -> str:
    """What the blocks run on: `Kubernetes v1.35.4, etcd 3.6.16`."""
    return ", ".join(terminal.run(VERSIONS, 30).stdout.splitlines()) or "an unknown version"


def simulated(terminal: Terminal) -> bool:
    """Whether kwok makes up some of the nodes."""
    return bool(terminal.run(FAKES, 30).stdout.strip())
