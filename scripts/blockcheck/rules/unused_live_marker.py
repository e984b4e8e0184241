"""A comment to the live run that changes nothing

It stands at the wrong place, or the block below it is not run at all. It covers only the block that follows it, and that
has to be a block of commands or a manifest; `write` wants a file with a path as its title.

Bad:

`````markdown
<!-- live: exit 1 -->
Look for a Pod that is not there.

```bash
kubectl get pod nowhere
```
`````

Good:

`````markdown
Look for a Pod that is not there.

<!-- live: exit 1 -->
```bash
kubectl get pod nowhere
```
`````
"""

from collections.abc import Iterator

from blockcheck.finding import Problem
from blockcheck.page import Page
from blockcheck.proof import unused


def check(page: Page) -> Iterator[Problem]:
    yield from unused.diagnose(page)
