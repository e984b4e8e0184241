"""An option in the wrong case

Options are case-sensitive.

Bad:

`````markdown
Show the raw answer of the API:

```bash
kubectl get --Raw /readyz
```
`````

Good:

`````markdown
Show the raw answer of the API:

```bash
kubectl get --raw /readyz
```
`````
"""

from collections.abc import Iterator

from blockcheck.command import flags
from blockcheck.command.diagnosis import diagnosed
from blockcheck.finding import Problem
from blockcheck.page import Page


def check(page: Page) -> Iterator[Problem]:
    yield from diagnosed(page, "wrong-case-flag", flags.diagnose)
