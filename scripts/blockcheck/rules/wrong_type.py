"""A value of the wrong type

The option wants a number, a duration such as `90s` or `5m`, or true or false.

Bad:

`````markdown
Scale a Deployment:

```bash
kubectl scale deployment web --replicas=three
```
`````

Good:

`````markdown
Scale a Deployment:

```bash
kubectl scale deployment web --replicas=3
```
`````
"""

from collections.abc import Iterator

from blockcheck.command import values
from blockcheck.command.diagnosis import diagnosed
from blockcheck.finding import Problem
from blockcheck.page import Page


def check(page: Page) -> Iterator[Problem]:
    yield from diagnosed(page, "wrong-type", values.diagnose)
