"""The record of live runs: one line a proven block, sorted. Written by `dev.py live` alone."""

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

RECORD = Path(__file__).resolve().parents[2] / "specs" / "proof.jsonl"


class Proof(NamedTuple):
    """What came of one block: `outcome` is run, simulated or admitted; `on` names the versions it ran on."""

    page: str
    block: str
    outcome: str
    output: str
    on: str


def read(path: Path = RECORD) -> dict[tuple[str, str], Proof]:
    """Every proof by page and block; none if nothing was ever recorded."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    proofs = [_proof(line, f"{path}:{number}") for number, line in enumerate(lines, 1) if line.strip()]
    return {(proof.page, proof.block): proof for proof in proofs}


def by_page(proofs: dict[tuple[str, str], Proof]) -> dict[str, dict[str, Proof]]:
    """Page -> block -> proof."""
    found: dict[str, dict[str, Proof]] = {}
    for (page, block), proof in proofs.items():
        found.setdefault(page, {})[block] = proof
    return found


def write(proofs: Iterable[Proof], path: Path = RECORD) -> None:
    """Write the whole record anew, at once or not at all."""
    lines = [json.dumps(proof._asdict(), ensure_ascii=False) + "\n" for proof in sorted(set(proofs))]
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_text("".join(lines), encoding="utf-8", newline="\n")
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def _proof(line: str, place: str) -> Proof:
    try:
        return Proof(**{name: str(value) for name, value in json.loads(line).items()})
    except (ValueError, TypeError, AttributeError):
        raise OSError(f"{place}: this is no line of the record; write it anew: python3 scripts/dev.py live") from None
