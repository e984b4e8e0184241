"""An option that was removed

Older notes show it; at the pinned version the program stops with "unknown flag".

Bad:

`````markdown
Create a Deployment:

```bash
kubectl run web --image=nginx --replicas=2
```
`````

Good:

`````markdown
Create a Deployment:

```bash
kubectl create deployment web --image=nginx --replicas=2
```
`````
"""

from collections.abc import Iterator

from blockcheck.command import flags
from blockcheck.command.diagnosis import diagnosed
from blockcheck.finding import Problem
from blockcheck.page import Page


def check(page: Page) -> Iterator[Problem]:
    yield from diagnosed(page, "removed-flag", flags.diagnose)
