"""Columns that are not HEADER:path

Each column is a header, a colon and a path, separated by commas without a space.

Bad:

`````markdown
Show names and nodes:

```bash
kubectl get pods -o custom-columns=NAME:.metadata.name,NODE
```
`````

Good:

`````markdown
Show names and nodes:

```bash
kubectl get pods -o custom-columns=NAME:.metadata.name,NODE:.spec.nodeName
```
`````
"""

from collections.abc import Iterator

from blockcheck.command import typed_arguments
from blockcheck.command.diagnosis import diagnosed
from blockcheck.finding import Problem
from blockcheck.page import Page


def check(page: Page) -> Iterator[Problem]:
    yield from diagnosed(page, "malformed-columns", typed_arguments.diagnose)
