"""A resource type that Kubernetes does not bring along

It may be that of a CustomResourceDefinition: then the page should say where it comes from, with an exception that
names it.

Bad:

`````markdown
Show the certificates of cert-manager:

```bash
kubectl get clusterissuers
```
`````

Good:

`````markdown
Show the certificates of cert-manager:

```bash
kubectl get certificatesigningrequests
```
`````
"""

from collections.abc import Iterator

from blockcheck.command import typed_arguments
from blockcheck.command.diagnosis import diagnosed
from blockcheck.finding import Problem
from blockcheck.page import Page

SEVERITY = "advice"


def check(page: Page) -> Iterator[Problem]:
    yield from diagnosed(page, "unlisted-resource", typed_arguments.diagnose)
