"""A diagram that does not draw

The site draws diagrams when it is built; one that mermaid's grammar refuses would leave a hole in the page. The words
are those of the parser.

Bad:

`````markdown
```mermaid
flowchart TB
    accTitle: From kubectl to etcd
    accDescr: kubectl calls kube-apiserver.
    A[kubectl --> B[kube-apiserver]
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

from blockcheck.diagram import diagrams
from blockcheck.finding import Problem
from blockcheck.page import Page
from blockcheck.text.lexical import within


def check(page: Page) -> Iterator[Problem]:
    for block in page.blocks("mermaid"):
        problem = diagrams.problem(block.text)
        if problem:
            line, column, words = problem
            yield Problem(within(block, line - 1, column - 1), f"this diagram does not draw: {words}")
