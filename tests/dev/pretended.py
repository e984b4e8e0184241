"""A copy of dev.py in a project whose uv, checker and MkDocs only pretend; nothing is downloaded."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
NO_INDEX = {"PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_RETRIES": "1", "PIP_NO_CACHE_DIR": "1"}  # nothing listens

# `uv venv` makes a .venv around this Python; `uv pip` does what $FAKE_UV says. Each call is one line in uv.log.
UV = f"""#!{sys.executable}
import os, pathlib, sys, time
if sys.argv[1] == "--version":
    sys.exit(0)
with open("uv.log", "a") as log:
    print(*sys.argv[1:], file=log)
if sys.argv[1] == "venv":
    bin = pathlib.Path(sys.argv[-1], "bin")
    bin.mkdir(parents=True)
    bin.joinpath("python").symlink_to({sys.executable!r})
elif os.environ.get("FAKE_UV") == "hang":
    time.sleep(60)
elif os.environ.get("FAKE_UV"):
    sys.exit(os.environ["FAKE_UV"])
elif sys.argv[2] == "compile":
    folder, file = (sys.argv[sys.argv.index(name) + 1] for name in ("--directory", "--output-file"))
    pathlib.Path(folder, file).write_text("compiled")
"""
# The checker says where it runs and with what.
BLOCKCHECK = "import os, sys; print(os.getcwd(), *sys.argv[1:])\n"
# MkDocs serves until it is stopped, or writes two pages and a 404 page and ends with $FAKE_STATUS.
MKDOCS = """
import os, pathlib, sys, time
if sys.argv[1] == "serve":
    pathlib.Path("mkdocs.pid").write_text(str(os.getpid()))
    time.sleep(60)
site = pathlib.Path(sys.argv[sys.argv.index("--site-dir") + 1])
for name in ("index.html", "a/index.html", "404.html"):
    (site / name).parent.mkdir(parents=True, exist_ok=True)
    (site / name).write_text("new")
sys.exit(int(os.environ.get("FAKE_STATUS", 0)))
"""


class Project:
    """The copy: `run` it, look at what it did."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.uv = root.parent / "bin" / "uv"
        shutil.copytree(
            ROOT / "scripts/devtool", root / "scripts/devtool", ignore=shutil.ignore_patterns("__pycache__")
        )
        shutil.copy(ROOT / "scripts/dev.py", root / "scripts")
        self.write("scripts/blockcheck/__main__.py", BLOCKCHECK)
        self.write("scripts/mkdocs/__main__.py", MKDOCS)
        for name in ("requirements.txt", "requirements-dev.txt"):
            self.pin(name, "1.17.0")
        self.write(self.uv, UV)
        self.uv.chmod(0o755)

    def write(self, name: str | Path, text: str) -> None:
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def pin(self, name: str, version: str) -> None:
        self.write(name, f"six=={version} \\\n    --hash=sha256:00\n")

    def start(self, *arguments: str, cwd: Path | None = None, **variables: str) -> subprocess.Popen:
        """dev.py in a process group of its own, in an environment with nothing but these variables."""
        return subprocess.Popen(
            [sys.executable, self.root / "scripts/dev.py", *arguments],
            cwd=cwd or self.root,
            env={"PATH": f"{self.uv.parent}{os.pathsep}/usr/bin{os.pathsep}/bin", **variables},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            preexec_fn=lambda: signal.signal(
                signal.SIGINT, signal.default_int_handler
            ),  # ignored where tests run behind `&`
        )

    def run(self, *arguments: str, cwd: Path | None = None, **variables: str) -> subprocess.CompletedProcess:
        process = self.start(*arguments, cwd=cwd, **variables)
        out, err = process.communicate(timeout=60)
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    def calls(self, words: str) -> list[str]:
        """The calls of uv that began with these words."""
        log = self.root / "uv.log"
        return [line for line in log.read_text().splitlines() if line.startswith(words)] if log.exists() else []


def one_line(result: subprocess.CompletedProcess, status: int = 2) -> str:
    """The one line in which dev.py said why it failed."""
    assert result.returncode == status, result.stderr
    assert "Traceback" not in result.stderr
    said = [line for line in result.stderr.splitlines() if line.startswith("dev.py: ")]
    assert len(said) == 1, result.stderr
    return said[0]


def wait_for(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < end, "it did not happen in 20 s"
        time.sleep(0.02)
