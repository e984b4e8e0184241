"""What a page can do to the machine it is proven on: nothing. And what a run leaves behind: nothing, however it ends."""

import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from live.cluster import cgroups, cluster, programs
from live.cluster.node import Node
from live.cluster.programs import Programs
from live.terminal import Ran, Terminal

SCRIPTS = Path(__file__).parents[3] / "scripts"
FORBIDDEN = {"sys_module": 16, "sys_rawio": 17, "sys_boot": 22, "sys_time": 25}  # the kernel's numbers
PATIENCE = 20  # seconds that a removal may take


def listing(folder: Path) -> str:
    """Changes when anything below the folder does."""
    command = ["find", folder, "-printf", r"%P %s %m %T@ %l\n"]
    found = subprocess.run(command, capture_output=True, check=True).stdout
    return hashlib.sha256(b"\n".join(sorted(found.splitlines()))).hexdigest()


def host() -> dict[str, object]:
    """What must be the same afterwards."""
    links = subprocess.run(["ip", "-o", "link"], capture_output=True, text=True, check=True).stdout
    settings = [
        Path("/proc/sys", name) for name in ("kernel/panic", "vm/swappiness", "kernel/threads-max", "vm/panic_on_oom")
    ]
    kubeconfig = Path("~/.kube/config").expanduser()
    return {
        "interfaces": sorted(line.split()[1].partition("@")[0] for line in links.splitlines()),
        "mounts": sorted(Path("/proc/self/mounts").read_text().splitlines()),
        "settings": [setting.read_text() for setting in settings],
        "name": socket.gethostname(),
        "kubeconfig": kubeconfig.read_bytes() if kubeconfig.exists() else None,
        "folders": [
            os.path.exists(name) for name in ("/etc/kubernetes", "/var/lib/etcd", "/var/lib/kubelet", "/etc/cni")
        ],
        "usr": [(path.name, path.stat().st_mtime_ns) for path in sorted(Path("/usr").iterdir())],
        "etc": listing(Path("/etc")),
    }


def within(seconds: float, true: Callable[[], object]) -> bool:
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


def processes(group: str) -> list[int]:
    """Every process of a group and of those below it, as the host numbers them."""
    found = set()
    for folder in cgroups.folders(group):
        for procs in folder.rglob("cgroup.procs"):
            found |= set(map(int, procs.read_text().split()))
    return sorted(found)


def descendants(number: int) -> set[int]:
    """Every process that a process started, and those that they did."""
    threads = Path(f"/proc/{number}/task").glob("*/children")
    children = [int(word) for thread in threads for word in text(str(thread)).split()]
    return set(children).union(*map(descendants, children))


def born(number: int) -> str:
    """When a process began, in the kernel's own count; nothing if it has ended."""
    state, *fields = text(f"/proc/{number}/stat").rpartition(")")[2].split() or ["Z"]
    return "" if state == "Z" else fields[18]


def alive(group: str, *parents: int, but: Iterable[int] = ()) -> dict[int, str]:
    """The processes of a cluster and of whoever made it, with their births; `but` others, and what those started."""
    every = {*processes(group), *(n for one in parents for n in descendants(one))}
    return {number: born(number) for number in every.difference(but, *map(descendants, but))}


def remains(group: str, were: dict[int, str]) -> list[object]:
    """What is still there of a cluster."""
    here = [folder for folder in (*cgroups.folders(group), Path("/tmp", group)) if folder.exists()]
    return [*here, *(text(f"/proc/{number}/cmdline") for number, at in were.items() if at and born(number) == at)]


def text(path: str) -> str:
    try:
        return Path(path).read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


class Running:
    """A cluster while it runs, and how the host was before."""

    def __init__(self, found: Programs, stack: ExitStack) -> None:
        self.stack, self.before = stack, host()
        self.others = {*descendants(os.getpid())}  # a browser of the tests before, say
        recorded = cluster.record(found, programs.CACHE)
        self.kept = [recorded, *{path.parent for path in found.paths.values() if programs.CACHE in path.parents}]
        self.recorded = [listing(folder) for folder in self.kept]
        began = time.monotonic()
        self.nodes = {node.name: node for node in stack.enter_context(cluster.started(found, programs.CACHE))}
        self.seconds = time.monotonic() - began
        self.group = self.nodes["cp1"].group.partition("/")[0]

    def __getitem__(self, name: str) -> Node:
        return self.nodes[name]


@pytest.fixture(scope="module")
def running(cluster_programs: Programs) -> Iterator[Running]:
    with ExitStack() as stack:
        yield Running(cluster_programs, stack)


def said(node: Node, script: str, seconds: float = 60) -> Ran:
    return Terminal(node.prefix()).run(script, seconds)


def test_a_cluster_is_there(running: Running):
    nodes = said(running["cp1"], "kubectl get nodes --no-headers").stdout.splitlines()
    assert [line.split()[:2] for line in nodes] == [[name, "Ready"] for name in cluster.ADDRESSES]


def test_no_way_to_the_host_nor_to_the_internet(running: Running):
    with socket.create_server(("", 0)) as listener:
        listener.settimeout(0.5)
        port = listener.getsockname()[1]
        own = subprocess.run(["hostname", "-I"], capture_output=True, text=True, check=True).stdout.split()
        targets = [f"{address}/{port}" for address in ("127.0.0.1", *own) if ":" not in address]
        script = "".join(
            f"timeout 3 bash -c 'echo >/dev/tcp/{target}' 2>/dev/null && echo {target} &\n"
            for target in (*targets, "1.1.1.1/443", "10.0.0.1/22", "dns.google/443")
        )
        for node in running.nodes.values():
            assert said(node, f"{script}wait; echo asked").stdout == "asked\n", f"{node.name} reaches it"
        with pytest.raises(TimeoutError):
            listener.accept()


def test_the_clock_is_the_host_s(running: Running):
    now = time.time() - time.monotonic()
    ran = said(running["cp1"], "date --set '2000-01-01'")
    assert ran.status
    assert "not permitted" in ran.stderr
    assert abs(time.time() - time.monotonic() - now) < 5


def test_the_kernel_s_settings_are_the_host_s(running: Running):
    for setting in ("kernel/threads-max", "vm/swappiness", "vm/drop_caches", "kernel/core_pattern"):
        assert "Read-only" in said(running["cp1"], f"echo 77 > /proc/sys/{setting}").stderr, setting
    said(running["cp1"], "echo 77 > /proc/sys/kernel/panic; sysctl -w vm.panic_on_oom=1; hostname another")
    assert host()["settings"] == running.before["settings"]
    assert socket.gethostname() == running.before["name"]
    said(running["cp1"], "hostname cp1")
    device = said(running["cp1"], "[ ! -e /proc/sysrq-trigger ] || stat -c %t:%T /proc/sysrq-trigger").stdout
    assert device in ("", "1:3\n"), "not /dev/null"
    assert said(running["cp1"], "echo 1 > /sys/kernel/profiling; echo 1 > /sys/power/state").status


def test_no_module_no_reboot(running: Running):
    script = "head -c 4096 /dev/zero > /tmp/x.ko; busybox insmod /tmp/x.ko"
    assert said(running["cp1"], script).status
    for command in ("busybox reboot -f", "busybox poweroff -f", "busybox halt -f"):
        ran = said(running["worker-1"], command)
        assert ran.status or "not permitted" in ran.stderr, command
    assert all(node.alive() for node in running.nodes.values())


def test_nothing_in_a_node_ever_gets_what_was_taken_away(running: Running):
    """Not even a privileged container: kube-proxy is one."""
    seen = set()
    for node in running.nodes.values():
        for number in processes(node.group):
            status = dict(line.split(":", 1) for line in text(f"/proc/{number}/status").splitlines() if ":" in line)
            if len(status.get("NSpid", "").split()) < 2:
                continue  # the one that keeps the node, outside of it
            seen.add(status.get("Name", "").strip())
            for name, bit in FORBIDDEN.items():
                assert not int(status.get("CapBnd", "0"), 16) >> bit & 1, f"{status['Name']} has {name}"
    assert {"kube-proxy", "containerd", "kubelet", "kube-apiserver", "bash"} <= seen


def test_programs_and_recorded_files_are_only_read(running: Running):
    for program in ("kubectl", "sudo", "etcd"):
        assert said(running["cp1"], f"echo > /usr/local/bin/{program}").status, program
        assert said(running["cp1"], f"rm -f /usr/local/bin/{program}").status, program
    removed = said(running["worker-1"], "crictl rmi docker.io/library/httpd:2.4 && crictl images")
    assert removed.status == 0
    assert "httpd" not in removed.stdout.partition("IMAGE")[2]
    snapshots = "/var/lib/containerd/io.containerd.snapshotter.v1.overlayfs/snapshots"
    assert "Read-only" in said(running["worker-1"], f"rm -rf {snapshots}/*/fs").stderr


def test_a_fork_bomb_ends_at_its_bound_and_the_machine_goes_on(running: Running):
    node = running["worker-1"]
    bounds = [folder / "pids.max" for folder in cgroups.folders(node.group) if (folder / "pids.max").exists()]
    assert [int(bound.read_text()) for bound in bounds] == [cgroups.PROCESSES]
    current = bounds[0].with_name("pids.current")
    before = int(current.read_text())
    bounds[0].write_text(str(before + 300))  # the same bomb, a smaller bound: others work on this machine
    began = time.monotonic()
    ran = Terminal(node.prefix()).run("bomb() { bomb | bomb & wait; }; bomb", 4)
    assert ran.status is None
    assert "fork" in ran.stderr
    assert time.monotonic() - began < 40
    assert subprocess.run(["true"], check=False).returncode == 0
    assert within(PATIENCE, lambda: int(current.read_text()) < before + 100), "it still goes on"
    bounds[0].write_text(str(cgroups.PROCESSES))
    assert said(node, "echo here").stdout == "here\n"


def test_kubeadm_reset_ends_that_cluster_only(running: Running):
    assert said(running["cp1"], "kubeadm reset --force", 120).status == 0
    assert said(running["cp1"], "ls /etc/kubernetes/admin.conf").status
    assert said(running["cp1"], "kubectl get nodes --request-timeout=5s").status
    assert host() == running.before


def test_removing_every_file_removes_those_of_the_node_only(running: Running, tmp_path: Path):
    (tmp_path / "marker").write_text("still here")
    ran = said(running["worker-2"], "exec rm -rf --no-preserve-root /", 120)
    assert "/usr/local/bin/kubectl" in ran.stderr
    assert not (running["worker-2"].root() / "usr/bin/echo").exists()
    assert (tmp_path / "marker").read_text() == "still here"
    assert host() == running.before
    assert [listing(folder) for folder in running.kept] == running.recorded, (
        "the next cluster would start from other files"
    )


def test_nothing_is_left_of_it(running: Running):
    were = alive(running.group, os.getpid(), but=running.others)
    assert len(were) > 20
    assert any("live.cluster.registry" in text(f"/proc/{number}/cmdline") for number in were)
    running.stack.close()
    assert within(PATIENCE, lambda: not remains(running.group, were)), remains(running.group, were)
    assert host() == running.before


class Started:
    """`python -m live` on a page, as a process of its own."""

    def __init__(self, folder: Path, seconds: str) -> None:
        folder.mkdir()
        (folder / "page.md").write_text(f"# Page\n\nSleep:\n\n```bash\nsleep {seconds}\n```\n")
        command = [sys.executable, "-m", "live", "--check", str(folder / "page.md")]
        env = {**os.environ, "PYTHONPATH": str(SCRIPTS), "NO_COLOR": "1"}
        self.child = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.sleep = f"sleep {seconds}"

    def groups(self) -> list[str]:
        return [path.name for path in Path("/tmp").glob(f"cka-notes-{self.child.pid}-*")]

    def nodes(self) -> bool:
        return any(Path("/tmp", group, "worker-1").exists() for group in self.groups())

    def runs(self) -> bool:
        return any(self.sleep == text(path).strip() for path in map(str, Path("/proc").glob("[0-9]*/cmdline")))

    def end(self, number: signal.Signals) -> tuple[int, str]:
        [group] = self.groups()
        were = alive(group, self.child.pid)
        assert were
        self.child.send_signal(number)
        _, err = self.child.communicate(timeout=60)
        assert within(PATIENCE, lambda: not remains(group, were)), remains(group, were)
        return self.child.returncode, err


def test_nothing_is_left_after_a_kill_nor_after_ctrl_c(cluster_programs: Programs, tmp_path: Path):
    before = host()
    killed, stopped = (Started(tmp_path / name, f"29{n}.{os.getpid()}") for n, name in enumerate(("killed", "stopped")))
    try:
        assert within(300, killed.nodes), "its nodes are not made"
        assert killed.end(signal.SIGKILL)[0] == -signal.SIGKILL
        assert within(300, stopped.runs), "its block does not run"
        status, err = stopped.end(signal.SIGINT)
    finally:
        for one in (killed, stopped):
            one.child.kill()
            one.child.wait()
    assert status == 130
    assert err == "live: stopped; the clusters are removed, what finished is recorded.\n"
    assert not stopped.runs()
    assert host() == before
