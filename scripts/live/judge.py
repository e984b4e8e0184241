"""Statements and what came of them in, problems with their place and cure out."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from blockcheck.finding import Problem, Span
from blockcheck.proof.live_markers import LiveMarker
from live.script import LARGEST_FILE, TOO_LARGE, Answer
from live.statements import Statement

PLACE = re.compile(r"^\S*/run/\d+\.sh: (?:line \d+: )?", re.MULTILINE)
NOTHING_FOUND = re.compile(r"^No resources found", re.MULTILINE)
HEADER = re.compile(r"[A-Z][A-Z0-9()/_%-]*(?:\s+[A-Z%][A-Z0-9()/_%-]*)+\s*")
COLOURS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")  # and what clears a screen
NO_ITEMS = re.compile(r'"items": \[\]|^items: \[\]$', re.MULTILINE)
INTERRUPTED = {0, 124, 130}
MAY_FAIL = {"grep", "diff", "cmp", "test", "["}  # a stage that says "no" by its status
BROKEN_PIPE = 141
LONGEST = 240  # characters of an error that are shown


class Verdict(NamedTuple):
    """A rule and the problem it has."""

    rule: str
    problem: Problem


class Told(NamedTuple):
    """What the author says about a block: the status it ends with on purpose, an empty answer, the limit."""

    status: int | None = None
    empty: bool = False
    seconds: float = 120
    line: int = 0


def told(markers: Sequence[LiveMarker], limit: float = 120) -> Told:
    values = {marker.verb: marker for marker in markers}
    status = int(values["exit"].value) if "exit" in values else None
    seconds = float(values["within"].value.rstrip("s")) if "within" in values else limit
    line = next((values[verb].line for verb in ("exit", "empty") if verb in values), 0)
    return Told(status, "empty" in values, seconds, line)


Results = Sequence[tuple[Statement, Answer]]


def judge(results: Results, author: Told) -> Iterator[Verdict]:
    """Everything that is wrong with a block's results."""
    for statement, answer in results:
        if answer.began and answer.status is None:
            yield Verdict("hanging-command", Problem(statement.span, _hanging(answer, author, results)))
    yield from _statuses(results, author)
    yield from _empty(results, author)


def _statuses(results: Results, author: Told) -> Iterator[Verdict]:
    """Commands that fail, but for the one that fails on purpose."""
    failing = [(statement, answer) for statement, answer in results if _fails(statement, answer)]
    if author.status is not None:
        last = _status(*failing.pop()) if failing else 0
        if last != author.status:
            yield _unneeded(author, f"ends with status {last}, not {author.status}; mend the marker `live: exit`")
    for statement, answer in failing:
        if TOO_LARGE in (answer.status, *answer.stages):
            size = LARGEST_FILE // 1024
            words = f"prints without end (more than {size} MiB); cut it with head, or show another command"
            yield Verdict("endless-output", Problem(statement.span, words))
        else:
            status = _status(statement, answer)
            cure = f"mend it, or write <!-- live: exit {status} --> above the block if this is what it shows"
            words = f"{_who(statement, answer)}ends with status {status}: {error(answer)}; {cure}"
            yield Verdict("failing-command", Problem(statement.span, words))


def _fails(statement: Statement, answer: Answer) -> bool:
    if answer.status is None or (statement.endless and answer.status in INTERRUPTED):
        return False
    return answer.status != 0 or _failed_stage(statement, answer) is not None


def _failed_stage(statement: Statement, answer: Answer) -> int | None:
    """The stage of a pipeline that failed although the pipeline did not; what `head` cut short did not fail."""
    if len(answer.stages) != len(statement.stages) or statement.endless:
        return None
    pairs = enumerate(zip(statement.stages, answer.stages, strict=True))
    return next((at for at, (name, status) in pairs if status not in (0, BROKEN_PIPE) and name not in MAY_FAIL), None)


def _status(statement: Statement, answer: Answer) -> int:
    at = _failed_stage(statement, answer)
    return answer.status or (answer.stages[at] if at is not None else 0)


def _who(statement: Statement, answer: Answer) -> str:
    """The stage, where the pipeline itself did not fail."""
    at = _failed_stage(statement, answer) if answer.status == 0 else None
    return "" if at is None else f"its {statement.stages[at]} "


def _empty(results: Results, author: Told) -> Iterator[Verdict]:
    """Questions without an answer."""
    empty = [statement for statement, answer in results if answer.status is not None and is_empty(statement, answer)]
    if author.empty and not empty:
        yield _unneeded(author, "has an answer; remove the marker `live: empty`")
    for statement in () if author.empty else empty:
        where = f" in {statement.answer}" if statement.answer else ""
        words = (
            f"asks and gets nothing{where}; mend the name, selector, field or JSONPath, let the page make what it asks for "
            "(<!-- live: run COMMANDS -->), or write <!-- live: empty --> above the block"
        )
        yield Verdict("empty-answer", Problem(statement.span, words))


def is_empty(statement: Statement, answer: Answer) -> bool:
    """Whether a question that was answered without an error got nothing."""
    if not statement.asks or (answer.status not in INTERRUPTED if statement.endless else answer.status != 0):
        return False
    said = COLOURS.sub("", answer.stdout if answer.asked is None else answer.asked)
    if any(one.path == "logs" for one in statement.called):  # crictl keeps a container's two streams apart
        said += answer.stderr
    if not said.strip() or HEADER.fullmatch(said.strip()) or NO_ITEMS.search(said):
        return True
    return bool(NOTHING_FOUND.search(answer.stderr))


def error(answer: Answer) -> str:
    """The last line of what went wrong."""
    said = PLACE.sub("", answer.stderr.strip() or answer.stdout.strip()).strip().rsplit("\n", 1)[-1]
    return said[:LONGEST] + "…" * (len(said) > LONGEST) if said else "it says nothing"


def _hanging(answer: Answer, author: Told, results: Results) -> str:
    printed = "".join(one.stdout for _, one in results).strip() or answer.stderr.strip()
    so_far = f" (the block's last line so far: {printed.rsplit(chr(10), 1)[-1][:80]})" if printed else ""
    return (
        f"still runs after {author.seconds:g} s{so_far}; let it end by itself, give it longer with <!-- live: within 300s -->, "
        "or write <!-- live: no, needs a terminal --> above the block"
    )


def _unneeded(author: Told, words: str) -> Verdict:
    return Verdict("unneeded-marker", Problem(Span(author.line, 1, author.line, 2), f"the block below {words}"))
