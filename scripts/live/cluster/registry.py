"""A registry of the stand-in images, read-only, for the nodes of one cluster: they pull as they would from the internet.

    python -m live.cluster.registry ADDRESS PORT BUSYBOX [NAME=PROGRAM[,IPTABLES[,TOOL]] ...]

Serves the pull half of the OCI distribution specification over HTTP; containerd names the upstream registry in `?ns=`.
"""

import hashlib
import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from live.cluster import images

MANIFEST = "application/vnd.docker.distribution.manifest.v2+json"
CONFIG = "application/vnd.docker.container.image.v1+json"
LAYER = "application/vnd.docker.image.rootfs.diff.tar"


class Store(NamedTuple):
    """Blobs and manifests by digest; the digest of each name's manifest."""

    blobs: dict[str, bytes]
    tags: dict[str, str]


def stored(every: list[images.Image]) -> Store:
    """The images as a registry keeps them."""
    store = Store({}, {})
    for image in every:
        config, layer = images.parts(image)
        described = [
            {"mediaType": kind, "size": len(blob), "digest": _keep(store, blob)}
            for kind, blob in ((CONFIG, config), (LAYER, layer))
        ]
        manifest = {"schemaVersion": 2, "mediaType": MANIFEST, "config": described[0], "layers": described[1:]}
        digest = _keep(store, json.dumps(manifest).encode())
        store.tags.update(dict.fromkeys(image.names, digest))
    return store


def find(store: Store, target: str) -> tuple[str, str, bytes] | None:
    """The media type, digest and bytes that a request's target names; None if the store has no such thing."""
    address = urlsplit(target)
    words = address.path.removeprefix("/v2/").split("/")
    if len(words) < 3 or words[-2] not in ("manifests", "blobs"):
        return None
    host = parse_qs(address.query).get("ns", ["docker.io"])[0]
    name = f"{host}/{'/'.join(words[:-2])}:{words[-1]}"
    digest = words[-1] if words[-1].startswith("sha256:") else store.tags.get(name, "")
    blob = store.blobs.get(digest)
    return (
        None if blob is None else (MANIFEST if words[-2] == "manifests" else "application/octet-stream", digest, blob)
    )


def handler(store: Store) -> type[BaseHTTPRequestHandler]:
    """What answers the requests."""

    class Registry(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            found = ("application/json", "", b"{}") if urlsplit(self.path).path == "/v2/" else find(store, self.path)
            kind, digest, blob = found or (
                "application/json",
                "",
                b'{"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown"}]}',
            )
            self.send_response(200 if found else 404)
            for name, value in (
                ("Content-Type", kind),
                ("Content-Length", str(len(blob))),
                ("Docker-Content-Digest", digest),
            ):
                if value:
                    self.send_header(name, value)
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(blob)

        do_HEAD = do_GET

        def log_message(self, *words: object) -> None:
            """Nobody reads it."""

    return Registry


def _keep(store: Store, blob: bytes) -> str:
    digest = f"sha256:{hashlib.sha256(blob).hexdigest()}"
    store.blobs[digest] = blob
    return digest


def made(word: str) -> images.Image:
    """The image that a word such as NAME=PROGRAM asks for."""
    name, _, files = word.partition("=")
    program, *tools = map(Path, files.split(","))
    return images.proxy(name, program, *tools) if tools else images.scratch(name, program)


def main(address: str, port: str, busybox: str, *programs: str) -> None:
    """Serves until it is ended."""
    every = list(images.stand_ins(Path(busybox)))
    every += map(made, programs)
    ThreadingHTTPServer((address, int(port)), handler(stored(every))).serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
