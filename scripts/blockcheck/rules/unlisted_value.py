"""A value that the option does not know

The option takes one of a few words, and this is none of them.

Bad:

`````markdown
Make a manifest without creating the Pod:

```bash
kubectl run web --image=nginx --dry-run=clinet -o yaml
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
    yield from diagnosed(page, "unlisted-value", values.diagnose)
