"""An option that is going away

It still works and warns; a later release will not have it.

Bad:

`````markdown
Scale on CPU use:

```bash
kubectl autoscale deployment web --max=5 --cpu-percent=70
```
`````

Good:

`````markdown
Scale on CPU use:

```bash
kubectl autoscale deployment web --max=5 --cpu=70%
```
`````
"""

from collections.abc import Iterator

from blockcheck.command import arity
from blockcheck.command.diagnosis import diagnosed
from blockcheck.finding import Problem
from blockcheck.page import Page

SEVERITY = "advice"


def check(page: Page) -> Iterator[Problem]:
    yield from diagnosed(page, "deprecated-flag", arity.diagnose)
