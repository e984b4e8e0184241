"""A fence that does not end

Without its end the fence is no block: MkDocs shows it as plain text, or takes what follows into it. The end repeats
the opening exactly: the same backticks, the same number of them, the same indentation. A line that is indented less
than the opening breaks the block too.

Bad:

````markdown
Show the nodes:

```bash
kubectl get nodes
````

Good:

````markdown
Show the nodes:

```bash
kubectl get nodes
```
````
"""

from collections.abc import Iterator

from blockcheck.finding import Problem
from blockcheck.page import Page


def check(page: Page) -> Iterator[Problem]:
    for block in page.markdown.blocks:
        if block.closed:
            continue
        after = block.header.line + len(block.lines) + 1
        where = (
            "at the end of the page"
            if after > len(page.lines)
            else f"at line {after}, which is indented less than the fence"
        )
        yield Problem(
            block.header, f"this fence does not end {where}; close it with the same backticks at the same indentation"
        )
