"""An amount that Kubernetes does not read

Quantities are a number with a suffix (`500m`, `128Mi`, `1Gi`), durations a number with a unit (`90s`, `1h30m`), ports
a number from 1 to 65535, shares a number with a percent sign.

Bad:

`````markdown
Ask for memory:

```yaml
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: nginx
      image: nginx:1.29
      resources:
        requests:
          memory: 128MB
```
`````

Good:

`````markdown
Ask for memory:

```yaml
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: nginx
      image: nginx:1.29
      resources:
        requests:
          memory: 128Mi
```
`````
"""

from collections.abc import Iterator

from blockcheck.finding import Problem
from blockcheck.manifest import manifests
from blockcheck.page import Page


def check(page: Page) -> Iterator[Problem]:
    yield from manifests.diagnosed(page, "malformed-field-quantity")
