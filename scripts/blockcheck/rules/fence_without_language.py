"""A fence that does not say what it holds

The language decides what is checked: `bash` is run through the shell's grammar, `yaml` through YAML's, `text` through
none. A block without one would be published unchecked.

Bad:

`````markdown
Show the nodes:

```
kubectl get nodes
```
`````

Good:

`````markdown
Show the nodes:

```bash
kubectl get nodes
```
`````
"""

from collections.abc import Iterator

from blockcheck.finding import Problem
from blockcheck.page import Page


def check(page: Page) -> Iterator[Problem]:
    for block in page.markdown.blocks:
        if not block.language and not block.broken:
            yield Problem(block.header, "this fence names no language; write bash for commands, text for output")
