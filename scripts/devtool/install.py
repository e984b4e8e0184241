"""Files of pins in, packages in .venv out; by uv where it is on PATH, by pip otherwise."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

from devtool.environment import PYTHON, VENV
from devtool.process import ROOT, Stop, capture, say

PINNED = ("--require-hashes", "--only-binary", ":all:")
CAUSES = (  # what pip and uv print in any case, and what it means here; the first that matches counts
    (r"no space left|os error 28|not enough space", "the disk is full; free some space and run it again"),
    (r"do not match the hashes|hash mismatch", "a package is not the one that was pinned; do not use it, report it"),
    (r"certificate_verify_failed|invalid peer certificate", "the certificate of the package index is not trusted here; "
     "behind a proxy set SSL_CERT_FILE and PIP_CERT to the proxy's certificate"),
    (r"name resolution|dns error|newconnectionerror|connection ?(error|refused|reset)|error sending request|"
     r"timed? ?out|unreachable|no route to host|proxyerror",
     "no network: the package index does not answer; run it again when it does"),
    (r"permission denied|read-only file system", "not allowed to write to .venv; make the folder writable"),
)  # fmt: skip


def install(pins: tuple[str, ...], fresh: bool) -> None:
    """Bring the packages into .venv, made anew if `fresh`; Stop with the cause if that fails."""
    uv = _uv()
    if not uv and not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        raise Stop("this Python has no venv module; on Debian and Ubuntu: sudo apt-get install python3-venv")
    started = time.monotonic()
    count = len(set(re.findall(r"^[\w.-]+(?===)", "".join((ROOT / name).read_text() for name in pins), re.MULTILINE)))
    say(f"Setting up .venv by {'uv' if uv else 'pip'}: Python {sys.version.split()[0]}, "
        f"{count} packages pinned in {' and '.join(pins)}. The first time this may take some minutes.")  # fmt: skip
    if fresh:
        _make(uv)
    _fill(uv, pins)
    say(f"Set up in {time.monotonic() - started:.0f} s.")


def _make(uv: str | None) -> None:
    if VENV.exists():
        shutil.rmtree(VENV)
    # Not the Python of a .venv that happens to be active: that one has just been removed.
    python = getattr(sys, "_base_executable", None) or sys.executable
    _must([uv, "venv", "--python", python, VENV] if uv else [python, "-m", "venv", VENV])


def _fill(uv: str | None, pins: tuple[str, ...]) -> None:
    if uv:
        _must([uv, "pip", "sync", "--python", PYTHON, *PINNED, *pins])
        return
    files = [argument for name in pins for argument in ("-r", name)]
    quiet = ("--disable-pip-version-check", "--no-input", "--progress-bar", "off")
    # The pins are complete: resolving them again would only take time.
    _must([PYTHON, "-m", "pip", "install", "--no-deps", *quiet, *PINNED, *files])


def _must(command: list[str | Path]) -> None:
    # The system's certificates, as pip has them: behind a company's proxy uv's own do not help.
    env = {"UV_SYSTEM_CERTS": "true", "UV_NATIVE_TLS": "true", **os.environ}
    status, output = capture(command, env)
    if status:
        raise Stop(f"setting up .venv failed: {cause(output)}")


def cause(output: str) -> str:
    """What pip or uv printed, as one line that says why and what helps."""
    for pattern, meaning in CAUSES:
        if re.search(pattern, output, re.IGNORECASE):
            return meaning
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if line.lower().startswith("error")]
    return (errors or lines or ["it said nothing"])[-1]


def _uv() -> str | None:
    """uv, if there is one on PATH that runs (a version manager's shim may lead nowhere)."""
    uv = shutil.which("uv")
    if not uv:
        return None
    try:
        works = subprocess.run([uv, "--version"], capture_output=True, check=False).returncode == 0
    except OSError:
        return None
    return uv if works else None
