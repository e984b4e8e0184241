"""A manifest of a page in, what the API server says of each of its objects out; nothing is created."""

import re
import shlex
from collections.abc import Iterator
from typing import TYPE_CHECKING

from blockcheck.finding import Problem, Span
from blockcheck.proof.blocks import ProofBlock
from blockcheck.text.session import Script
from live.judge import LONGEST, Verdict, told
from live.results import Results
from live.script import Answer
from live.statements import Statement

if TYPE_CHECKING:
    from live.page import PageRun

SECONDS = 60
END = "LIVE-END-OF-MANIFEST"
SENT = re.compile(r'error when (?:creating|applying patch|retrieving[^"]*) (?:"STDIN": )?')
GENERATED = re.compile(r"^\s+generateName:", re.MULTILINE)


def written(path: str, text: str) -> str:
    """The commands that write a file."""
    name = shlex.quote(path)
    return f'mkdir -p "$(dirname {name})" && printf %s {shlex.quote(text)} > {name}'


def admit(run: "PageRun", proof: ProofBlock) -> tuple[Results, list[Verdict]]:
    """Ask the API server for a dry run of each document; admission, defaults and validation included."""
    filled = run.values.fill(proof.block.lines)
    if filled.problems:
        return [], [Verdict("missing-value", problem) for problem in filled.problems]
    author = told(proof.markers, SECONDS)
    found = [_asked(document) for document in documents(filled.lines)]
    results = list(zip(found, run.shell.run(found, author.seconds), strict=True))
    refused = [(statement, answer) for statement, answer in results if answer.status != 0]
    if author.status is not None and refused:
        refused.pop()  # on purpose
    return results, [_refused(statement, answer) for statement, answer in refused]


def documents(lines: Script) -> Iterator[Script]:
    """The documents of a stream that say anything."""
    start = 0
    for at, line in enumerate((*lines, None)):
        if line is None or line.text.startswith("---"):
            document = lines[start:at]
            if any(_says(one.text) for one in document):
                yield document
            start = at + 1


def _says(text: str) -> bool:
    return bool(text.strip()) and not text.lstrip().startswith("#")


def _asked(document: Script) -> Statement:
    first = next(line for line in document if _says(line.text))
    text = "\n".join(line.text for line in document)
    verb = "create" if GENERATED.search(text) else "apply"
    span = Span(first.number, first.column, first.number, first.column + len(first.text.rstrip()))
    return Statement(f"kubectl {verb} --dry-run=server -f - <<'{END}'\n{text}\n{END}", span)


def _refused(statement: Statement, answer: Answer) -> Verdict:
    said = " ".join(SENT.sub("", answer.stderr).split())
    words = (
        f"the API server refuses this: {said[:LONGEST] or 'no answer'}; mend the manifest, or make what it needs first "
        "(<!-- live: run COMMANDS --> above the block)"
    )
    return Verdict("refused-manifest", Problem(statement.span, words))
