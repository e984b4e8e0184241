"""An option that the command does not have

The program would stop with "unknown flag". What a command takes is recorded from the real program at the pinned
version.

Bad:

`````markdown
Show the nodes with their labels:

```bash
kubectl get nodes --sohw-labels
```
`````

Good:

`````markdown
Show the nodes with their labels:

```bash
kubectl get nodes --show-labels
```
`````
"""

from collections.abc import Iterator

from blockcheck.command import flags
from blockcheck.command.diagnosis import diagnosed
from blockcheck.finding import Problem
from blockcheck.page import Page


def check(page: Page) -> Iterator[Problem]:
    yield from diagnosed(page, "unknown-flag", flags.diagnose)
