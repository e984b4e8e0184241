"""An image name that no registry takes

Lower case, parts separated by `/`, then a tag behind `:` or a digest behind `@`; no spaces.

Bad:

`````markdown
Run a Pod:

```bash
kubectl run web --image=Nginx:1.29
```
`````

Good:

`````markdown
Run a Pod:

```bash
kubectl run web --image=nginx:1.29
```
`````
"""

from collections.abc import Iterator

from blockcheck.command import typed_arguments
from blockcheck.command.diagnosis import diagnosed
from blockcheck.finding import Problem
from blockcheck.page import Page


def check(page: Page) -> Iterator[Problem]:
    yield from diagnosed(page, "malformed-image", typed_arguments.diagnose)
