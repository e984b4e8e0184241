"""A throw-away cluster: cp1, worker-1 and worker-2, made by kubeadm once and started from their recorded files ever after."""

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from live.cluster import add_ons, cgroups, images
from live.cluster.add_ons import AddOn
from live.cluster.node import HERE, ClusterError, Node, allow_watches, start
from live.cluster.programs import Programs
from live.cluster.turns import turn

ADDRESSES = {"cp1": "10.0.0.11", "worker-1": "10.0.0.21", "worker-2": "10.0.0.22"}
REGISTRY = (ADDRESSES["cp1"], "5000")  # where every image is pulled from
RUNNING = (
    "__init__.py",
    "add_ons.py",
    "again.sh",
    "cgroups.py",
    "node.py",
    "root.sh",
    "turns.py",
)  # no recorded file depends on these
FRESH = 12 * 3600  # seconds a recorded cluster is used: its bootstrap token lives for a day
READY = ("kubectl", "wait", "--for=condition=Ready", "--timeout=60s")
ETC = (
    "alternatives",
    "group",
    "ld.so.cache",
    "ld.so.conf",
    "ld.so.conf.d",
    "nsswitch.conf",
    "passwd",
    "protocols",
    "services",
    "ssl",
)


@contextmanager
def started(programs: Programs, cache: Path, wanted: Sequence[AddOn] = ()) -> Iterator[list[Node]]:
    """A fresh cluster with these add-ons, cp1 first; ended and removed however the block ends. Raises ClusterError."""
    recorded = record(programs, cache)
    roots = {name: [recorded / name / "files", recorded / name / "store"] for name in ADDRESSES}
    with turn(cache), _nodes(programs, roots, wanted) as nodes:
        for node in nodes:
            node.run("bash", "/run/live/again.sh")
        _wait(nodes[0])
        add_ons.install(nodes[0], wanted)
        yield nodes


def record(programs: Programs, cache: Path) -> Path:
    """The folder with the files of a cluster that kubeadm has made, one folder a node; made where it is missing or old."""
    cache.mkdir(parents=True, exist_ok=True)
    target = cache / f"cluster-{_key(programs)}"
    with open(cache / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # another run may be making it
        for left in cache.glob("making-*"):  # by one that was killed
            shutil.rmtree(left, ignore_errors=True)
        if not target.exists() or time.time() - target.stat().st_mtime > FRESH:
            for old in cache.glob("cluster-*"):
                if old == target or time.time() - old.stat().st_mtime > FRESH:
                    shutil.rmtree(old, ignore_errors=True)
            _record(programs, target)
    return target


def _record(programs: Programs, target: Path) -> None:
    with tempfile.TemporaryDirectory(dir=target.parent, prefix="making-") as making:
        base = Path(making, "base")
        _base(base)
        with _nodes(programs, {name: [base] for name in ADDRESSES}) as nodes:
            _make(nodes, programs, Path(making))
            for node in reversed(nodes):
                node.run("bash", "/run/live/stop.sh")
            for node in nodes:
                _keep(node, Path(making, "done", node.name))
        Path(making, "done").rename(target)


def _keep(node: Node, target: Path) -> None:
    """Copies a stopped node's files to `target`/files, and what containerd only reads of them to `target`/store."""
    store = target / "store"
    store.mkdir()
    subprocess.run(["cp", "-ax", f"{node.root()}/.", str(target / "files")], check=True)
    containerd = target / "files/var/lib/containerd"
    (containerd / "io.containerd.content.v1.content").rename(store / "content")
    (containerd / "io.containerd.snapshotter.v1.overlayfs/snapshots").rename(store / "snapshots")


def _make(nodes: list[Node], programs: Programs, making: Path) -> None:
    (making / "done").mkdir()
    for node in nodes:
        (making / "done" / node.name).mkdir()
        folder = node.root() / "run/images"
        folder.mkdir()
        for image in images.needed(node.name == "cp1", programs):
            (folder / f"{hashlib.sha256(image.names[0].encode()).hexdigest()[:8]}.tar").write_bytes(
                images.archive(image)
            )
        (node.root() / "etc/machine-id").write_text(hashlib.md5(node.name.encode()).hexdigest() + "\n")
        _pod_network(node, programs)
    first, *workers = nodes
    join = first.run("bash", "/run/live/init.sh", seconds=240).split()
    for worker in workers:
        worker.run("bash", "/run/live/join.sh", *join)
    first.run("kubectl", "apply", "-f", "/run/live/metrics-server.yml")
    first.run("bash", "-c", "kubectl label node worker-1 worker-2 node-role.kubernetes.io/worker= >/dev/null || true")
    _wait(first)


def _pod_network(node: Node, programs: Programs) -> None:
    """CNI: a cable for each Pod, an address of the node's share of the cluster's Pod network."""
    plugins, configuration = node.root() / "opt/cni/bin", node.root() / "etc/cni/net.d"
    plugins.mkdir(parents=True)
    configuration.mkdir(parents=True)
    for name in ("ptp", "host-local", "loopback"):
        shutil.copy(programs.paths[name], plugins / name)
    subnet = f"10.244.{list(ADDRESSES).index(node.name)}.0/24"
    addresses = {"type": "host-local", "ranges": [[{"subnet": subnet}]], "routes": [{"dst": "0.0.0.0/0"}]}
    plugin = {"type": "ptp", "ipMasq": False, "ipam": addresses}
    network = {"cniVersion": "1.0.0", "name": "pods", "plugins": [plugin]}
    (configuration / "10-pods.conflist").write_text(json.dumps(network, indent=2) + "\n", encoding="utf-8")


def _wait(first: Node) -> None:
    """Returns when the API answers, all nodes are ready and so is all of kube-system."""
    end = time.monotonic() + 90
    while True:
        try:
            first.run("kubectl", "get", "--raw=/readyz", seconds=10)
            first.run(*READY, "nodes", "--all")
            first.run("kubectl", "rollout", "status", "-n", "kube-system", "deployment/coredns", "--timeout=60s")
            first.run("kubectl", "rollout", "status", "-n", "kube-system", "deployment/metrics-server", "--timeout=60s")
            first.run(*READY, "pods", "--all", "-n", "kube-system")
            return
        except ClusterError:
            if time.monotonic() > end or not first.alive():
                raise
            time.sleep(0.5)


@contextmanager
def _nodes(programs: Programs, roots: dict[str, list[Path]], wanted: Sequence[AddOn] = ()) -> Iterator[list[Node]]:
    allow_watches()
    group = f"cka-notes-{os.getpid()}-{time.monotonic_ns()}"
    nodes: list[Node] = []
    stack = ExitStack()
    with _removed(group) as work:
        folder = programs.folder(work / "programs")
        try:
            for name in ADDRESSES:
                nodes.append(start(name, work / name, f"{group}/{name}", folder, roots[name]))
                _furnish(nodes[-1], programs)
            _connect(nodes)
            stack.enter_context(_registry(nodes[0], programs, wanted))
            yield nodes
        finally:
            stack.close()
            for node in reversed(nodes):
                node.stop()


@contextmanager
def _removed(group: str) -> Iterator[Path]:
    """A folder for the nodes. It and the control groups are removed by a process that outlives this one, however it ends."""
    work = Path(tempfile.gettempdir(), group)
    command = ["bash", HERE / "remove.sh", work, *cgroups.folders(group)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True) as remover:
        try:
            work.mkdir(mode=0o700)
            yield work
        finally:
            remover.communicate()


@contextmanager
def _registry(node: Node, programs: Programs, wanted: Sequence[AddOn]) -> Iterator[None]:
    """The registry of the stand-ins and the add-ons, in the node's network; ready when the block begins."""
    further = [f"{name}={','.join(map(str, files))}" for one in wanted for name, files in one.images.items()]
    kubectl = f"registry.k8s.io/kubectl:{programs.image_version('kubernetes')}={programs.paths['kubectl']}"
    inside = ["setpriv", "--pdeathsig=KILL", "nsenter", f"--target={node.pid}", "--net"]
    command = [
        *inside,
        sys.executable,
        "-m",
        "live.cluster.registry",
        *REGISTRY,
        str(programs.paths["busybox"]),
        kubectl,
        *further,
    ]
    server = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(HERE.parents[1])}, stdin=subprocess.DEVNULL)
    try:
        node.run(
            "curl",
            "--silent",
            "--fail",
            "--retry",
            "50",
            "--retry-connrefused",
            "--retry-delay",
            "1",
            f"http://{':'.join(REGISTRY)}/v2/",
        )
        yield
    finally:
        server.kill()
        server.wait()


def _furnish(node: Node, programs: Programs) -> None:
    """Puts the scripts and configurations that its daemons are started with into the node's /run/live."""
    folder = node.root() / "run/live"
    folder.mkdir()
    for source in (*HERE.glob("*.sh"), *HERE.glob("*.yml")):
        text = source.read_text(encoding="utf-8")
        for name in ("kubernetes", "etcd", "metrics-server"):
            text = text.replace("{" + name + "}", programs.image_version(name))
        (folder / source.name).write_text(text, encoding="utf-8")


def _connect(nodes: list[Node]) -> None:
    """One switch in cp1, a cable from each worker to it, and the way to each node's Pods and to the Services."""
    first, *workers = nodes
    _ip(first, "link add eth0 type bridge")
    for number, worker in enumerate(workers, 1):
        _ip(first, f"link add port{number} type veth peer name eth0 netns {worker.pid}")
        _ip(first, f"link set port{number} master eth0 up")
    for node in nodes:
        _ip(node, f"addr add {ADDRESSES[node.name]}/24 dev eth0")
        _ip(node, "link set eth0 up")
        _ip(node, "route add default via 10.0.0.1 dev eth0")  # nobody is there: nothing leaves
    for number, other in enumerate(nodes):
        for node in nodes:
            if node is not other:
                _ip(node, f"route add 10.244.{number}.0/24 via {ADDRESSES[other.name]}")


def _ip(node: Node, arguments: str) -> None:
    subprocess.run(["nsenter", f"--target={node.pid}", "--net", "ip", *arguments.split()], check=True)


def _base(folder: Path) -> None:
    """The files every node begins with: a small /etc, the runtime's configuration."""
    (folder / "etc").mkdir(parents=True)
    for name in ETC:
        if Path("/etc", name).exists():
            subprocess.run(["cp", "-a", f"/etc/{name}", str(folder / "etc")], check=True)
    hosts = "".join(f"{address} {name}\n" for name, address in ADDRESSES.items())
    files = {
        "etc/hosts": f"127.0.0.1 localhost\n{hosts}",
        "etc/resolv.conf": "nameserver 10.0.0.11\n",
        "etc/crictl.yaml": (HERE / "crictl.yml").read_text(encoding="utf-8"),
        "etc/containerd/certs.d/_default/hosts.toml": f'server = "http://{REGISTRY[0]}:{REGISTRY[1]}"\n',
        "etc/containerd/config.toml": (HERE / "containerd.toml").read_text(encoding="utf-8"),
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def _key(programs: Programs) -> str:
    """What the recorded files depend on: the programs, and what of this folder makes them."""
    digest = hashlib.sha256(programs.fingerprint().encode())
    for source in sorted(path for path in HERE.iterdir() if path.is_file() and path.name not in RUNNING):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:12]
