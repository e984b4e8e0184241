"""Front matter that lacks a field

A page of the notes begins with its `title`, a `description` for search engines, the `competencies` of the curriculum
it covers, and `aliases`: what readers type who mean this page. The two lists may be empty (`[]`).

Bad:

`````markdown
---
title: etcd
---

# etcd
`````

Good:

`````markdown
---
title: etcd
description: What etcd stores, how its members agree, and the commands to ask it.
competencies: [C5]
aliases: [key-value store]
---

# etcd
`````
"""

from collections.abc import Iterator

from blockcheck.finding import Problem, Span, point
from blockcheck.page import Page

TEXTS, LISTS = ("title", "description"), ("competencies", "aliases")


def check(page: Page) -> Iterator[Problem]:
    if page.front.problem:
        yield page.front.problem
    elif page.unreadable is None and (page.is_note or page.front.end):
        fields = page.front.fields
        missing = [name for name in TEXTS + LISTS if not fields.get(name) and fields.get(name) != []]
        if missing:
            yield Problem(
                point(1), f"the front matter lacks {', '.join(missing)}; write each on a line between two lines of ---"
            )
        for name in LISTS:
            if isinstance(fields.get(name), str) and fields[name]:
                yield Problem(_line(page, name), f"{name} is a list; write {name}: [{fields[name]}]")


def _line(page: Page, name: str) -> Span:
    return point(next((n for n, line in enumerate(page.lines, 1) if line.startswith(f"{name}:")), 1))
