"""A value of the wrong type

Kubernetes turns no type into another: a number in quotes is text, a plain `yes` is true, and a list needs its dashes.

Bad:

`````markdown
A Pod that knows its port:

```yaml
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: nginx
      image: nginx:1.29
      env:
        - name: PORT
          value: 8080
```
`````

Good:

`````markdown
A Pod that knows its port:

```yaml
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: nginx
      image: nginx:1.29
      env:
        - name: PORT
          value: "8080"
```
`````
"""

from collections.abc import Iterator

from blockcheck.finding import Problem
from blockcheck.manifest import manifests
from blockcheck.page import Page


def check(page: Page) -> Iterator[Problem]:
    yield from manifests.diagnosed(page, "wrong-field-type")
