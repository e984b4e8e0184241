"""A finished site in, what reading it offline needs out: a service worker that knows every file by its content."""

import gzip
import hashlib
import json
from pathlib import Path

SOURCE = Path(__file__).parent / "worker/sw.js"
WORKER = "sw.js"
SIZE = "offline-size"  # stands in the pages where the size is to be told
LARGEST = 6_000_000  # bytes over the network; a site that is larger is not kept on phones lightly
LEFT_OUT = (".map", ".xml", ".gz", ".txt", ".md", ".zip", WORKER)


def add(site: Path) -> int:
    """Write the worker and tell its size in each page; the size in bytes as a server sends them. ValueError: too large."""
    files = sorted(path for path in site.rglob("*") if path.is_file() and not path.name.endswith(LEFT_OUT))
    size = sum(len(gzip.compress(path.read_bytes(), 6, mtime=0)) for path in files)
    if size > LARGEST:
        raise ValueError(f"{size} bytes are more than are kept for reading offline ({LARGEST}); leave files out")
    told = f"{max(0.1, size / 1e6):.1f} MB"
    for page in site.rglob("*.html"):
        page.write_text(page.read_text(encoding="utf-8").replace(SIZE, told), encoding="utf-8")
    hashes = {path.relative_to(site).as_posix(): _hash(path.read_bytes()) for path in files}
    version = _hash(json.dumps(hashes).encode())
    release = json.dumps({"version": version, "files": hashes}, separators=(",", ":"))
    (site / WORKER).write_text(f"const RELEASE = {release}\n{SOURCE.read_text(encoding='utf-8')}", encoding="utf-8")
    return size


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]
