"""An option without its value

The option takes a value and none follows, or the next option would be taken for it.

Bad:

`````markdown
Show the Pods of a Namespace:

```bash
kubectl get pods --namespace
```
`````

Good:

`````markdown
Show the Pods of a Namespace:

```bash
kubectl get pods --namespace default
```
`````
"""

from collections.abc import Iterator

from blockcheck.command import system, values
from blockcheck.command.diagnosis import diagnosed
from blockcheck.finding import Problem
from blockcheck.page import Page


def check(page: Page) -> Iterator[Problem]:
    yield from diagnosed(page, "missing-value", values.diagnose)
    yield from system.diagnosed(page, "missing-value")
