"""An exam task in, whether its verify tells a solved task from an unsolved one out."""

import re
import shlex
import time
from typing import TYPE_CHECKING, NamedTuple

from blockcheck.finding import Problem
from live import place
from live.judge import Verdict, error, judge, told
from live.result import count_static
from live.results import Results, outcome
from live.statements import hidden
from live.steps import Step

if TYPE_CHECKING:
    from live.page import PageRun

SOON = 5.0  # seconds that a verify may take to change its mind; a reader does not type faster
LATER = re.compile(r"\b(?:after|again|minutes?|repeat|seconds?|until|wait)\b", re.IGNORECASE)
PAUSE = 1.0
MISSING = (
    re.compile(
        r"(?:cannot (?:access|open|stat) )?['\"]?(/?[\w.-]+(?:/[\w.-]+)*)['\"]?(?: for reading)?[:,] [Nn]o such file"
    ),
    re.compile(r"(?:open|stat) (\S+): no such file"),
)
TESTED = re.compile(r"(?:\btest|\[\[?) +-[efrs] +[\"']?(/?[\w./-]+)")
NOT_OURS = re.compile(r"/(?:etc/kubernetes|proc|sys|dev|run|usr|bin|sbin|lib)/")
WRONG = "wrong"


class Said(NamedTuple):
    """What verify says: yes or no, in whose words, and the results behind it."""

    yes: bool
    words: str
    results: Results
    wrong: list[Verdict]


def run(page: "PageRun", steps: list[Step]) -> None:
    """Set-up, verify says no, solution, verify says yes."""
    verify = [step for step in steps if step.verifies]
    solution = [step for step in steps if step.in_solution and not step.verifies]
    for step in (step for step in steps if not step.in_solution):
        page.step(step)
    last = verify[-1].line if verify else 0
    static = next((step.reason for step in (*solution, *verify) if step.reason and step.line <= last), "")
    if verify and not static:
        _must_say_no(page, verify)
        page.broken = not place.answers(page.terminal, 0)
    for step in (step for step in solution if step.line < last):
        page.step(step)
    page.broken = False
    for step in verify:
        _skip(page, step, static) if static else _must_say_yes(page, step)
    for step in (step for step in solution if step.line > last):
        page.step(step)


def _skip(page: "PageRun", step: Step, reason: str) -> None:
    page.before(step)
    count_static(page.result, step, reason)


def _must_say_no(page: "PageRun", verify: list[Step]) -> None:
    """Before the solution; also when the answer is there but wrong."""
    page.at = verify[0].line
    said = [_until(page, step, wanted=False) for step in verify]
    if all(one.yes for one in said):
        _toothless(page, verify[-1], "says yes before the solution is run")
        return
    files = [name for step, one in zip(verify, said, strict=True) for name in _missing(step, one)]
    if files and _with_wrong(page, verify, files):
        _toothless(page, verify[-1], f"says yes to a wrong answer in {', '.join(files)}")


def _toothless(page: "PageRun", step: Step, how: str) -> None:
    words = f"verify {how}; let it look at what the task is about: compare the value itself, and say what it must print"
    page.find([Verdict("toothless-verify", Problem(page.report.span(step.line), words))])


def _missing(step: Step, said: Said) -> list[str]:
    """The answer files without which verify could not say anything but no."""
    told_of = "\n".join(answer.stderr for _, answer in said.results)
    text = "\n".join(statement.text for statement, _ in said.results)
    found = [name for pattern in MISSING for name in pattern.findall(told_of)] + TESTED.findall(text)
    return [name for name in dict.fromkeys(found) if not NOT_OURS.match(name)]


def _with_wrong(page: "PageRun", verify: list[Step], files: list[str]) -> bool:
    """Ask again with a wrong answer where none was; afterwards it is gone."""
    span = page.report.span(verify[-1].line)
    put, remove = [], []
    for name in map(shlex.quote, files):
        put.append(
            f'if [ ! -e {name} ]; then d=$(dirname {name}); [ -d "$d" ] || touch /tmp/.live-made-{len(put)}\n'
            f'  mkdir -p "$d"; echo {WRONG} > {name}; else false; fi'
        )
        remove.append(
            f"rm -f {name}; if [ -f /tmp/.live-made-{len(remove)} ]; then rm -f /tmp/.live-made-{len(remove)}\n"
            f'  rmdir -p "$(dirname {name})" 2>/dev/null; fi'
        )
    made = [page.shell.run(hidden(f"({text})", span), 30)[0].status == 0 for text in put]
    yes = any(made) and all(_ask(page, step).yes for step in verify)
    for text in (text for text, done in zip(remove, made, strict=True) if done):
        page.shell.run(hidden(f"({text})", span), 30)
    return yes


def _must_say_yes(page: "PageRun", step: Step) -> None:
    page.before(step)
    said = _until(page, step, wanted=True)
    verdicts = said.wrong
    if not said.yes and not verdicts:
        words = f"verify says no after the solution: {said.words}; mend the solution, or what verify looks at"
        verdicts = [Verdict("failing-verify", Problem(page.report.span(step.line), words))]
    if not verdicts and step.proof.output:
        verdicts = list(page.output(step.proof, said.results))
    page.settle(step.proof, outcome(said.results, page.kwok), said.results, verdicts)


def _until(page: "PageRun", step: Step, wanted: bool) -> Said:
    """Ask until verify says what it is to say, or its time is over."""
    author = told(step.markers, page.settings.limit)
    slow = LATER.search(step.place.paragraph) or any(marker.verb == "within" for marker in step.markers)
    deadline = time.monotonic() + (author.seconds if slow else min(SOON, author.seconds))
    while True:
        said = _ask(page, step)
        if said.yes == wanted or time.monotonic() + PAUSE > deadline:
            return said
        time.sleep(PAUSE)


def _ask(page: "PageRun", step: Step) -> Said:
    """Run the verify block once."""
    author = told(step.markers, page.settings.limit)
    results, verdicts = page.results(step.proof, author)
    if verdicts:  # a placeholder without a value
        return Said(False, "", results, verdicts)
    if any(answer.began and answer.status is None for _, answer in results):
        return Said(False, "", results, list(judge(results, author)))
    if step.proof.expected:
        wanted = [page.values.text(line).rstrip() for line in step.proof.expected]
        lines = [line.rstrip() for line in "".join(answer.stdout for _, answer in results).rstrip().split("\n")]
        return Said(lines == wanted, _in_words(lines, results), results, [])
    wrong = list(judge(results, author))
    status = results[-1][1].status if results else 1
    yes = status == (author.status or 0)
    return Said(yes, f"status {status}, {error(results[-1][1])}" if results else "", results, wrong)


def _in_words(lines: list[str], results: Results) -> str:
    if lines == [""]:
        return f"it prints nothing ({error(results[-1][1])})" if results else "it prints nothing"
    return f"it prints {' '.join(f'`{line[:60]}`' for line in lines[:5])}{' …' if len(lines) > 5 else ''}"
