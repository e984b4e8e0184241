"""A kind or API version that does not exist

It is a slip, or the kind lives in another API group: `kubectl api-resources` shows both.

Bad:

`````markdown
A Deployment of nothing yet:

```yaml
apiVersion: v1
kind: Deployment
metadata:
  name: web
```
`````

Good:

`````markdown
A Deployment of nothing yet:

```yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
        - name: nginx
          image: nginx:1.29
```
`````
"""

from collections.abc import Iterator

from blockcheck.finding import Problem
from blockcheck.manifest import manifests
from blockcheck.page import Page


def check(page: Page) -> Iterator[Problem]:
    yield from manifests.diagnosed(page, "unknown-kind")
