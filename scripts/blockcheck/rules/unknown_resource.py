"""A resource type that does not exist

It is close to one that does, at the pinned version, so it is a slip.

Bad:

`````markdown
Show the Deployments:

```bash
kubectl get deploymnets
```
`````

Good:

`````markdown
Show the Deployments:

```bash
kubectl get deployments
```
`````
"""

from collections.abc import Iterator

from blockcheck.command import typed_arguments
from blockcheck.command.diagnosis import diagnosed
from blockcheck.finding import Problem
from blockcheck.page import Page


def check(page: Page) -> Iterator[Problem]:
    yield from diagnosed(page, "unknown-resource", typed_arguments.diagnose)
