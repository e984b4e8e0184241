"""A page in, what is to be done with it out, in page order: files to write, manifests to admit, commands to run."""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from blockcheck.page import Page
from blockcheck.proof import blocks, files
from blockcheck.proof.blocks import ProofBlock
from blockcheck.proof.files import File
from blockcheck.proof.live_markers import LiveMarker
from blockcheck.proof.places import Place, places


class Step(NamedTuple):
    """One block of the page: a file to write, something to run or to admit, or both."""

    line: int
    file: File | None
    proof: ProofBlock | None
    place: Place

    @property
    def markers(self) -> tuple[LiveMarker, ...]:
        return self.proof.markers if self.proof else self.file.markers if self.file else ()

    @property
    def reason(self) -> str:
        return self.proof.reason if self.proof else ""

    @property
    def works(self) -> bool:
        """Whether it asks for hidden work, also where its block is static."""
        return any(marker.verb in ("run", "new") for marker in self.markers)

    @property
    def in_solution(self) -> bool:
        return bool(self.place.task and self.place.solution)

    @property
    def verifies(self) -> bool:
        return bool(self.in_solution and self.proof and self.proof.verify and self.proof.kind == "commands")


def steps(page: Page) -> list[Step]:
    """Every step of a page."""
    proofs = {proof.block.header.line: proof for proof in blocks.of(page)}
    written = {file.line: file for file in files.of(page)}
    where = places(page).of
    lines = sorted(proofs.keys() | written.keys())
    return [Step(line, written.get(line), proofs.get(line), where[line]) for line in lines]


def groups(every: list[Step]) -> Iterator[tuple[bool, list[Step]]]:
    """The steps, those of one exam task together, with whether they are a task."""
    for task, found in groupby(every, key=lambda step: step.place.task):
        yield task is not None, list(found)
