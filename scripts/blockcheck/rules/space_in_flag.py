"""A space behind the dashes

Two dashes alone end the options; what follows is an argument.

Bad:

`````markdown
List the namespaced resource types:

```bash
kubectl api-resources -- namespaced=true
```
`````

Good:

`````markdown
List the namespaced resource types:

```bash
kubectl api-resources --namespaced=true
```
`````
"""

from collections.abc import Iterator

from blockcheck.command import flags
from blockcheck.command.diagnosis import diagnosed
from blockcheck.finding import Problem
from blockcheck.page import Page


def check(page: Page) -> Iterator[Problem]:
    yield from diagnosed(page, "space-in-flag", flags.diagnose)
