"""A page, a rule and a way to diagnose an invocation in; the rule's problems out, each told once."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from blockcheck.command import commands, inline
from blockcheck.command.grammar import Invocation
from blockcheck.finding import Problem, Span
from blockcheck.page import Page


class Diagnosis(NamedTuple):
    """The rule that an invocation breaks, and the problem."""

    rule: str
    problem: Problem


Diagnose = Callable[[Invocation], Iterable[Diagnosis]]


def _invocations(page: Page) -> Iterable[Invocation]:
    """Every command of the page, and the fragments in its inline code."""
    return chain(commands.invocations(page), inline.invocations(page))


def diagnosed(page: Page, rule: str, diagnose: Diagnose) -> Iterator[Problem]:
    """The problems of one rule on a page; what several pinned versions share is told once."""
    key = f"{diagnose.__module__}.{diagnose.__name__}"
    if key not in page.cache:
        every = ((call, found) for call in _invocations(page) for found in diagnose(call))
        page.cache[key] = [found for call, found in every if not (call.fragment and found.rule in inline.WHOLE_ONLY)]
    seen: set[Span] = set()
    for found in page.cache[key]:
        if found.rule == rule and found.problem.span not in seen:
            seen.add(found.problem.span)
            yield found.problem
