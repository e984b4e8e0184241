"""A port's name that the container does not have

A probe may name a port instead of giving its number, if the same container declares one of that name.

Bad:

`````markdown
A Pod that says when it is ready:

```yaml
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: nginx
      image: nginx:1.29
      ports:
        - name: http
          containerPort: 80
      readinessProbe:
        httpGet:
          path: /
          port: web
```
`````

Good:

`````markdown
A Pod that says when it is ready:

```yaml
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: nginx
      image: nginx:1.29
      ports:
        - name: http
          containerPort: 80
      readinessProbe:
        httpGet:
          path: /
          port: http
```
`````
"""

from collections.abc import Iterator

from blockcheck.finding import Problem
from blockcheck.manifest import manifests
from blockcheck.page import Page


def check(page: Page) -> Iterator[Problem]:
    yield from manifests.diagnosed(page, "unknown-port-name")
