"""An option of another command

The option exists, but not here: it was learned from another command of the same program.

Bad:

`````markdown
Delete a Pod:

```bash
kubectl delete pod web --show-labels
```
`````

Good:

`````markdown
Delete a Pod:

```bash
kubectl delete pod web --now
```
`````
"""

from collections.abc import Iterator

from blockcheck.command import flags
from blockcheck.command.diagnosis import diagnosed
from blockcheck.finding import Problem
from blockcheck.page import Page


def check(page: Page) -> Iterator[Problem]:
    yield from diagnosed(page, "flag-of-another-command", flags.diagnose)
