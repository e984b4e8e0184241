"""A space before the equals sign

The value becomes `=value`, with the sign in it.

Bad:

`````markdown
Delete a Pod:

```bash
kubectl delete pod web --namespace =default
```
`````

Good:

`````markdown
Delete a Pod:

```bash
kubectl delete pod web --namespace=default
```
`````
"""

from collections.abc import Iterator

from blockcheck.command import flags
from blockcheck.command.diagnosis import diagnosed
from blockcheck.finding import Problem
from blockcheck.page import Page


def check(page: Page) -> Iterator[Problem]:
    yield from diagnosed(page, "space-before-equals", flags.diagnose)
