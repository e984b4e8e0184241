"""A node: a private root in namespaces of its own, in which commands are run."""

import os
import signal
import subprocess
from pathlib import Path
from typing import NamedTuple

from live.cluster import cgroups

HERE = Path(__file__).parent
# What reaches past the namespaces: the clock, modules, ports, a reboot.
WITHOUT = "-sys_boot,-sys_module,-sys_rawio,-sys_time,-wake_alarm,-mac_admin,-mac_override,-audit_control"
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
ENVIRONMENT = ("HOME=/root", "USER=root", "LOGNAME=root", f"PATH={PATH}", "TERM=dumb", "LANG=C.UTF-8")
WATCHES = 8192  # inotify instances of one user; 128 are the kernel's own bound
NAMESPACES = ("--mount", "--pid", "--net", "--uts", "--ipc")
JOIN = 'files=$1; shift; for file in $files; do echo 0 >"$file"; done; exec "$@"'


class ClusterError(Exception):
    """The cluster could not be made, or is gone; the text says why and what to do."""


class Node(NamedTuple):
    """A running node: its name, its process 1 as seen from outside, its cgroup and the process that keeps it."""

    name: str
    pid: int
    group: str
    keeper: subprocess.Popen[str]

    def prefix(self) -> list[str]:
        """What stands before a command to run it inside, as root in /root."""
        enter = ["nsenter", f"--target={self.pid}", *NAMESPACES, "--cgroup", "--root", "--wdns=/root"]
        return [
            *joined(cgroups.entering(self.group)),
            *enter,
            "setpriv",
            f"--bounding-set={WITHOUT}",
            "env",
            "-i",
            *ENVIRONMENT,
        ]

    def root(self) -> Path:
        """The node's root, as seen from outside."""
        return Path(f"/proc/{self.pid}/root")

    def run(self, *command: str, seconds: float = 120) -> str:
        """Runs a command inside, returns what it printed; raises ClusterError with its last words."""
        try:
            done = subprocess.run(
                [*self.prefix(), *command],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=seconds,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise ClusterError(f"{self.name}: {' '.join(command)} did not end within {seconds:.0f} s") from error
        if done.returncode:
            last = "\n".join(done.stderr.strip().splitlines()[-12:])
            raise ClusterError(f"{self.name}: {' '.join(command)} ended with status {done.returncode}:\n{last}")
        return done.stdout

    def alive(self) -> bool:
        """Whether its process 1 runs."""
        return self.keeper.poll() is None

    def stop(self) -> None:
        """Ends every process of the node; its mounts, its network and its files end with them."""
        if self.alive():
            os.kill(self.pid, signal.SIGKILL)
        self.keeper.kill()
        self.keeper.wait(20)


def allow_watches() -> None:
    """Raises the kernel's bound on inotify instances, which a dozen kubelets and containerds exceed, until the next boot."""
    bound = Path("/proc/sys/fs/inotify/max_user_instances")
    if int(bound.read_text()) < WATCHES:
        bound.write_text(f"{WATCHES}\n")


def joined(files: list[str]) -> list[str]:
    """What stands before a command so that it runs in these groups."""
    return ["bash", "-c", JOIN, "join", " ".join(files)]


def start(name: str, work: Path, group: str, programs: Path, files: list[Path]) -> Node:
    """A node with an empty network; `work` is a folder made for it, `files` are the folders root.sh asks for."""
    work.mkdir()
    cgroups.make(group)
    dying = ["setpriv", "--pdeathsig=KILL"]  # however this process ends, the node does
    # The group is the namespace's root; nobody stays in the group itself, but in one below it where that must be.
    own = ["unshare", "--cgroup", *joined(cgroups.entering(group))]
    command = [*dying, *own, "unshare", *NAMESPACES, "--fork", "--kill-child", "setpriv", f"--bounding-set={WITHOUT}"]
    script = ["bash", str(HERE / "root.sh"), str(work), name, str(programs), *map(str, files)]
    procs = [str(folder / "cgroup.procs") for folder in cgroups.folders(group)]
    keeper = subprocess.Popen(
        [*joined(procs), *command, *script],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    said = []
    for line in keeper.stdout or ():
        if line == "ready\n":
            return Node(name, _child(keeper.pid), group, keeper)
        said.append(line.strip())
    keeper.wait()
    raise ClusterError(f"{name}: its root could not be made: {' '.join(said[-3:])}")


def _child(pid: int) -> int:
    return int(Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0])
