"""Two builds of one tree, in two folders, at two times, are the same to the byte."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from served import REPOSITORY, ROOT, Built

NEEDED = ("docs", "overrides", "scripts", "mkdocs.yml", "versions.toml")


def test_two_builds_are_the_same(site: Built, tmp_path: Path) -> None:
    for name in NEEDED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    addresses = {"SITE_URL": site.address, "REPOSITORY_URL": REPOSITORY, "PYTHONPATH": str(tmp_path / "scripts")}
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(tmp_path / "site")]
    fixed = {"SOURCE_DATE_EPOCH": os.environ["SOURCE_DATE_EPOCH"]}
    done = subprocess.run(command, cwd=tmp_path, env=os.environ | addresses | fixed, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    one, other = hashes(tmp_path / "site"), hashes(site.folder)
    assert {name for name in one | other if one.get(name) != other.get(name)} == set()


def hashes(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
