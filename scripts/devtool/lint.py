"""The tree in, what the linters say of it out; all of them run, then the verdict."""

from pathlib import Path

from devtool.environment import BIN, DEV, ensure, variables
from devtool.process import ROOT, capture, say

Command = list[str | Path]
TEXT = (".", ".github", ".ci", ".devcontainer", ".vscode")  # typos leaves hidden folders out unless they are named


def lint(fix: bool) -> int:
    """Run every linter; with `fix` let those that can mend what they find."""
    python = ensure(DEV)
    commands = checks(python) | (mending() if fix else {})
    failed = [name for name, command in commands.items() if not _clean(name, command)]
    say(f"lint: {', '.join(failed)} found something." if failed else f"lint: {', '.join(commands)}: nothing found.")
    return 1 if failed else 0


def checks(python: Path) -> dict[str, Command]:
    """What each linter runs to look."""
    workflows = sorted((ROOT / ".github/workflows").glob("*.yml"))
    chooser = ".github/ISSUE_TEMPLATE/config.yml"
    forms = [file for file in sorted((ROOT / chooser).parent.glob("*.yml")) if file != ROOT / chooser]
    schema: Command = [python, "-m", "check_jsonschema", "--builtin-schema"]
    return {
        "ruff check": [BIN / "ruff", "check", "--output-format", "concise"],
        "ruff format": [BIN / "ruff", "format", "--check", "--output-format", "concise"],
        "rumdl": [BIN / "rumdl", "check", "."],
        "typos": [BIN / "typos", "--format", "brief", *TEXT],
        "zizmor": [BIN / "zizmor", "--quiet", "--offline", "--persona=auditor", ".github"],
        "workflow schema": [*schema, "vendor.github-workflows", *workflows],
        "dependabot schema": [*schema, "vendor.dependabot", ".github/dependabot.yml"],
        "issue forms schema": [*schema, "vendor.github-issue-forms", *forms],
        "issue chooser schema": [*schema, "vendor.github-issue-config", chooser],
    }


def mending() -> dict[str, Command]:
    """What those that can mend run instead."""
    return {
        "ruff check": [BIN / "ruff", "check", "--quiet", "--fix"],
        "ruff format": [BIN / "ruff", "format", "--quiet"],
        "rumdl": [BIN / "rumdl", "check", "--fix", "."],
        "typos": [BIN / "typos", "--format", "brief", "--write-changes", *TEXT],
    }


def _clean(name: str, command: Command) -> bool:
    status, output = capture(command, variables())
    if status:
        say(f"--- {name}\n{output.rstrip()}")
    return status == 0
