"""A field that the kind does not have

`kubectl apply` refuses a manifest with a field that the API does not know at the pinned version. Fields are
case-sensitive, and most slips are a field one level too far right or left.

Bad:

`````markdown
A Pod with a port:

```yaml
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: nginx
      image: nginx:1.29
      port:
        - containerPort: 80
```
`````

Good:

`````markdown
A Pod with a port:

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
        - containerPort: 80
```
`````
"""

from collections.abc import Iterator

from blockcheck.finding import Problem
from blockcheck.manifest import manifests
from blockcheck.page import Page


def check(page: Page) -> Iterator[Problem]:
    yield from manifests.diagnosed(page, "unknown-field")
