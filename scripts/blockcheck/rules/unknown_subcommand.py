"""A subcommand that the program does not have

Mostly a slip of the finger, sometimes a command of another program. The commands are recorded from the real program
at the pinned version.

Bad:

`````markdown
Show the nodes:

```bash
kubectl egt nodes
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
    yield from diagnosed(page, "unknown-subcommand", subcommands.diagnose)
