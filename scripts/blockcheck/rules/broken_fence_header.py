"""An opening line that MkDocs does not take for a fence

An option without braces that MkDocs does not know breaks the fence without a word, and swallows the next block.
Attributes go into braces, after a dot and the language.

Bad:

`````markdown
Show the nodes:

```bash program="kubectl"
kubectl get nodes
```
`````

Good:

`````markdown
Show the nodes:

```{ .bash program="kubectl" }
kubectl get nodes
```
`````
"""

from collections.abc import Iterator

from blockcheck.finding import Problem
from blockcheck.page import Page


def check(page: Page) -> Iterator[Problem]:
    for block in page.markdown.blocks:
        if block.broken:
            yield Problem(block.header, f"MkDocs does not take this for a fence: {block.broken}")
