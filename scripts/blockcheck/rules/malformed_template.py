"""A Go template that does not parse

Actions stand in double braces, and every `range`, `if` and `with` has its `end`.

Bad:

`````markdown
Show the names of the Pods:

```bash
kubectl get pods -o go-template='{{range .items}}{{.metadata.name}}'
```
`````

Good:

`````markdown
Show the names of the Pods:

```bash
kubectl get pods -o go-template='{{range .items}}{{.metadata.name}}{{end}}'
```
`````
"""

from collections.abc import Iterator

from blockcheck.command import typed_arguments
from blockcheck.command.diagnosis import diagnosed
from blockcheck.finding import Problem
from blockcheck.page import Page


def check(page: Page) -> Iterator[Problem]:
    yield from diagnosed(page, "malformed-template", typed_arguments.diagnose)
