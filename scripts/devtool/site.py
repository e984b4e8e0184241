"""Pages in, a preview or the folder site/ out; a build that fails leaves the former site as it was."""

import errno
import os
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from devtool.environment import SITE, ensure, variables
from devtool.process import ROOT, Stop, run, say

HOST = "127.0.0.1"
WATCHED = ("scripts", "overrides", "versions.toml")  # besides what MkDocs watches: docs and mkdocs.yml


def preview(port: int) -> int:
    """Serve with live reload until Ctrl-C; what the checker finds is a warning here."""
    free(port)
    watch = [argument for name in WATCHED if (ROOT / name).exists() for argument in ("--watch", name)]
    command = [ensure(SITE), "-m", "mkdocs", "serve", "--livereload", "--dev-addr", f"{HOST}:{port}", *watch]
    return run(command, variables())


def free(port: int) -> None:
    """Stop if nobody can listen on the port."""
    if not 1 <= port <= 65535:
        raise Stop(f"port {port}: choose one from 1 to 65535")
    with socket.socket() as test:
        if os.name != "nt":  # as the server does; on Windows it would let two servers share a port
            test.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            test.bind((HOST, port))
            test.listen()
        except OSError as error:
            words = "is taken" if error.errno == errno.EADDRINUSE else f"cannot be used ({error.strerror})"
            other = port + 1 if 1024 <= port < 65535 else 8001
            raise Stop(f"port {port} {words}; choose another: python3 scripts/dev.py serve --port {other}") from None


def build() -> int:
    """Build strictly, beside site/, and only then put it in the place of the former one."""
    python = ensure(SITE)
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix=".site-", dir=ROOT) as beside:
        new = Path(beside, "new")
        status = run([python, "-m", "mkdocs", "build", "--strict", "--site-dir", new], {**date(), **variables()})
        if status:
            say("dev.py: the build failed; site/ is as it was before.")
            return status
        pages = sum(1 for page in new.rglob("*.html") if page.name != "404.html")
        _swap(new, ROOT / "site", Path(beside, "old"))
    say(f"Built {pages} pages into site/ in {time.monotonic() - started:.1f} s.")
    return 0


def date() -> dict[str, str]:
    """The commit's date as the date of the build, so that two builds of one commit are the same; none without git."""
    try:
        done = subprocess.run(
            ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False
        )
    except OSError:
        return {}
    return {"SOURCE_DATE_EPOCH": done.stdout.strip()} if done.returncode == 0 and done.stdout.strip() else {}


def _swap(new: Path, place: Path, old: Path) -> None:
    if place.exists():
        place.rename(old)
    try:
        new.rename(place)
    except OSError:
        if old.exists():
            old.rename(place)
        raise
