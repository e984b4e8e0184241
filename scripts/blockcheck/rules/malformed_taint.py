"""A taint that does not parse

`key=value:Effect`, `key:Effect`, or with a dash at the end to remove it; the effect is NoSchedule, PreferNoSchedule
or NoExecute.

Bad:

`````markdown
Keep Pods off a node:

```bash
kubectl taint node worker-1 disk=ssd:NoShedule
```
`````

Good:

`````markdown
Keep Pods off a node:

```bash
kubectl taint node worker-1 disk=ssd:NoSchedule
```
`````
"""

from collections.abc import Iterator

from blockcheck.command import typed_arguments
from blockcheck.command.diagnosis import diagnosed
from blockcheck.finding import Problem
from blockcheck.page import Page


def check(page: Page) -> Iterator[Problem]:
    yield from diagnosed(page, "malformed-taint", typed_arguments.diagnose)
