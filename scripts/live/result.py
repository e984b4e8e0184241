"""What a live run is told, and what came of a page."""

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from blockcheck.finding import Finding
from blockcheck.proof.record import Proof
from blockcheck.text.fences import Block
from live import place
from live.steps import Step
from live.terminal import Terminal

Start = Callable[[Sequence[str]], AbstractContextManager[Terminal]]
"""Add-ons in, a fresh cluster that has them out; raises NoAddOn."""


class NoAddOn(Exception):
    """The cluster cannot have an add-on; the message says why."""


@dataclass
class Settings:
    """What holds for every page: `home` is where a page begins (a word of bash), `limit` a block's seconds."""

    start: Start
    home: str = '"$HOME"'
    limit: float = 120
    update: bool = False
    patience: float = place.PATIENCE  # seconds that a control plane may be away


@dataclass
class PageResult:
    """`name` as in the record. `died`: the cluster did, or there was none, so that nothing of the page is recorded."""

    name: str
    findings: list[Finding] = field(default_factory=list)
    proofs: list[Proof] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    static: Counter[str] = field(default_factory=Counter)
    changes: list[tuple[Block, list[str]]] = field(default_factory=list)
    seconds: float = 0
    memory: int = 0  # bytes at most, 0 if the cluster does not say
    died: bool = False
    on: str = ""


def count_static(result: PageResult, step: Step, reason: str = "") -> None:
    result.counts["static"] += 1
    result.static[reason or step.reason] += 1
