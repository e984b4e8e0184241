"""Local files in, image archives out that containerd imports: what a registry would give a node, made on the spot."""

import hashlib
import io
import json
import subprocess
import tarfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import yaml

from live.cluster.node import HERE
from live.cluster.programs import Programs

REGISTRY = "registry.k8s.io"
COMPONENTS = ("kube-apiserver", "kube-controller-manager", "kube-scheduler")
METRICS = f"{REGISTRY}/metrics-server/metrics-server"
PAUSE = f"{REGISTRY}/pause:3.10.1"  # the sandbox image of containerd.toml
# How Debian's busybox runs its applets without a look at PATH, as that of Docker Hub does not.
OWN_APPLETS = b"/proc/self/exe"
BUSYBOX = tuple(f"docker.io/library/busybox:{tag}" for tag in ("1.36", "1.37", "latest"))


class Image(NamedTuple):
    """One image: its names, the files of its one layer (bytes, a symbolic link's target, None for a folder), its configuration."""

    names: tuple[str, ...]
    files: Mapping[str, bytes | str | None]
    config: dict[str, object]


def parts(image: Image) -> tuple[bytes, bytes]:
    """The image's configuration and its layer; the same bytes for the same image."""
    layer = _tar(image.files)
    config = {
        "architecture": "amd64",
        "os": "linux",
        "config": image.config,
        "rootfs": {"type": "layers", "diff_ids": [f"sha256:{hashlib.sha256(layer).hexdigest()}"]},
    }
    return json.dumps(config, sort_keys=True).encode(), layer


def archive(image: Image) -> bytes:
    """The image as a tar archive in the layout of `docker save`."""
    config, layer = parts(image)
    name = f"{hashlib.sha256(config).hexdigest()}.json"
    manifest = [{"Config": name, "RepoTags": list(image.names), "Layers": ["layer.tar"]}]
    return _tar({name: config, "layer.tar": layer, "manifest.json": json.dumps(manifest).encode()})


def needed(control_plane: bool, programs: Programs) -> Iterator[Image]:
    """The images of a node: what kubeadm's manifests name, and what the pages' own Pods name."""
    version = programs.image_version("kubernetes")
    paths = programs.paths
    if control_plane:
        for name in COMPONENTS:
            yield scratch(f"{REGISTRY}/{name}:{version}", paths[name])
        yield scratch(
            f"{REGISTRY}/etcd:{programs.image_version('etcd')}",
            *(paths[name] for name in ("etcd", "etcdctl", "etcdutl")),
        )
    yield scratch(programs.named_by_kubeadm("coredns"), paths["coredns"])
    yield scratch(f"{METRICS}:{programs.image_version('metrics-server')}", paths["metrics-server"])
    yield proxy(f"{REGISTRY}/kube-proxy:{version}", paths["kube-proxy"], paths["iptables"])
    yield pause(paths["busybox"], programs.named_by_kubeadm("pause"))
    yield from stand_ins(paths["busybox"])


def scratch(name: str, *programs: Path) -> Image:
    """Programs that need nothing else, as in upstream's images; the first is what runs."""
    names = [path.name.split("-v")[0] for path in programs]
    files = {f"usr/local/bin/{plain}": path.read_bytes() for plain, path in zip(names, programs, strict=True)}
    entry = {"Entrypoint": [f"/usr/local/bin/{names[0]}"]} if len(programs) == 1 else {}
    config = {"Env": ["PATH=/usr/local/bin"], **entry}
    return Image((name,), {**files, "tmp/": None}, config)


def proxy(name: str, program: Path, iptables: Path, *tools: Path) -> Image:
    """kube-proxy, or another that needs it, with the host's iptables, further tools and the libraries they load."""
    tool, plain = iptables.resolve(), program.name.split("-v")[0]
    files: dict[str, bytes | str | None] = {f"usr/local/bin/{plain}": program.read_bytes()}
    for one in (tool, *tools):
        files[f"usr/sbin/{one.name}"] = one.read_bytes()
    for command in ("iptables", "ip6tables"):
        for suffix in ("", "-save", "-restore"):
            files[f"usr/sbin/{command}{suffix}"] = tool.name
    extensions = sorted(path for folder in Path("/usr/lib").glob("*/xtables") for path in folder.iterdir())
    for path in (*extensions, *_libraries(tool, *tools, *extensions)):
        files[str(path).lstrip("/")] = path.read_bytes()
    config = {"Env": ["PATH=/usr/local/bin:/usr/sbin"], "Entrypoint": [f"/usr/local/bin/{plain}"]}
    return Image(
        (name,), {**files, "tmp/": None, "run/": None, "etc/protocols": Path("/etc/protocols").read_bytes()}, config
    )


def _libraries(*programs: Path) -> list[Path]:
    told = subprocess.run(["ldd", *programs], capture_output=True, text=True, check=True).stdout
    return sorted(
        {Path(word) for line in told.splitlines() if line.startswith("\t") for word in line.split() if word[0] == "/"}
    )


def pause(program: Path, name: str = PAUSE) -> Image:
    """What holds a Pod's namespaces: a sleeping busybox; it says its version as upstream's does.

    `name` is what the kubeadm at hand calls it, whose test Job in `kubeadm upgrade` runs it.
    """
    version = PAUSE.rpartition(":")[2]
    script = f'#!/bin/sh\n[ "$1" != -v ] || {{ echo pause.c {version}; exit; }}\nexec sleep 2147483647\n'
    files = {"pause": script.encode(), "bin/busybox": program.read_bytes(), "bin/sh": "busybox", "bin/sleep": "busybox"}
    return Image(tuple(dict.fromkeys((PAUSE, name))), files, {"Env": ["PATH=/bin"], "Entrypoint": ["/pause"]})


def stand_ins(busybox: Path) -> Iterator[Image]:
    """A static busybox under its own name; under the names in stand-ins.yml, with a small web server that says which it is."""
    applets = subprocess.run([busybox, "--list"], capture_output=True, text=True, check=True).stdout.split()
    links = {f"bin/{applet}": "busybox" for applet in applets if applet != "busybox"}
    passwd = b"root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/sh\n"
    group = b"root:x:0:\nnogroup:x:65534:\n"
    files = {
        "bin/busybox": busybox.read_bytes().replace(OWN_APPLETS, b"/nothing/there"),
        **links,
        "bin/wget": (HERE / "wget.sh").read_bytes(),
        "tmp/": None,
        "root/": None,
        "etc/passwd": passwd,
        "etc/group": group,
    }
    yield Image(BUSYBOX, files, {"Env": ["PATH=/bin"], "Cmd": ["sh"]})
    for server, names in yaml.safe_load((HERE / "stand-ins.yml").read_text(encoding="utf-8")).items():
        served = {
            **files,
            "bin/serve": (HERE / "serve.sh").read_bytes(),
            "etc/serves": f"{server}\n".encode(),
            "www/": None,
        }
        yield Image(tuple(names), served, {"Env": ["PATH=/bin"], "Cmd": ["/bin/serve"]})


def _tar(files: Mapping[str, bytes | str | None]) -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as tar:
        for name, content in files.items():
            info = tarfile.TarInfo(name.rstrip("/"))
            if content is None:
                info.type, info.mode = tarfile.DIRTYPE, 0o1777
            elif isinstance(content, str):
                info.type, info.linkname = tarfile.SYMTYPE, content
            else:
                info.size, info.mode = len(content), 0o755
            tar.addfile(info, io.BytesIO(content) if isinstance(content, bytes) else None)
    return target.getvalue()
