"""A name that Kubernetes refuses

Names become DNS names and paths: small letters, digits and dashes. Labels and the names of ports have rules of their
own.

Bad:

`````markdown
A Namespace:

```yaml
apiVersion: v1
kind: Namespace
metadata:
  name: my_team
```
`````

Good:

`````markdown
A Namespace:

```yaml
apiVersion: v1
kind: Namespace
metadata:
  name: my-team
```
`````
"""

from collections.abc import Iterator

from blockcheck.finding import Problem
from blockcheck.manifest import manifests
from blockcheck.page import Page


def check(page: Page) -> Iterator[Problem]:
    yield from manifests.diagnosed(page, "malformed-name")
