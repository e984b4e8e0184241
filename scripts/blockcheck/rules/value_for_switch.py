"""A value for an option that takes none, or only behind an equals sign

A switch is on when it is there. An option whose value may be left out (`--dry-run`) takes one only behind `=`; with a
space the value becomes an argument.

Bad:

`````markdown
Make a manifest without creating the Pod:

```bash
kubectl run web --image=nginx --dry-run client -o yaml
```
`````

Good:

`````markdown
Make a manifest without creating the Pod:

```bash
kubectl run web --image=nginx --dry-run=client -o yaml
```
`````
"""

from collections.abc import Iterator

from blockcheck.command import values
from blockcheck.command.diagnosis import diagnosed
from blockcheck.finding import Problem
from blockcheck.page import Page


def check(page: Page) -> Iterator[Problem]:
    yield from diagnosed(page, "value-for-switch", values.diagnose)
