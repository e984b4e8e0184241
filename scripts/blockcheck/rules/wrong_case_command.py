"""A subcommand in the wrong case

Subcommands are in lower case.

Bad:

`````markdown
Show the nodes:

```bash
kubectl Get nodes
```
`````

Good:

`````markdown
Show the nodes:

```bash
kubectl get nodes
```
`````
"""

from collections.abc import Iterator

from blockcheck.command import subcommands
from blockcheck.command.diagnosis import diagnosed
from blockcheck.finding import Problem
from blockcheck.page import Page


def check(page: Page) -> Iterator[Problem]:
    yield from diagnosed(page, "wrong-case-command", subcommands.diagnose)
