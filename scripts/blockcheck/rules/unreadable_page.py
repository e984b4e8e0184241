"""A page that cannot be read

The file is not UTF-8, is a link to nothing, or may not be read. Nothing in it can be checked, so nothing in it is
published. There is no example: a page that cannot be read cannot be shown.
"""

from collections.abc import Iterator

from blockcheck.finding import Problem, point
from blockcheck.page import Page


def check(page: Page) -> Iterator[Problem]:
    if page.unreadable:
        yield Problem(point(1), page.unreadable)
