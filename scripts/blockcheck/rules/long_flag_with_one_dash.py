"""A long option with one dash

One dash begins a row of single letters: `-namespace` is `-n` with the value `amespace`. Sometimes the program even
takes it, and does something else.

Bad:

`````markdown
Show the Pods of a Namespace:

```bash
kubectl get pods -namespace=web
```
`````

Good:

`````markdown
Show the Pods of a Namespace:

```bash
kubectl get pods --namespace=web
```
`````
"""

from collections.abc import Iterator

from blockcheck.command import flags
from blockcheck.command.diagnosis import diagnosed
from blockcheck.finding import Problem
from blockcheck.page import Page


def check(page: Page) -> Iterator[Problem]:
    yield from diagnosed(page, "long-flag-with-one-dash", flags.diagnose)
