"""The one file of versions in, the version of a program out."""

import tomllib
from functools import cache
from pathlib import Path

FILE = Path(__file__).resolve().parents[2] / "versions.toml"


@cache
def every() -> dict[str, list[str]]:
    """Program -> its pinned versions."""
    written = tomllib.loads(FILE.read_text(encoding="utf-8"))["versions"]
    return {name: value if isinstance(value, list) else [value] for name, value in written.items()}


def of(program: str) -> str:
    """The pinned version of a program that has one."""
    return every()[program][0]
