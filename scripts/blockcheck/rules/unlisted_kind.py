"""A kind that Kubernetes does not bring along

It may be that of a CustomResourceDefinition: show the definition on the same page, or say where it comes from with an
exception that names it.

Bad:

`````markdown
Ask for a certificate:

```yaml
apiVersion: cert-manager.io/v1
kind: Certificate
metadata:
  name: web
```
`````

Good:

`````markdown
Ask for a certificate:

```yaml
apiVersion: v1
kind: ServiceAccount
metadata:
  name: web
```
`````
"""

from collections.abc import Iterator

from blockcheck.finding import Problem
from blockcheck.manifest import manifests
from blockcheck.page import Page

SEVERITY = "advice"


def check(page: Page) -> Iterator[Problem]:
    yield from manifests.diagnosed(page, "unlisted-kind")
