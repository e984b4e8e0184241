"""A selector that does not parse

Labels are selected with `key=value`, `key!=value`, `key in (a,b)`, `key notin (a,b)`, `key` and `!key`; fields with
`=`, `==` and `!=` only.

Bad:

`````markdown
Show the Pods of an app:

```bash
kubectl get pods -l 'app in web,db'
```
`````

Good:

`````markdown
Show the Pods of an app:

```bash
kubectl get pods -l 'app in (web,db)'
```
`````
"""

from collections.abc import Iterator

from blockcheck.command import typed_arguments
from blockcheck.command.diagnosis import diagnosed
from blockcheck.finding import Problem
from blockcheck.page import Page


def check(page: Page) -> Iterator[Problem]:
    yield from diagnosed(page, "malformed-selector", typed_arguments.diagnose)
