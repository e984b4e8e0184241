"""What `live --format json` found on two versions in, a page with what only the second finds out.

python -m live.differences --from v1.35.4=now.json --to v1.37.2=next.json [--title "…"] > page.md
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

RECORD = "changed-proof"  # what is said of the record, not of a version
TITLE = "What the next release changes for these commands"
Found = Mapping[str, Any]


class Run(NamedTuple):
    """A version, and what was found on it."""

    version: str
    findings: list[Found]


def read(argument: str) -> Run:
    """A run from `VERSION=FILE`."""
    version, _, name = argument.partition("=")
    if not name:
        raise argparse.ArgumentTypeError("write VERSION=FILE")
    try:
        findings = json.loads(Path(name).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise argparse.ArgumentTypeError(f"{name}: {error}") from None
    findings = [one for one in findings if one["rule"] != RECORD]
    return Run(version, sorted(findings, key=lambda one: (one["path"], one["line"], one["column"], one["rule"])))


def only(these: Run, other: Run) -> list[Found]:
    """What is found here and not there; a line's number counts, the words of a message may differ."""
    known = {_key(finding) for finding in other.findings}
    return [finding for finding in these.findings if _key(finding) not in known]


def _key(finding: Found) -> tuple[str, int, str]:
    return finding["path"], finding["line"], finding["rule"]


def page(old: Run, new: Run, title: str = TITLE, root: Path = Path()) -> str:
    """The page: what is new by page and line, then what is no longer found."""
    changed, gone = only(new, old), only(old, new)
    lines = [f"# {title}", "", f"Every command block of the notes was run on {old.version} and on {new.version}.", ""]
    if not changed:
        lines += [f"All of them come to the same on {new.version}.", ""]
    for path, findings in groupby(changed, key=lambda one: one["path"]):
        lines += [f"## {path}", "", *_told(findings, root / path)]
    if gone:
        places = ", ".join(f"`{one['path']}:{one['line']}` ({one['rule']})" for one in gone)
        lines += [f"Found on {old.version} only: {places}.", ""]
    return "\n".join(lines)


def _told(findings: Iterable[Found], file: Path) -> Iterator[str]:
    text = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    for finding in findings:
        first, _, rest = finding["message"].partition("\n")
        yield f"Line {finding['line']}, {finding['rule']}: {first}"
        yield ""
        shown = text[finding["line"] - 1].strip() if finding["line"] <= len(text) else ""
        if shown and not shown.startswith(("```", "~~~")):
            yield from _block("bash", [shown])
        if rest:
            yield from _block("diff", rest.split("\n"))


def _block(language: str, lines: list[str]) -> Iterator[str]:
    yield from (f"~~~~{language}", *lines, "~~~~", "")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="live.differences", description="Tell what a newer version changes.")
    for name in ("--from", "--to"):
        parser.add_argument(name, type=read, required=True, dest=name[2:] + "_run", metavar="VERSION=FILE")
    parser.add_argument("--title", default=TITLE)
    options = parser.parse_args(arguments)
    sys.stdout.write(page(options.from_run, options.to_run, options.title))
    return 0


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(main(sys.argv[1:]))
