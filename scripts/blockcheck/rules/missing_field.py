"""A field that must be there is not

The API refuses the object without it. In a patch, which is a part on purpose, say so in the title; where lines are
left out, write `# …` in their place.

Bad:

`````markdown
A volume in a Pod:

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
        - name: data
  volumes:
    - name: data
      emptyDir: {}
```
`````

Good:

`````markdown
A volume in a Pod:

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
        - name: data
          mountPath: /data
  volumes:
    - name: data
      emptyDir: {}
```
`````
"""

from collections.abc import Iterator

from blockcheck.finding import Problem
from blockcheck.manifest import manifests
from blockcheck.page import Page


def check(page: Page) -> Iterator[Problem]:
    yield from manifests.diagnosed(page, "missing-field")
