"""The host's control groups: one of our own for each node, with bounds."""

import contextlib
from pathlib import Path

ROOT = Path("/sys/fs/cgroup")
PROCESSES = 4096  # a fork bomb ends here
MEMORY = 6 << 30  # bytes, all of a node


def unified() -> bool:
    """Whether the host has cgroup v2 alone."""
    return (ROOT / "cgroup.controllers").exists()


def folders(name: str) -> list[Path]:
    """The folders of the group, one for each hierarchy."""
    if unified():
        return [ROOT / name]
    return [
        tree / name for tree in sorted(ROOT.iterdir()) if (tree / "cgroup.procs").exists() and not tree.is_symlink()
    ]


def make(name: str) -> None:
    """A group that holds a node; `name` may have a parent, as in "cka-notes-1/cp1"."""
    for folder in folders(name):
        for group in [*reversed(folder.relative_to(ROOT).parents), folder.relative_to(ROOT)]:
            _make_one(ROOT / group)
        _bound(folder, "pids.max", PROCESSES)
        _bound(folder, "memory.max" if unified() else "memory.limit_in_bytes", MEMORY)
    for file in entering(name):
        Path(file).parent.mkdir(exist_ok=True)


def entering(name: str) -> list[str]:
    """The `cgroup.procs` files a process writes 0 to in order to enter a running node's group."""
    leaf = "init/" if unified() else ""  # a group that passes controllers on may hold no process
    return [str(folder / leaf / "cgroup.procs") for folder in folders(name)]


def _make_one(folder: Path) -> None:
    if folder.exists():
        return
    folder.mkdir()
    for setting in ("cpuset.cpus", "cpuset.mems"):  # empty in a new v1 group, which then takes no process
        if (folder / setting).exists() and not unified():
            (folder / setting).write_text((folder.parent / setting).read_text())
    if unified():
        controllers = (folder.parent / "cgroup.controllers").read_text().split()
        for controller in controllers:
            with contextlib.suppress(OSError):
                (folder.parent / "cgroup.subtree_control").write_text(f"+{controller}")


def _bound(folder: Path, setting: str, value: int) -> None:
    if (folder / setting).exists():
        (folder / setting).write_text(str(value))
