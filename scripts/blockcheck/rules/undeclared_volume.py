"""A volume that is mounted but not declared

Each name in `volumeMounts` stands for an entry of the Pod's `volumes` (or of a StatefulSet's `volumeClaimTemplates`).

Bad:

`````markdown
A Pod with scratch space:

```yaml
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: nginx
      image: nginx:1.29
      volumeMounts:
        - name: scratch
          mountPath: /tmp/scratch
```
`````

Good:

`````markdown
A Pod with scratch space:

```yaml
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: nginx
      image: nginx:1.29
      volumeMounts:
        - name: scratch
          mountPath: /tmp/scratch
  volumes:
    - name: scratch
      emptyDir: {}
```
`````
"""

from collections.abc import Iterator

from blockcheck.finding import Problem
from blockcheck.manifest import manifests
from blockcheck.page import Page


def check(page: Page) -> Iterator[Problem]:
    yield from manifests.diagnosed(page, "undeclared-volume")
