"""A subcommand that was removed

Older notes show it; at the pinned version the program does not know it any more.

Bad:

`````markdown
Update a Deployment step by step:

```bash
kubectl rolling-update web --image=nginx:1.29
```
`````

Good:

`````markdown
Update a Deployment step by step:

```bash
kubectl set image deployment/web web=nginx:1.29
```
`````
"""

from collections.abc import Iterator

from blockcheck.command import subcommands
from blockcheck.command.diagnosis import diagnosed
from blockcheck.finding import Problem
from blockcheck.page import Page


def check(page: Page) -> Iterator[Problem]:
    yield from diagnosed(page, "removed-command", subcommands.diagnose)
