"""One problem, at one place."""

from typing import NamedTuple


class Span(NamedTuple):
    """From the first character to the one after the last; lines and columns count from 1, columns in characters."""

    line: int
    column: int
    end_line: int
    end_column: int


class Problem(NamedTuple):
    """What a rule yields: where, what is wrong and what to write; `fix` replaces the span, None if no cure is certain."""

    span: Span
    message: str
    fix: str | None = None


class Finding(NamedTuple):
    """A problem with its page, rule and severity (`error` stops the build, `advice` does not)."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    rule: str
    severity: str
    message: str
    fix: str | None


def point(line: int, column: int = 1) -> Span:
    """The span of one character."""
    return Span(line, column, line, column + 1)
