"""Arguments in, a report and an exit status out: 0 all proven, 1 something is wrong, 2 could not run, 130 stopped."""

import argparse
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from blockcheck import report
from blockcheck.proof import record
from blockcheck.proof.live_matter import ADD_ONS
from live import clusters, session, telling
from live.result import NoAddOn, PageResult, Settings

DOCS = Path(__file__).resolve().parents[2] / "docs"


def main(arguments: list[str]) -> int:
    options = parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # the clusters are removed first
    missing = next((path for path in options.paths if not os.path.lexists(path)), None)
    if missing:
        return fail(f"{missing} does not exist; name a Markdown file or a folder")
    if options.context and not options.node_shell:
        return fail("--context needs --node-shell CMD: blocks change files of a node, and never those of this machine")
    try:
        if options.ready:
            clusters.here(options.bin)
            clusters.wished(ADD_ONS, options.bin)
            print("live: ready, all that a cluster needs is here.")
            return 0
        return shell(options) if options.shell else prove(options)
    except KeyboardInterrupt:
        print("live: stopped; the clusters are removed, what finished is recorded.", file=sys.stderr)
        return 130
    except (clusters.Unusable, NoAddOn, OSError) as error:
        return fail(str(error))


def prove(options: argparse.Namespace) -> int:
    """Run the pages and say what came of them."""
    began, results = time.monotonic(), list[PageResult]()
    works = session.ordered(session.find(options.paths or [DOCS], DOCS), options.order)
    checked = options.check or options.sample is not None
    if options.sample is not None:
        works = drawn(works, options)
    settings = Settings(start(options), update=options.update)
    recorded = None if options.node_shell else record.RECORD
    lines = sys.stdout if options.format == "text" else sys.stderr
    for result in session.run(works, settings, options.jobs, recorded, checked):
        results.append(result)
        print(telling.page_line(result), file=lines, flush=True)
        if options.format == "text":
            print(telling.findings(result.findings, sys.stdout.isatty()), end="", flush=True)
    found = sorted(finding for result in results for finding in result.findings)
    if options.format == "json":
        sys.stdout.write(report.as_json(found))
    print(telling.summary(results, time.monotonic() - began), end="", file=lines)
    return int(any(finding.severity == "error" for finding in found))


def drawn(works: list[session.Work], options: argparse.Namespace) -> list[session.Work]:
    chosen = session.sampled(works, options.sample, options.order)
    some, every = (sum(work.to_run for work in part) for part in (chosen, works))
    words = f"a sample: {len(chosen)} of {len(works)} pages, drawn whole because blocks need those before them"
    print(f"live: {words}; {some} of {every} blocks ({some / max(every, 1):.0%})", file=sys.stderr)
    return chosen


def start(options: argparse.Namespace) -> clusters.Start:
    if options.node_shell:
        return clusters.named(options.node_shell, options.context or "")
    return clusters.own(options.bin)


def shell(options: argparse.Namespace) -> int:
    """Somebody types: in a cluster as fresh as the one a page begins with, with the add-ons that were asked for."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it belongs to what is typed
    with start(options)(options.add_ons) as terminal:
        return subprocess.call([*terminal.prefix, "env", f"TERM={os.environ.get('TERM', 'dumb')}", "bash", "-i"])


def fail(message: str) -> int:
    print(f"live: {message}", file=sys.stderr)
    return 2


def percent(text: str) -> float:
    value = float(text.removesuffix("%"))
    if not 0 < value <= 100:
        raise ValueError
    return value


def parser() -> argparse.ArgumentParser:
    """What can be said."""
    found = argparse.ArgumentParser(
        prog="dev.py live", description="Run the command blocks of pages on a real control plane."
    )
    found.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="pages or folders (default: docs)")
    found.add_argument("--update", action="store_true", help="write what was printed into the pages' Output blocks")
    found.add_argument("--check", action="store_true", help="compare with the record and write nothing")
    found.add_argument(
        "--sample", type=percent, metavar="10%", help="only random pages with that part of the blocks; as --check"
    )
    found.add_argument("--order", metavar="SEED", help="run the pages in the random order of this seed")
    found.add_argument(
        "--jobs", type=int, default=1, metavar="N", help="pages, each with its own cluster, at once (default: 1)"
    )
    found.add_argument("--bin", type=Path, metavar="DIR", help="where to look for the programs first")
    found.add_argument(
        "--node-shell", metavar="CMD", help="run in this node instead: 'docker exec -i kind-control-plane'"
    )
    found.add_argument("--context", metavar="NAME", help="the context that must be known in that node")
    found.add_argument("--shell", action="store_true", help="open a shell in a fresh cluster")
    found.add_argument(
        "--add-on", action="append", default=[], dest="add_ons", choices=ADD_ONS, help="for --shell: what pages ask for"
    )
    found.add_argument("--ready", action="store_true", help="only say whether a cluster can be made here")
    found.add_argument("--format", choices=("text", "json"), default="text", help="how to report (default: text)")
    return found


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(main(sys.argv[1:]))
