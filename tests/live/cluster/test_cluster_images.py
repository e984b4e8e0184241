"""Archives that containerd imports."""

import hashlib
import io
import json
import subprocess
import tarfile
from pathlib import Path

import pytest
import yaml

from live.cluster import images
from live.cluster.images import Image
from live.cluster.node import HERE
from live.cluster.programs import Programs

IMAGE = Image(
    ("docker.io/library/web:1", "docker.io/library/web:latest"),
    {"bin/serve": b"#!/bin/sh\n", "bin/sh": "serve", "tmp/": None},
    {"Cmd": ["/bin/serve"]},
)


def opened(data: bytes) -> tarfile.TarFile:
    return tarfile.open(fileobj=io.BytesIO(data))


def read(tar: tarfile.TarFile, name: str) -> bytes:
    return tar.extractfile(name).read()


@pytest.fixture
def busybox(tmp_path: Path) -> Path:
    program = tmp_path / "busybox"
    program.write_text("#!/bin/sh\nprintf 'busybox\\nhttpd\\nsh\\n'\n")
    program.chmod(0o755)
    return program


def test_the_same_image_is_the_same_bytes():
    assert images.archive(IMAGE) == images.archive(IMAGE)
    assert images.archive(IMAGE) != images.archive(IMAGE._replace(config={"Cmd": ["/bin/sh"]}))


def test_names_configuration_and_layer_belong_together():
    with opened(images.archive(IMAGE)) as tar:
        [manifest] = json.loads(read(tar, "manifest.json"))
        body = read(tar, manifest["Config"])
        [layer] = [read(tar, name) for name in manifest["Layers"]]
    config = json.loads(body)
    assert manifest["RepoTags"] == list(IMAGE.names)
    assert manifest["Config"] == f"{hashlib.sha256(body).hexdigest()}.json"
    assert config["config"] == IMAGE.config
    assert config["rootfs"]["diff_ids"] == [f"sha256:{hashlib.sha256(layer).hexdigest()}"]


def test_a_layer_holds_programs_links_and_folders():
    with opened(images.archive(IMAGE)) as tar:
        layer = read(tar, "layer.tar")
    with opened(layer) as tar:
        program, link, folder = tar.getmembers()
    assert (program.name, program.mode, program.size, program.mtime, program.uid) == ("bin/serve", 0o755, 10, 0, 0)
    assert (link.name, link.issym(), link.linkname) == ("bin/sh", True, "serve")
    assert (folder.name, folder.isdir(), folder.mode) == ("tmp", True, 0o1777)


def test_a_built_program_has_its_plain_name_in_its_image(tmp_path: Path):
    for name in ("etcd-v3.6.16", "etcdctl-v3.6.16", "kube-scheduler"):
        (tmp_path / name).write_text(name)
    one = images.scratch("registry.k8s.io/kube-scheduler:v1.35.4", tmp_path / "kube-scheduler")
    assert one.config["Entrypoint"] == ["/usr/local/bin/kube-scheduler"]
    two = images.scratch("registry.k8s.io/etcd:3.6.16-0", tmp_path / "etcd-v3.6.16", tmp_path / "etcdctl-v3.6.16")
    assert list(two.files) == ["usr/local/bin/etcd", "usr/local/bin/etcdctl", "tmp/"]
    assert "Entrypoint" not in two.config


def test_each_stand_in_has_its_names_and_its_own_server(busybox: Path):
    plain, *servers = images.stand_ins(busybox)
    assert plain.names == images.BUSYBOX
    assert plain.files["bin/httpd"] == "busybox"
    assert plain.files["bin/busybox"] == busybox.read_bytes()
    listed = yaml.safe_load((HERE / "stand-ins.yml").read_text(encoding="utf-8"))
    assert {name: list(image.names) for name, image in zip(listed, servers, strict=True)} == listed
    assert [image.files["etc/serves"].decode().strip() for image in servers] == list(listed)
    assert all(image.config["Cmd"] == ["/bin/serve"] for image in servers)


def test_busybox_finds_its_commands_on_path_so_that_wget_is_the_one_that_does_not_crash(busybox: Path):
    busybox.write_text(busybox.read_text() + "# /proc/self/exe\n")
    for image in images.stand_ins(busybox):
        assert b"/proc/self/exe" not in image.files["bin/busybox"]
        assert len(image.files["bin/busybox"]) == busybox.stat().st_size
        assert image.files["bin/wget"] == (HERE / "wget.sh").read_bytes()


@pytest.mark.parametrize(
    ("words", "asked", "seconds"),
    [
        ("-qO- http://a/", "-qO- http://a/", ""),
        ("-qO- -T 2 http://a/", "-qO- http://a/", "2"),
        ("-T3 -q http://a/", "-q http://a/", "3"),
        ("http://a/ --timeout=4", "http://a/", "4"),
        ("--timeout 5 http://a/", "http://a/", "5"),
    ],
)
def test_wget_leaves_its_time_to_timeout(tmp_path: Path, words: str, asked: str, seconds: str):
    for name, does in (("busybox", 'echo "$*"'), ("timeout", 'echo "for $1"; shift; exec "$@"')):
        (tmp_path / name).write_text(f"#!/bin/sh\n{does}\n")
        (tmp_path / name).chmod(0o755)
    command = ["/bin/sh", str(HERE / "wget.sh"), *words.split()]
    done = subprocess.run(command, env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=True)
    assert done.stdout == (f"for {seconds}\n" if seconds else "") + f"wget {asked}\n"


def test_stand_ins_are_whole_names_and_none_twice():
    listed = yaml.safe_load((HERE / "stand-ins.yml").read_text(encoding="utf-8"))
    names = [name for every in listed.values() for name in every]
    assert all("/" in name and ":" in name.rpartition("/")[2] for name in names), (
        "containerd wants docker.io/library/x:1"
    )
    assert len({*names, *images.BUSYBOX}) == len(names) + len(images.BUSYBOX)


def test_coredns_gets_the_name_that_kubeadm_gives_it(tmp_path: Path):
    answers = {
        "kube-apiserver": 'echo "Kubernetes v1.99.1"',
        "kubeadm": '[ "$*" = "config images list --kubernetes-version v1.99.1" ] && echo registry.k8s.io/coredns/coredns:v9',
    }
    paths = {name: tmp_path / name for name in answers}
    for name, path in paths.items():
        path.write_text(f"#!/bin/sh\n{answers[name]}\n")
        path.chmod(0o755)
    assert Programs(paths).named_by_kubeadm("coredns") == "registry.k8s.io/coredns/coredns:v9"


def test_the_sandbox_image_has_the_name_of_containerds_configuration_and_that_of_kubeadm(busybox: Path):
    assert f'sandbox = "{images.PAUSE}"' in (HERE / "containerd.toml").read_text(encoding="utf-8")
    assert images.pause(busybox).names == images.pause(busybox, images.PAUSE).names == (images.PAUSE,)
    assert images.pause(busybox, "registry.k8s.io/pause:9").names == (images.PAUSE, "registry.k8s.io/pause:9")
