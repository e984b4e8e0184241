"""Options that exclude each other

The program refuses them together.

Bad:

`````markdown
Bind a role to a user:

```bash
kubectl create rolebinding view --role=view --clusterrole=view --user=jane
```
`````

Good:

`````markdown
Bind a role to a user:

```bash
kubectl create rolebinding view --clusterrole=view --user=jane
```
`````
"""

from collections.abc import Iterator

from blockcheck.command import arity
from blockcheck.command.diagnosis import diagnosed
from blockcheck.finding import Problem
from blockcheck.page import Page


def check(page: Page) -> Iterator[Problem]:
    yield from diagnosed(page, "conflicting-flags", arity.diagnose)
