"""Pages in, how fast checker and site are out: as ratios to shellcheck, `bash -n` and a stock Material site, in one run.

Run by `dev.py bench` in .venv. The blocks are those of `docs/`, ten times, and, where `../shared/eval` is there, the
labelled commands. Each figure is the best of three whole processes; nothing else should run meanwhile.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from blockcheck.check import markdown_files, read_page
from devtool import bench_site
from devtool.process import ROOT

EVAL = ROOT.parent / "shared" / "eval"
ROUNDS = 3
SAMPLE = 100  # scripts that shellcheck reads one a process; the figure is scaled up from them
GROWTH = (1, 10)


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        sets = {f"docs x{n}": _docs(Path(folder, f"docs{n}"), n) for n in GROWTH}
        if EVAL.is_dir():
            sets["eval"] = _eval(Path(folder, "eval"))
        else:
            print("SKIPPED the labelled commands: no ../shared/eval")
        times = {name: _measure(name, pages) for name, pages in sets.items()}
    start = _best(lambda: _check([ROOT / "versions.toml"]))
    small, large = (times[f"docs x{n}"] - start for n in GROWTH)
    print(f"start-up alone    {start:6.2f} s")
    print(f"growth            {large / small:6.1f} times the time for {GROWTH[1]} times the pages, start-up left out")
    bench_site.figures()
    return 0


def _docs(folder: Path, times: int) -> Path:
    """The pages of the notes, so many times over; generated folders are named so that they count as notes."""
    for n in range(times):
        shutil.copytree(ROOT / "docs", folder / str(n) / "docs", ignore=shutil.ignore_patterns("assets"))
    return folder


def _eval(folder: Path) -> Path:
    """The labelled commands as pages, made by the script that scores them."""
    sys.path.insert(0, str(EVAL))
    import score_checker  # noqa: PLC0415 - it lies outside of the repository

    folder.mkdir()
    for name in ("valid", "invalid"):
        score_checker.write_pages(score_checker.read(EVAL / f"{name}.jsonl"), folder, name)
    return folder


def _measure(name: str, folder: Path) -> float:
    """Print one line of figures for a folder of pages; return the checker's seconds."""
    files = [file for file in markdown_files([folder]) if file.suffix == ".md"]
    scripts = ["\n".join(line.text for line in script) for file in files for _, script in read_page(file).scripts]
    own, memory = _best(lambda: _check([folder])), _memory([folder])
    with tempfile.TemporaryDirectory() as blocks:
        paths = [Path(blocks, f"{index}.sh") for index in range(len(scripts))]
        for path, script in zip(paths, scripts, strict=True):
            path.write_text(script + "\n", encoding="utf-8")
        shellcheck = _seconds(lambda: _shellcheck(paths, 500))
        sample = paths[:: max(len(paths) // SAMPLE, 1)]
        alone = _seconds(lambda: _shellcheck(sample, 1)) * len(paths) / len(sample)
        bash = _seconds(
            lambda: [subprocess.run(["bash", "-n", path], stderr=subprocess.DEVNULL, check=False) for path in paths]
        )
    rate = len(scripts) / own
    print(f"{name:9} {len(scripts):6} scripts {own:6.2f} s  {rate:7.0f} a second  {memory:4.0f} MB  ", end="")
    print(
        f"shellcheck, 500 scripts a process: {shellcheck / own:.1f} times as long; one a process: {alone / own:.0f} times;",
        end=" ",
    )
    print(f"bash -n, one a process: {bash / own:.1f} times")
    return own


def _check(paths: Sequence[Path]) -> None:
    command = [sys.executable, "-m", "blockcheck", "--format", "json", *paths]
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"bench: the checker failed: {done.stderr.decode(errors='replace')[-300:]}")


def _shellcheck(paths: Sequence[Path], at_once: int) -> None:
    """Errors only, so many files a process."""
    for at in range(0, len(paths), at_once):
        command = ["shellcheck", "--shell=bash", "--severity=error", *paths[at : at + at_once]]
        subprocess.run(command, stdout=subprocess.DEVNULL, check=False)


def _memory(paths: Sequence[Path]) -> float:
    """The peak of one run in MB, measured by a process of its own."""
    if os.name == "nt":
        return 0.0
    peak = "import resource,subprocess,sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL); "
    peak += "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    command = [sys.executable, "-c", peak, sys.executable, "-m", "blockcheck", "--format", "json", *paths]
    unit = 1 if sys.platform == "darwin" else 1024  # bytes there, KiB here
    return int(subprocess.check_output(command)) * unit / 1e6


def _best(work: Callable[[], object]) -> float:
    return min(_seconds(work) for _ in range(ROUNDS))


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
