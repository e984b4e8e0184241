"""A placeholder without its closing bracket

The shell reads `<pod` as "take the input from the file pod".

Bad:

`````markdown
Show one Pod:

```bash
kubectl describe pod <pod
```
`````

Good:

`````markdown
Show one Pod:

```bash
kubectl describe pod <pod>
```
`````
"""

from collections.abc import Iterator

from blockcheck.command import typed_arguments
from blockcheck.command.diagnosis import diagnosed
from blockcheck.finding import Problem
from blockcheck.page import Page


def check(page: Page) -> Iterator[Problem]:
    yield from diagnosed(page, "unclosed-placeholder", typed_arguments.diagnose)
