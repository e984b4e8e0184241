"""A JSONPath that does not parse

The expression stands in braces; brackets, quotes and `{range}` are closed. Outside of braces text is printed as it
is.

Bad:

`````markdown
Show the node of every Pod:

```bash
kubectl get pods -o jsonpath='{.items[*].spec.nodeName'
```
`````

Good:

`````markdown
Show the node of every Pod:

```bash
kubectl get pods -o jsonpath='{.items[*].spec.nodeName}'
```
`````
"""

from collections.abc import Iterator

from blockcheck.command import typed_arguments
from blockcheck.command.diagnosis import diagnosed
from blockcheck.finding import Problem
from blockcheck.page import Page


def check(page: Page) -> Iterator[Problem]:
    yield from diagnosed(page, "malformed-jsonpath", typed_arguments.diagnose)
