"""One page and a way to get a cluster in, what came of its blocks out."""

import time
from collections.abc import Iterator
from contextlib import ExitStack

from blockcheck.finding import Problem
from blockcheck.page import Page
from blockcheck.proof import live_matter
from blockcheck.proof.blocks import ProofBlock
from blockcheck.text import session
from live import manifests, outputs, place, tasks
from live.judge import Told, Verdict, error, judge, told
from live.reporting import Report
from live.result import NoAddOn, PageResult, Settings, count_static
from live.results import Results, outcome, printed, stale
from live.script import Lost, Shell
from live.statements import Statement, hidden, statements
from live.steps import Step, groups, steps
from live.values import Values

SETUP_SECONDS = 300


class Died(Exception):
    """The API server does not answer any more."""


def run_page(page: Page, name: str, settings: Settings) -> PageResult:
    """Run a page from its first block to its last."""
    result = PageResult(name)
    every = steps(page)
    if all(step.reason and not step.works for step in every):  # no cluster is needed
        for step in every:
            count_static(result, step)
        return result
    with ExitStack() as stack:
        run = PageRun(page, result, settings, stack)
        try:
            run.all(every)
        except (Died, Lost) as why:
            run.report.dead(run.at, why)
        except NoAddOn as why:
            run.report.lacking(run.line("add-ons:"), why)
            return result
        run.leave()
    result.seconds = time.monotonic() - run.began
    return result


class PageRun:
    """A page while it runs."""

    def __init__(self, page: Page, result: PageResult, settings: Settings, stack: ExitStack) -> None:
        self.page, self.result, self.settings, self.stack = page, result, settings, stack
        self.report = Report(page, result)
        self.matter = live_matter.of(page.front)
        self.began = 0.0  # when the first cluster was there
        self.at = 1  # the line of the block that runs
        self.broken = False  # whether a task has the reader repair the API server

    def all(self, every: list[Step]) -> None:
        self.enter()
        for is_task, found in groups(every):
            if is_task:
                tasks.run(self, found)
            else:
                for step in found:
                    self.step(step)

    def enter(self) -> None:
        """Begin on a fresh cluster, with what the page's front matter sets up."""
        self.terminal = self.stack.enter_context(self.settings.start(self.matter.add_ons))
        self.began = self.began or time.monotonic()
        self.shell = Shell(self.terminal, self.settings.home)
        self.stack.callback(self.shell.close)
        self.values = Values(self.matter.values, self.shell)
        self.result.on = self.result.on or place.versions(self.terminal)
        self.kwok = place.simulated(self.terminal)
        if self.matter.setup:
            self.unseen(self.values.text(self.matter.setup), self.line("setup:"), SETUP_SECONDS)

    def line(self, field: str) -> int:
        """Where the front matter has a field."""
        return next((n for n, text in enumerate(self.page.lines, 1) if text.strip().startswith(field)), 1)

    def leave(self) -> None:
        """End what the page left running; the cluster goes with the stack."""
        self.result.memory = max(self.result.memory, self.terminal.memory())
        self.stack.close()

    def step(self, step: Step) -> None:
        """Do whatever a block asks for."""
        self.before(step)
        if step.reason:
            count_static(self.result, step)
        elif step.proof and step.proof.kind == "manifest":
            self.settle(step.proof, "admitted", *manifests.admit(self, step.proof))
        elif step.proof:
            self.commands(step.proof)

    def before(self, step: Step) -> None:
        """The hidden commands of a block, and the file it shows."""
        self.at = step.line
        if any(marker.verb == "new" for marker in step.markers):
            self.leave()
            self.enter()
        for marker in step.markers:
            if marker.verb == "run":
                self.unseen(self.values.text(marker.value), marker.line, told(step.markers).seconds)
        if step.file:
            self.unseen(manifests.written(step.file.path, self.values.text(step.file.text)), step.line, 30)

    def unseen(self, commands: str, line: int, seconds: float) -> None:
        """Run what no reader sees; that must not fail."""
        span = self.report.span(line)
        whole = f"set -e\n{commands}" if "\n" in commands.strip() else commands
        answer = self.shell.run(hidden(whole, span), seconds)[0]
        if answer.status != 0:
            how = f"still runs after {seconds:g} s" if answer.status is None else f"ends with status {answer.status}"
            words = f"the hidden set-up {how}: {error(answer)}; mend it here"
            self.find([Verdict("failing-setup", Problem(span, words))])

    def commands(self, proof: ProofBlock) -> None:
        author = told(proof.markers, self.settings.limit)
        results, verdicts = self.results(proof, author)
        verdicts = verdicts or [*judge(results, author), *self.output(proof, results)]
        self.settle(proof, outcome(results, self.kwok), results, verdicts)

    def results(self, proof: ProofBlock, author: Told) -> tuple[Results, list[Verdict]]:
        """Run a block's commands; with a placeholder that has no value nothing is run."""
        found: list[Statement] = []
        problems: list[Problem] = []
        for script in session.read(proof.block).scripts:
            filled = self.values.fill(script)
            problems += filled.problems
            found += statements(filled.lines, script)
        if problems:
            return [], [Verdict("missing-value", problem) for problem in problems]
        return list(zip(found, self.shell.run(found, author.seconds), strict=True)), []

    def output(self, proof: ProofBlock, results: Results) -> Iterator[Verdict]:
        """Compare with the Output block; with --update it is written instead."""
        if not proof.output:
            return
        shown, out = [line.text for line in proof.output.lines], printed(results)
        if outputs.fits(shown, out):
            return
        if self.settings.update:
            self.result.changes.append((proof.output, outputs.renewed(shown, out)))
        else:
            yield stale(proof.output, results)

    def settle(self, proof: ProofBlock, outcome: str, results: Results, verdicts: list[Verdict]) -> None:
        """Count a block, and prove it if nothing is wrong."""
        if verdicts:
            self.result.counts["failing"] += 1
            self.find(verdicts)
        else:
            self.report.proven(proof, outcome, results)

    def find(self, verdicts: list[Verdict]) -> None:
        """Report; whatever fails because the cluster is gone is not the page's fault."""
        if not self.broken and not place.answers(self.terminal, self.settings.patience):
            raise Died(verdicts[0].problem.message.partition("\n")[0])
        self.report.add(verdicts)
