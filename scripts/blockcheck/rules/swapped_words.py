"""The resource before the verb

`kubectl` takes the verb first.

Bad:

`````markdown
Show the Pods:

```bash
kubectl pods get
```
`````

Good:

`````markdown
Show the Pods:

```bash
kubectl get pods
```
`````
"""

from collections.abc import Iterator

from blockcheck.command import subcommands
from blockcheck.command.diagnosis import diagnosed
from blockcheck.finding import Problem
from blockcheck.page import Page


def check(page: Page) -> Iterator[Problem]:
    yield from diagnosed(page, "swapped-words", subcommands.diagnose)
