"""A command that a later release does not take

It works at the version these notes are for. A newer release is recorded too, and there it stops or warns: when the
notes move on, this is to be written anew.

Bad:

`````markdown
Show the preferences of kubectl:

```bash
kubectl alpha kuberc view
```
`````

Good:

`````markdown
Show the configuration of kubectl:

```bash
kubectl config view
```
`````
"""

from collections.abc import Iterator

from blockcheck.command import later
from blockcheck.finding import Problem
from blockcheck.page import Page

SEVERITY = "advice"


def check(page: Page) -> Iterator[Problem]:
    yield from later.breaking(page)
