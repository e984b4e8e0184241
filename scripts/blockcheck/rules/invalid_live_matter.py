"""Front matter for the live run of the wrong shape

`live` has three fields: `setup`, commands that run before the page's first block; `values`, a line for each placeholder
of the page with what stands in for it; and `add-ons`, a list of what the page's cluster has beside what kubeadm gives it.

Bad:

`````markdown
---
title: Pods
description: What a Pod is and the commands to look at one.
competencies: []
aliases: []
live:
  values: web
---

# Pods
`````

Good:

`````markdown
---
title: Pods
description: What a Pod is and the commands to look at one.
competencies: []
aliases: []
live:
  setup: |
    kubectl run web --image=nginx
  values:
    pod: web
  add-ons: [network-policy]
---

# Pods
`````
"""

from collections.abc import Iterator

from blockcheck.finding import Problem, point
from blockcheck.page import Page
from blockcheck.proof import live_matter


def check(page: Page) -> Iterator[Problem]:
    wrong = live_matter.problem(page.front)
    if wrong:
        key, message = wrong
        yield Problem(point(_line(page, key)), message)


def _line(page: Page, key: str) -> int:
    """The line of a key at or below `live:`; that line itself if the key is not found."""
    front = list(enumerate(page.lines[: page.front.end], 1))
    live = next((number for number, line in front if line.startswith("live:")), 1)
    return next((number for number, line in front[live:] if line.lstrip(" -\"'").startswith(key)), live)
