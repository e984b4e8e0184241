"""A diagram without `accDescr`

A description says in a sentence what the picture says, for everybody who cannot see it.

Bad:

`````markdown
```mermaid
flowchart TB
    accTitle: From kubectl to etcd
    A[kubectl] --> B[kube-apiserver]
```
`````

Good:

`````markdown
```mermaid
flowchart TB
    accTitle: From kubectl to etcd
    accDescr: kubectl calls kube-apiserver.
    A[kubectl] --> B[kube-apiserver]
```
`````
"""

from collections.abc import Iterator

from blockcheck.finding import Problem
from blockcheck.page import Page
from blockcheck.text.lexical import says


def check(page: Page) -> Iterator[Problem]:
    for block in page.blocks("mermaid"):
        if not says(block, "accDescr"):
            yield Problem(
                block.header,
                "this diagram has no accDescr; write its description below the first line as `accDescr: …`",
            )
