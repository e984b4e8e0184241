"""A script that tree-sitter does not understand in, the rows of its statements out, as shfmt sees them."""

import json
import subprocess
import sysconfig
from collections.abc import Iterator
from pathlib import Path

from blockcheck.text.shell import ascii_mask

SHFMT = Path(sysconfig.get_path("scripts"), "shfmt")


def rows(text: str) -> list[tuple[int, int]]:
    """First and last row (from 0) of each statement; all of it in one piece if it is no shell at all."""
    command = [SHFMT, "-ln", "bash", "--to-json"]
    ran = subprocess.run(command, input=ascii_mask(text), capture_output=True, text=True, check=False)
    if ran.returncode:
        filled = [row for row, line in enumerate(text.split("\n")) if line.strip()]
        return [(filled[0], filled[-1])] if filled else []
    found: list[tuple[int, int]] = []
    for statement in json.loads(ran.stdout).get("Stmts", ()):
        first, last = statement["Pos"]["Line"] - 1, max(_ends(statement)) - 1
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found


def _ends(node: object) -> Iterator[int]:
    """The lines where the parts of a statement end; the body of a here-document may lie behind the rest."""
    inside = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    if isinstance(node, dict) and "End" in node:
        yield node["End"]["Line"]
    for one in inside:
        yield from _ends(one)
