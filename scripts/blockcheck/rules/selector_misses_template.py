"""A selector that does not match its own Pods

A workload finds its Pods by their labels: the API refuses one whose selector does not match the labels of its template.

Bad:

`````markdown
A Deployment:

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
      labels: {app: website}
    spec:
      containers:
        - name: nginx
          image: nginx:1.29
```
`````

Good:

`````markdown
A Deployment:

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
    yield from manifests.diagnosed(page, "selector-misses-template")
