"""requirements*.in in, hash-pinned requirements*.txt out: one version of each package for everybody."""

import os
import shutil
import tempfile
from pathlib import Path

from devtool.environment import DEV, ensure, variables
from devtool.process import ROOT, Stop, capture, say

LOCKED = (*DEV, "requirements-way-out.txt")
COMPILE = (
    "pip", "compile", "--quiet", "--generate-hashes", "--only-binary", ":all:",
    "--universal", "--fork-strategy", "fewest", "--python-version", "3.11",
    "--exclude-newer", "P7D",  # what is bad in a new release is mostly found in its first week
    "--custom-compile-command", "python3 scripts/dev.py lock # --universal --python-version 3.11",  # dependabot reads it
)  # fmt: skip


def lock(check: bool, upgrade: bool) -> int:
    """Write the pins, or with `check` say which file is out of date; pins that still fit stay unless `upgrade`."""
    ensure(DEV)
    with tempfile.TemporaryDirectory() as folder:
        _compile(Path(folder), ("--upgrade",) if upgrade else ())
        changed = [name for name in LOCKED if not _same(Path(folder, name), ROOT / name)]
        if not check:  # all files or none
            for name in changed:
                shutil.copyfile(Path(folder, name), ROOT / name)
    return _tell(changed, check)


def _compile(folder: Path, options: tuple[str, ...]) -> None:
    """Compile in a folder of its own, so that no path of this machine gets into the files."""
    for name in LOCKED:
        for file in (ROOT / name, (ROOT / name).with_suffix(".in")):
            if file.exists():
                shutil.copy(file, folder)
    uv = str(shutil.which("uv", path=variables()["PATH"]))  # that of .venv
    for name in LOCKED:
        source = Path(name).with_suffix(".in").name
        command = [uv, *COMPILE, *options, "--directory", str(folder), source, "--output-file", name]
        status, output = capture(command, {"UV_SYSTEM_CERTS": "true", "UV_NATIVE_TLS": "true", **os.environ})
        if status:
            raise Stop(f"{source}: {' '.join(output.split())}")


def _same(new: Path, old: Path) -> bool:
    return old.exists() and old.read_text(encoding="utf-8") == new.read_text(encoding="utf-8")


def _tell(changed: list[str], check: bool) -> int:
    names = " and ".join(changed)
    if not changed:
        say("lock: the pins are up to date.")
    elif check:
        say(f"lock: {names} out of date; run: python3 scripts/dev.py lock")
    else:
        say(f"lock: {names} written.")
    return 1 if changed and check else 0
