"""A program or all of them in, their recorded command trees compared with the binaries at hand."""

import re
import shutil
import sys
from pathlib import Path

from devtool.environment import SITE, ensure, variables
from devtool.process import ROOT, Stop, run, say

HARVEST = ROOT / "scripts" / "harvest.py"
SCHEMAS = ROOT / "scripts" / "harvest_schemas.py"
RECORDED = re.compile(r"(?P<program>[a-z][a-z0-9-]*?)-v?\d[\w.+-]*\.json")


def harvest(program: str | None, binary: str | None, check: bool) -> int:
    """Record one program or `schemas`, or compare it, or compare every recorded program that is found on PATH."""
    if program == "schemas":
        return run([ensure(SITE), SCHEMAS, *(["--check"] if check else [])], variables())
    if program:
        found = binary or shutil.which(program)
        if not found:
            raise Stop(f"harvest: no {program} on PATH; name it with --binary PATH")
        return _run(program, found, check)
    if not check:
        raise Stop("harvest: which program? write harvest PROGRAM --binary PATH, or harvest --check for all on PATH")
    status = 0
    for name in sorted(_recorded()):
        found = shutil.which(name)
        if found:
            status = max(status, _run(name, found, check))
        else:
            say(f"SKIPPED {name}: not on PATH")
    return status


def _recorded() -> set[str]:
    """The programs whose command tree is recorded."""
    matches = (RECORDED.fullmatch(file.name) for file in Path(ROOT, "scripts", "specs").glob("*.json"))
    return {match["program"] for match in matches if match}


def _run(program: str, binary: str, check: bool) -> int:
    return run([sys.executable, HARVEST, program, "--binary", binary, *(["--check"] if check else [])])
