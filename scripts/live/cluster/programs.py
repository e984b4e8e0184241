"""The programs a cluster is made of: where they are, which versions they say they are."""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from live.cluster.node import HERE, ClusterError

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "cka-notes"
KUBERNETES = (
    "kube-apiserver",
    "kube-controller-manager",
    "kube-scheduler",
    "kube-proxy",
    "kubeadm",
    "kubelet",
    "kubectl",
)
ETCD = ("etcd", "etcdctl", "etcdutl")
RUNTIME = ("containerd", "containerd-shim-runc-v2", "ctr", "crictl", "runc", "ptp", "host-local", "loopback")
ADDONS = ("coredns", "metrics-server")
NEEDED = (*KUBERNETES, *ETCD, *RUNTIME, *ADDONS, "helm", "kustomize", "busybox", "iptables")
HOST = ("bash", "curl", "ip", "iptables", "nsenter", "openssl", "setpriv", "unshare")  # taken from the host's /usr
PACKAGES = {  # of Debian and Ubuntu
    "busybox": "busybox-static", "ip": "iproute2", "ipset": "ipset", "iptables": "iptables", "nsenter": "util-linux",
    "runc": "runc", "setpriv": "util-linux", "unshare": "util-linux",
}  # fmt: skip
BUILD = "bash tools/programs/build.sh"


class Programs(NamedTuple):
    """Each program's file by its plain name."""

    paths: Mapping[str, Path]

    def folder(self, target: Path) -> Path:
        """Makes a folder of links to them, under their plain names, and to sudo's stand-in; returns it."""
        target.mkdir()
        for name, path in self.paths.items():
            if name not in HOST and name != "runc":
                (target / name).symlink_to(path)
        (target / "sudo").symlink_to(HERE / "sudo.sh")
        return target

    def version(self, name: str) -> str:
        """What the program answers when it is asked for its version, as "v1.35.4"; raises ClusterError if it answers nothing."""
        argument = {"etcd": ("--version",), "kubectl": ("version", "--client"), "kubeadm": ("version", "-o", "short")}
        text = _ask([str(self.paths[name]), *argument.get(name, ("--version",))])
        for word in text.replace("\n", " ").split():
            plain = word.removeprefix("v")
            if plain[:1].isdigit() and plain.count(".") >= 2:
                return f"v{plain}"
        raise ClusterError(f"{self.paths[name]} does not say its version: {text[:200]}")

    def image_version(self, name: str) -> str:
        """The tag of a component's image."""
        if name == "kubernetes":
            return self.version("kube-apiserver")
        return f"{self.version('etcd').removeprefix('v')}-0" if name == "etcd" else "v0.9.0"

    def named_by_kubeadm(self, image: str) -> str:
        """The name that kubeadm gives one of its images, as "registry.k8s.io/coredns/coredns:v1.13.1"; raises ClusterError."""
        version = self.version("kube-apiserver")
        names = _ask([str(self.paths["kubeadm"]), "config", "images", "list", "--kubernetes-version", version]).split()
        for name in names:
            if f"/{image}:" in name:
                return name
        raise ClusterError(f"kubeadm names no image of {image}: {' '.join(names)[:200]}")

    def fingerprint(self) -> str:
        """Changes when a program does."""
        lines = [f"{name} {path.stat().st_size} {path.stat().st_mtime_ns}" for name, path in sorted(self.paths.items())]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def find(folder: Path | None = None, names: Sequence[str] = (*NEEDED, *HOST)) -> Programs:
    """The programs of these names, looked for in `folder`, in the cache that tools/programs/build.sh fills, and on PATH, in this order.

    What is built has the pinned version; what the machine has may be any. Raises ClusterError that names what is missing
    and how to get it.
    """
    places = [*([folder] if folder else []), CACHE / "programs"]
    paths = {name: path for name in names if (path := _find(name, places))}
    missing = [name for name in names if name not in paths]
    if not missing:
        return Programs(paths)
    build = [name for name in missing if name not in HOST and name not in PACKAGES]
    packages = sorted({PACKAGES.get(name, name) for name in missing if name not in build})
    go = "" if shutil.which("go") else ", which needs Go from go.dev"
    cures = [f"build from their Go modules{go}: {BUILD} {CACHE / 'programs'} {' '.join(build)}"] if build else []
    cures += [f"install: apt-get install {' '.join(packages)}"] if packages else []
    raise ClusterError(f"missing programs: {', '.join(missing)}\n" + "\n".join(cures))


def _find(name: str, places: list[Path]) -> Path | None:
    for place in places:
        built = sorted(place.glob(f"{name}-v[0-9]*"), key=lambda path: path.stat().st_mtime)
        for path in (place / name, *reversed(built)):
            if path.is_file():
                return path.resolve()
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    return Path(found).resolve() if found else None


def _ask(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    return done.stdout + done.stderr
