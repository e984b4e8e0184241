"""What the statements of a block came to in, what is recorded and compared of it out."""

import hashlib

from blockcheck.finding import Problem
from blockcheck.text.fences import Block
from live import outputs
from live.judge import Verdict
from live.script import Answer
from live.statements import Statement

Results = list[tuple[Statement, Answer]]
UPDATE = "look at it, then write it: python3 scripts/dev.py live --update"


def printed(results: Results) -> str:
    """What a block printed; the errors if it printed nothing else."""
    return "".join(answer.stdout for _, answer in results) or "".join(answer.stderr for _, answer in results)


def digest(results: Results) -> str:
    """12 hexadecimal digits that stay the same as long as the block prints the same."""
    return hashlib.sha256(outputs.comparable(printed(results)).encode()).hexdigest()[:12]


def outcome(results: Results, kwok: bool) -> str:
    """Whether something that kwok makes up is among the answers."""
    simulated = kwok and any(one.simulated for statement, _ in results for one in statement.called)
    return "simulated" if simulated else "run"


def stale(shown: Block, results: Results) -> Verdict:
    """What the page shows as Output is not what was printed."""
    diff = outputs.difference([line.text for line in shown.lines], printed(results))
    return Verdict("stale-output", Problem(shown.header, f"the commands print something else; {UPDATE}\n{diff}"))
