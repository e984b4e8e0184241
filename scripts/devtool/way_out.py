"""The notes in, what becomes of them with Zensical out: a report in Markdown, for the day MkDocs with Material ends.

Zensical reads the same mkdocs.yml, pages and overrides. It is tried out in a folder of its own; nothing of it is published.
"""

import os
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping
from importlib.metadata import distributions
from pathlib import Path

from devtool import survivors
from devtool.install import PINNED, cause
from devtool.process import ROOT, Stop, capture, say
from devtool.survivors import Page

PINS = "requirements-way-out.txt"
READ = ("docs", "overrides", "scripts", "mkdocs.yml", "versions.toml")  # a copy: Zensical writes beside its mkdocs.yml
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
SHOWN = 12  # pages whose text differs, of which the report says how
DIAGRAMS = {"drawn": "drawn when built", "browser": "left to the browser", "source": "left as source"}


def way_out() -> int:
    """Build with Zensical, print what survives. What differs fails nothing; Stop where it could not be run."""
    site = ROOT / "site"
    if not (site / "index.html").exists():
        raise Stop("way-out compares with site/, and there is none; first: python3 scripts/dev.py build")
    with tempfile.TemporaryDirectory(prefix="way-out-") as place:
        folder = Path(place)
        python = _install(folder / "venv")
        issues = _build(python, folder / "notes")
        print(report(site, folder / "notes" / "site", ROOT / "docs", f"Zensical {_version(folder / 'venv')}", issues))
    return 0


def _install(venv: Path) -> Path:
    say(f"way-out: installing what {PINS} pins into a folder of its own.")
    base = getattr(sys, "_base_executable", None) or sys.executable
    python = venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    quiet = ("--disable-pip-version-check", "--no-input", "--progress-bar", "off", "--no-deps")
    for command in ([base, "-m", "venv", venv], [python, "-m", "pip", "install", *quiet, *PINNED, "-r", PINS]):
        status, output = capture(command)
        if status:
            raise Stop(f"way-out: Zensical could not be installed: {cause(output)}")
    return python


def _version(venv: Path) -> str:
    paths = [str(path) for path in venv.rglob("site-packages")]
    return next(one.version for one in distributions(name="zensical", path=paths))


def _build(python: Path, notes: Path) -> int:
    """Build a copy of the notes into its folder `site`; how many issues Zensical tells."""
    notes.mkdir()
    for name in READ:
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, notes / name)
    env = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
    status, output = capture([python, "-m", "zensical", "build", "-f", notes / "mkdocs.yml"], env | {"PYTHONUTF8": "1"})
    output = COLOUR.sub("", output)
    if status or not (notes / "site" / "index.html").exists():
        raise Stop(f"way-out: Zensical could not build the notes: {(output.split(chr(10))[-2:] or [''])[0].strip()}")
    found = re.search(r"^(\d+) issues? found", output, re.MULTILINE)
    return int(found[1]) if found else 0


def report(old: Path, new: Path, docs: Path, name: str, issues: int) -> str:
    """What of the site `old` is in the site `new`, in Markdown."""
    before, after = survivors.pages(old), survivors.pages(new)
    both = [one for one in before if one in after]
    differ = {one: how for one in both if (how := survivors.difference(before[one].text, after[one].text))}
    lines = [f"## {name} reads the notes", "", f"Issues that it tells: {issues}.", ""]
    lines += _table("Pages", _kinds(before, after, docs))
    lines += ["", f"Of the {len(both)} pages that both have, the text is the same on {len(both) - len(differ)}.", ""]
    lines += [f"- `{one or './'}`: {how}" for one, how in list(differ.items())[:SHOWN]]
    lines += ["", *_table("Diagrams", _diagrams([before[one] for one in both], [after[one] for one in both]))]
    lines += ["", *_table("Features", survivors.features(old, new, before, after))]
    surplus = len(after.keys() - before.keys())
    return "\n".join([*lines, *([f"\nPages that only the new site has: {surplus}."] if surplus else [])])


def _kinds(before: Mapping[str, Page], after: Mapping[str, Page], docs: Path) -> dict[str, tuple[int, int]]:
    kinds = {one: survivors.kind(one, docs) for one in before}
    every, kept = Counter(kinds.values()), Counter(kind for one, kind in kinds.items() if one in after)
    return {kind: (every[kind], kept[kind]) for kind in sorted(every, key=lambda kind: kind != "Written pages")}


def _diagrams(before: list[Page], after: list[Page]) -> dict[str, tuple[int, int]]:
    old, new = (sum((page.diagrams for page in side), Counter()) for side in (before, after))
    return {f"{said[0].upper()}{said[1:]}": (old[kind], new[kind]) for kind, said in DIAGRAMS.items()}


def _table(title: str, rows: Mapping[str, tuple[int, int]]) -> list[str]:
    lines = [f"| {title} | MkDocs | Zensical | |", "|---|---|---|---|"]
    return lines + [f"| {name} | {old} | {new} | {_verdict(old, new)} |" for name, (old, new) in rows.items()]


def _verdict(old: int, new: int) -> str:
    if old == new:
        return "the same" if old else ""
    return "more" if new > old else "fewer" if new else "lost"
