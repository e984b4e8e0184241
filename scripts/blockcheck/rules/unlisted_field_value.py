"""A value that the field does not know

The field takes one of a few words, and this is none of them. They are case-sensitive.

Bad:

`````markdown
Always pull the image:

```yaml
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: nginx
      image: nginx:1.29
      imagePullPolicy: always
```
`````

Good:

`````markdown
Always pull the image:

```yaml
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: nginx
      image: nginx:1.29
      imagePullPolicy: Always
```
`````
"""

from collections.abc import Iterator

from blockcheck.finding import Problem
from blockcheck.manifest import manifests
from blockcheck.page import Page


def check(page: Page) -> Iterator[Problem]:
    yield from manifests.diagnosed(page, "unlisted-field-value")
