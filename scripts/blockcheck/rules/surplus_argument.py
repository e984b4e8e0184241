"""An argument too many

The command takes fewer arguments: often a space has come into a value, or an option lost its dashes.

Bad:

`````markdown
Create a Namespace:

```bash
kubectl create namespace web db
```
`````

Good:

`````markdown
Create a Namespace:

```bash
kubectl create namespace web
```
`````
"""

from collections.abc import Iterator

from blockcheck.command import arity
from blockcheck.command.diagnosis import diagnosed
from blockcheck.finding import Problem
from blockcheck.page import Page


def check(page: Page) -> Iterator[Problem]:
    yield from diagnosed(page, "surplus-argument", arity.diagnose)
