"""A key that stands twice

YAML keeps one of the two, and `kubectl` refuses the file. Two lists under the same key are meant to be one.

Bad:

`````markdown
Labels of a Pod:

```yaml
apiVersion: v1
kind: Pod
metadata:
  name: web
  labels: {app: web}
  labels: {tier: front}
spec:
  containers:
    - name: nginx
      image: nginx:1.29
```
`````

Good:

`````markdown
Labels of a Pod:

```yaml
apiVersion: v1
kind: Pod
metadata:
  name: web
  labels: {app: web, tier: front}
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
    yield from manifests.diagnosed(page, "duplicate-key")
