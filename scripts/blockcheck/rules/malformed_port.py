"""A port that is none

A port is a number from 1 to 65535, or a pair of them for a local and a remote one.

Bad:

`````markdown
Forward a local port to a Pod:

```bash
kubectl port-forward pod/web 8080:80000
```
`````

Good:

`````markdown
Forward a local port to a Pod:

```bash
kubectl port-forward pod/web 8080:80
```
`````
"""

from collections.abc import Iterator

from blockcheck.command import typed_arguments
from blockcheck.command.diagnosis import diagnosed
from blockcheck.finding import Problem
from blockcheck.page import Page


def check(page: Page) -> Iterator[Problem]:
    yield from diagnosed(page, "malformed-port", typed_arguments.diagnose)
