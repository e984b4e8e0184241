"""What a page shows as Output and what was printed in, their first differences or the page with the new Output out."""

import difflib
import os
from collections.abc import Sequence
from pathlib import Path

from blockcheck.text.fences import Block
from live import normalise

ANY = "..."
SHOWN = 8  # lines of a difference
BREAK = "\n"


def comparable(text: str) -> str:
    """What two runs are compared by."""
    return "\n".join(normalise.lines(text))


def fits(shown: Sequence[str], printed: str) -> bool:
    """Whether the Output's lines are what was printed; a line `...` stands for any number of lines."""
    segments: list[list[str]] = [[]]
    for line in normalise.lines("\n".join(shown)):
        if line.strip() == ANY:
            segments.append([])
        else:
            segments[-1].append(line)
    actual = normalise.lines(printed)
    first, last = segments[0], segments[-1]
    if len(segments) == 1:
        return first == actual
    if actual[: len(first)] != first or (last and actual[-len(last) :] != last) or len(actual) < len(first) + len(last):
        return False
    return _in_order(segments[1:-1], actual[len(first) : len(actual) - len(last)])


def _in_order(segments: list[list[str]], lines: list[str]) -> bool:
    """Whether each segment is found behind the one before it."""
    at = 0
    for segment in segments:
        starts = range(at, len(lines) - len(segment) + 1)
        found = next((start for start in starts if lines[start : start + len(segment)] == segment), None)
        if found is None:
            return False
        at = found + len(segment)
    return True


def difference(shown: Sequence[str], printed: str) -> str:
    """A small diff: `-` the page, `+` the terminal; what is normalised is not in it."""
    old, new = normalise.lines("\n".join(shown)), normalise.lines(printed)
    lines = list(difflib.unified_diff(old, new, lineterm="", n=0))[2:]
    changed = [line for line in lines if not line.startswith("@@") and line[1:].strip() != ANY]
    more = [f"… {len(changed) - SHOWN} more lines"] if len(changed) > SHOWN else []
    return BREAK.join([*changed[:SHOWN], *more])


def renewed(shown: Sequence[str], printed: str) -> list[str]:
    """The Output's new lines; if a part was left out of the old ones, it is left out of these."""
    new = [line.expandtabs(8).rstrip() for line in printed.strip("\n").split("\n")]
    if ANY not in [line.strip() for line in shown]:
        return new
    at = next(index for index, line in enumerate(shown) if line.strip() == ANY)
    tail = next(index for index, line in enumerate(reversed(shown)) if line.strip() == ANY)
    return new if len(new) <= at + tail else [*new[:at], ANY, *new[len(new) - tail :]]


def write(text: str, changes: Sequence[tuple[Block, list[str]]]) -> str:
    """The page with these blocks' lines replaced, each as far indented as its fence."""
    lines = text.split("\n")
    for block, new in sorted(changes, key=lambda change: -change[0].header.line):
        fence = lines[block.header.line - 1]
        prefix = fence[: block.header.column - 1]
        at = block.header.line
        lines[at : at + len(block.lines)] = [(prefix + line).rstrip() for line in new]
    return "\n".join(lines)


def save(path: Path, text: str) -> None:
    """At once or not at all."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_text(text, encoding="utf-8", newline="")
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)
