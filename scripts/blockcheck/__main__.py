"""Arguments in, a report on standard output and an exit status out: 0 nothing wrong, 1 errors, 2 could not run."""

import argparse
import os
import sys
from pathlib import Path

from blockcheck import check, fix, pages, report, rules
from blockcheck.text.shfmt import ShfmtMissing
from blockcheck.text.suggest import did_you_mean


def main(arguments: list[str]) -> int:
    options = _parser().parse_args(arguments)
    if options.explain:
        return _explain(options.explain)
    missing = next((path for path in options.paths if not os.path.lexists(path)), None)
    if missing:
        return _fail(f"{missing} does not exist; name a Markdown file or a folder")
    try:
        findings = check.check_files(options.paths or [check.DOCS])
        if options.fix:
            count = fix.apply(findings)
            print(f"{count or 'No certain'} cure{'s' * (count > 1)} written.", file=sys.stderr)
            findings = check.check_files(options.paths or [check.DOCS]) if count else findings
        if options.proven:
            findings = check.insist(findings, "unproven-command")
    except (ShfmtMissing, OSError) as error:
        return _fail(str(error))
    if options.format == "text":
        sys.stdout.write(report.as_text(findings, sys.stdout.isatty() and "NO_COLOR" not in os.environ))
    else:
        sys.stdout.write(report.FORMATS[options.format](findings))
    if options.format == "github" and (summary := os.environ.get("GITHUB_STEP_SUMMARY")):
        with open(summary, "a", encoding="utf-8") as file:
            file.write(report.as_summary(findings))
    return int(any(finding.severity == "error" for finding in findings))


def _explain(name: str) -> int:
    rule = rules.every().get(name)
    if rule is None:
        guess = did_you_mean(name, rules.every()) or "; what live finds, it explains itself"
        return _fail(f"{name} is no rule{guess}; the rules are: {', '.join(rules.every())}")
    sys.stdout.write(pages.explain(name, rule))
    return 0


def _fail(message: str) -> int:
    print(f"check: {message}", file=sys.stderr)
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dev.py check", description="Check the command blocks of Markdown pages.")
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="files or folders (default: docs)")
    parser.add_argument("--format", choices=report.FORMATS, default="text", help="how to report (default: text)")
    parser.add_argument(
        "--fix", action="store_true", help="write every certain cure into its file, then report what is left"
    )
    parser.add_argument("--proven", action="store_true", help="a block that was not run as it stands is an error")
    parser.add_argument("--explain", metavar="RULE", help="print what a rule finds, why, and what to write")
    return parser


if __name__ == "__main__":
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        sys.exit(main(sys.argv[1:]))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
