"""kubectl exec without --

`kubectl` takes the options of the inner command for its own, and refuses a command that has no `--` before it.

Bad:

`````markdown
Show the environment of a container:

```bash
kubectl exec web env
```
`````

Good:

`````markdown
Show the environment of a container:

```bash
kubectl exec web -- env
```
`````
"""

from collections.abc import Iterator

from blockcheck.command import arity
from blockcheck.command.diagnosis import diagnosed
from blockcheck.finding import Problem
from blockcheck.page import Page


def check(page: Page) -> Iterator[Problem]:
    yield from diagnosed(page, "exec-without-dashes", arity.diagnose)
