"""Blocks and their proofs in, what a reader is told of them out: a stamp for each block, one sentence for a page."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from blockcheck.proof.blocks import ProofBlock
from blockcheck.proof.record import Proof

VERSION = re.compile(r"\bKubernetes (v\d[\w.]*)")
MISSING = "not proven yet"
STAMPS = {"run": "run on {}", "simulated": "run against simulated nodes, {}", "admitted": "admitted by {}"}
Proofs = Mapping[str, Proof]


class Counts(NamedTuple):
    """How many blocks of a page came to which end; `run` holds the simulated ones too, `on` the versions."""

    run: int
    simulated: int
    admitted: int
    static: int
    missing: int
    on: str


def outcome(block: ProofBlock, proofs: Proofs) -> str:
    """`static`, `missing`, or what the record says."""
    if block.reason:
        return "static"
    proof = proofs.get(block.key)
    return proof.outcome if proof and proof.outcome in STAMPS else "missing"


def stamp(block: ProofBlock, proofs: Proofs) -> str:
    """What stands under one block: `run on v1.35.4`, `not run: needs a terminal`."""
    end = outcome(block, proofs)
    if end == "static":
        return f"not run: {block.reason}"
    return MISSING if end == "missing" else STAMPS[end].format(version(proofs[block.key].on))


def version(on: str) -> str:
    """The release of Kubernetes among the versions of a proof."""
    match = VERSION.search(on)
    return match[1] if match else "an unknown version"


def counts(blocks: Iterable[ProofBlock], proofs: Proofs) -> Counts:
    """The blocks of a page by outcome."""
    listed = list(blocks)
    found = Counter(outcome(block, proofs) for block in listed)
    proven = {version(proofs[block.key].on) for block in listed if outcome(block, proofs) in STAMPS}
    return Counts(
        found["run"] + found["simulated"], found["simulated"], found["admitted"], found["static"], found["missing"],
        " and ".join(sorted(proven)),
    )  # fmt: skip


def summary(found: Counts) -> tuple[str, str]:
    """A page's label and sentence: `Proven`, `23 blocks run on v1.35.4, 5 of them against simulated nodes; 4 not run`."""
    parts = [_run(found)] if found.run else []
    if found.admitted:
        parts.append(f"{count(found.admitted, 'manifest')} admitted{'' if parts else f' by {found.on}'}")
    label = "Proven" if parts else MISSING.capitalize() if found.missing else "Not run"
    for number, words in ((found.missing, MISSING), (found.static, "not run")):
        if number:
            parts.append(f"{number} {words}" if parts else count(number, "block"))
    return label, "; ".join(parts)


def count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"


def _run(found: Counts) -> str:
    ran = f"{count(found.run, 'block')} run on {found.on}"
    if not found.simulated:
        return ran
    some = "" if found.run == 1 else "all " if found.simulated == found.run else f"{found.simulated} of them "
    return f"{ran}, {some}against simulated nodes"
