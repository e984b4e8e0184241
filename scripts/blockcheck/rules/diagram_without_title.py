"""A diagram without `accTitle`

A title says in a few words what the diagram shows; it is the caption below it, and what a screen reader reads first.

Bad:

`````markdown
```mermaid
flowchart TB
    accDescr: kubectl calls kube-apiserver.
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
        if not says(block, "accTitle"):
            yield Problem(
                block.header, "this diagram has no accTitle; write its caption below the first line as `accTitle: …`"
            )
