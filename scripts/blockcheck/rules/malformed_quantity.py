"""A quantity that Kubernetes does not read

A number with a suffix: `m` for thousandths, `Ki`, `Mi`, `Gi` for powers of 1024, `k`, `M`, `G` for powers of 1000.
`200MB` and `1 Gi` are none.

Bad:

`````markdown
Set the requests of a container:

```bash
kubectl set resources deployment web --requests=memory=200MB
```
`````

Good:

`````markdown
Set the requests of a container:

```bash
kubectl set resources deployment web --requests=memory=200Mi
```
`````
"""

from collections.abc import Iterator

from blockcheck.command import typed_arguments
from blockcheck.command.diagnosis import diagnosed
from blockcheck.finding import Problem
from blockcheck.page import Page


def check(page: Page) -> Iterator[Problem]:
    yield from diagnosed(page, "malformed-quantity", typed_arguments.diagnose)
