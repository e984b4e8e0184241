"""An argument that is missing

The command says what to do but not to what.

Bad:

`````markdown
Empty a node for maintenance:

```bash
kubectl drain --ignore-daemonsets
```
`````

Good:

`````markdown
Empty a node for maintenance:

```bash
kubectl drain worker-1 --ignore-daemonsets
```
`````
"""

from collections.abc import Iterator

from blockcheck.command import arity
from blockcheck.command.diagnosis import diagnosed
from blockcheck.finding import Problem
from blockcheck.page import Page


def check(page: Page) -> Iterator[Problem]:
    yield from diagnosed(page, "missing-argument", arity.diagnose)
