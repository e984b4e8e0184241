"""Where a cluster's programs come from, and what is said where one is missing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from blockcheck.proof.live_matter import ADD_ONS
from live import __main__, clusters
from live.cluster import add_ons, programs
from live.cluster.node import ClusterError
from live.cluster.programs import HOST, NEEDED, Programs

SCRIPTS = Path(__file__).parents[3] / "scripts"
FOR_ADD_ONS = sorted(set().union(*map(add_ons.needed, ADD_ONS)))


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
    """A folder for --bin, one on PATH that has every program, those of the add-ons too, and a cache."""
    found = {name: tmp_path / name for name in ("bin", "path", "cache")}
    for folder in (*found.values(), found["cache"] / "programs"):
        folder.mkdir()
    for name in (*NEEDED, *HOST, *FOR_ADD_ONS):
        put(found["path"], name)
    monkeypatch.setenv("PATH", str(found["path"]))
    monkeypatch.setattr(programs, "CACHE", found["cache"])
    return found


def put(folder: Path, name: str, says: str = "") -> Path:
    (folder / name).write_text(f"#!/bin/sh\necho '{says}'\n")
    (folder / name).chmod(0o755)
    return folder / name


def remove(places: dict[str, Path], monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Take programs away; the system's own folders are not searched either."""
    for name in names:
        (places["path"] / name).unlink()
    which = programs.shutil.which
    monkeypatch.setattr(programs.shutil, "which", lambda name, path=None: which(name, path=str(places["path"])))


def test_order_of_places(places: dict[str, Path]):
    assert programs.find().paths["kubelet"] == places["path"] / "kubelet"
    built = put(places["cache"] / "programs", "kubelet-v1.35.4")
    assert programs.find().paths["kubelet"] == built, "the pinned version comes before whatever the machine has"
    own = put(places["bin"], "kubelet-v1.37.2")
    assert programs.find(places["bin"]).paths["kubelet"] == own
    plain = put(places["bin"], "kubelet")
    assert programs.find(places["bin"]).paths["kubelet"] == plain
    assert programs.find(places["bin"]).paths["etcd"] == places["path"] / "etcd"


def test_of_two_built_ones_the_later(places: dict[str, Path]):
    old, new = (put(places["cache"] / "programs", f"etcd-v3.6.{patch}") for patch in (9, 16))
    os.utime(old, (1, 1))
    assert programs.find().paths["etcd"] == new
    put(places["cache"] / "programs", "kubectl-next-v1.37.2")
    assert programs.find().paths["kubectl"] == places["path"] / "kubectl"


def test_missing_programs_in_one_message_with_the_cure(places: dict[str, Path], monkeypatch: pytest.MonkeyPatch):
    remove(places, monkeypatch, "kubelet", "busybox", "ip", "runc")
    with pytest.raises(ClusterError) as failure:
        programs.find()
    assert str(failure.value).splitlines() == [
        "missing programs: kubelet, runc, busybox, ip",
        "build from their Go modules, which needs Go from go.dev: "
        f"bash tools/programs/build.sh {places['cache']}/programs kubelet",
        "install: apt-get install busybox-static iproute2 runc",
    ]
    put(places["path"], "go")
    with pytest.raises(ClusterError, match="modules: bash tools"):
        programs.find()


def test_whatever_may_be_missing_the_script_builds():
    script = (SCRIPTS.parent / "tools/programs/build.sh").read_text(encoding="utf-8")
    cases = script[script.index("make_one()") : script.index("ALL=(")]
    known = {
        word for line in cases.splitlines() if ")" in line for word in line.partition(")")[0].split() if word != "|"
    }
    assert {name for name in (*NEEDED, *FOR_ADD_ONS) if name not in programs.PACKAGES} <= known


@pytest.mark.parametrize(
    ("says", "version"),
    [("Kubernetes v1.35.4", "v1.35.4"), ("etcd Version: 3.6.16\nGo OS: linux", "v3.6.16"), ("v1.35.4", "v1.35.4")],
)
def test_a_program_says_its_version(tmp_path: Path, says: str, version: str):
    assert Programs({"kubeadm": put(tmp_path, "kubeadm", says)}).version("kubeadm") == version


def test_a_program_that_says_nothing_of_its_version(tmp_path: Path):
    with pytest.raises(ClusterError, match="does not say its version: nothing"):
        Programs({"etcd": put(tmp_path, "etcd", "nothing")}).version("etcd")


def test_another_program_is_another_fingerprint(places: dict[str, Path]):
    before = programs.find().fingerprint()
    assert programs.find().fingerprint() == before
    put(places["path"], "etcd", "another")
    assert programs.find().fingerprint() != before


def test_not_all_of_the_host_s_programs_are_linked(places: dict[str, Path], tmp_path: Path):
    folder = programs.find().folder(tmp_path / "links")
    assert (folder / "kubectl").resolve() == places["path"] / "kubectl"
    assert (folder / "sudo").resolve().name == "sudo.sh"
    assert not {"bash", "iptables", "runc"} & {link.name for link in folder.iterdir()}


NOBODY = """
import os, sys
from live import __main__
if os.geteuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
sys.exit(__main__.main(sys.argv[1:]))
"""


@pytest.mark.parametrize("argument", ["--ready", "--shell", str(SCRIPTS.parent / "docs/index.md")])
def test_without_root_one_message_and_status_2(argument: str):
    command = [sys.executable, "-c", NOBODY, argument]
    env = {**os.environ, "PYTHONPATH": str(SCRIPTS)}
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False, timeout=60)
    [line] = done.stderr.splitlines()
    assert (done.returncode, done.stdout) == (2, "")
    assert line.startswith("live: a cluster of its own needs root; run it as root (sudo python3 scripts/dev.py live)")
    assert "--node-shell" in line


def test_on_another_system_one_message(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setattr(clusters.sys, "platform", "darwin")
    assert __main__.main(["--ready"]) == 2
    assert capsys.readouterr().err.startswith("live: a cluster of its own needs Linux, and root there; run it")


def test_missing_programs_end_the_command(places: dict[str, Path], monkeypatch: pytest.MonkeyPatch, capsys):
    remove(places, monkeypatch, "kubeadm")
    monkeypatch.setattr(clusters.os, "geteuid", lambda: 0)
    assert __main__.main(["--ready"]) == 2
    assert "live: missing programs: kubeadm\nbuild from" in capsys.readouterr().err
    put(places["path"], "kubeadm")
    assert __main__.main(["--ready"]) == 0
    remove(places, monkeypatch, "kube-router")
    assert __main__.main(["--ready"]) == 2
    assert "live: the add-on network-policy lacks something, missing programs: kube-router\n" in capsys.readouterr().err
    put(places["path"], "kube-router")
    assert __main__.main(["--ready", "--bin", "/nosuch"]) == 2
    assert capsys.readouterr().err == "live: --bin /nosuch: there is no such folder\n"
