"""A resource type beside type/name

With `type/name` the type is said; another word in front is taken for one more type.

Bad:

`````markdown
Show one Pod:

```bash
kubectl get pod pod/web
```
`````

Good:

`````markdown
Show one Pod:

```bash
kubectl get pod/web
```
`````
"""

from collections.abc import Iterator

from blockcheck.command import typed_arguments
from blockcheck.command.diagnosis import diagnosed
from blockcheck.finding import Problem
from blockcheck.page import Page


def check(page: Page) -> Iterator[Problem]:
    yield from diagnosed(page, "mixed-type-and-name", typed_arguments.diagnose)
