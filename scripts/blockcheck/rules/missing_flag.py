"""An option without which the command is refused

Some options are not optional.

Bad:

`````markdown
Run a Pod:

```bash
kubectl run web
```
`````

Good:

`````markdown
Run a Pod:

```bash
kubectl run web --image=nginx
```
`````
"""

from collections.abc import Iterator

from blockcheck.command import arity
from blockcheck.command.diagnosis import diagnosed
from blockcheck.finding import Problem
from blockcheck.page import Page


def check(page: Page) -> Iterator[Problem]:
    yield from diagnosed(page, "missing-flag", arity.diagnose)
