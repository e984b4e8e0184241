"""Verdicts on a page's blocks in, its findings and proofs out."""

from blockcheck.finding import Finding, Problem, Span
from blockcheck.page import Page
from blockcheck.proof.blocks import ProofBlock
from blockcheck.proof.record import Proof
from live.judge import Verdict
from live.result import PageResult
from live.results import Results, digest


class Report:
    """What is said of one page while it runs."""

    def __init__(self, page: Page, result: PageResult) -> None:
        self.page, self.result = page, result

    def span(self, line: int) -> Span:
        """All of a line, but for its indentation."""
        text = self.page.lines[line - 1]
        return Span(line, len(text) - len(text.lstrip()) + 1, line, len(text.rstrip()) + 1)

    def add(self, verdicts: list[Verdict]) -> None:
        for rule, problem in verdicts:
            self.result.findings.append(Finding(self.page.path, *problem.span, rule, "error", problem.message, None))

    def proven(self, proof: ProofBlock, outcome: str, results: Results) -> None:
        self.result.counts[outcome] += 1
        self.result.proofs.append(Proof(self.result.name, proof.key, outcome, digest(results), self.result.on))

    def dead(self, line: int, why: Exception) -> None:
        """One message, whatever else would follow from it; nothing of the page is recorded."""
        self.nothing()
        words = (
            "the API server does not answer any more since this block; nothing of this page is recorded. If the block is "
            f"meant to end it, write <!-- live: new --> above the next one. First sign: {why}"
        )
        self.add([Verdict("dead-cluster", Problem(self.span(line), words))])

    def lacking(self, line: int, why: Exception) -> None:
        """The page asks for a cluster that cannot be made here."""
        self.nothing()
        self.add([Verdict("failing-setup", Problem(self.span(line), str(why)))])

    def nothing(self) -> None:
        """Nothing of the page is recorded."""
        self.result.died = True
        self.result.proofs.clear()
        self.result.changes.clear()
