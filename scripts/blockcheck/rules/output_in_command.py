"""Output in a block of commands

What a command prints is not a command: copied, it would be run. Put it in a `text` block below, or make the whole a
`console` block, where commands follow a `$`.

Bad:

`````markdown
Show the nodes:

```bash
kubectl get nodes
NAME       STATUS   ROLES           AGE   VERSION
worker-1   Ready    <none>          5d    v1.35.0
```
`````

Good:

`````markdown
Show the nodes:

```console
$ kubectl get nodes
NAME       STATUS   ROLES           AGE   VERSION
worker-1   Ready    <none>          5d    v1.35.0
```
`````
"""

from collections.abc import Iterator

from blockcheck.finding import Problem, Span
from blockcheck.page import Page


def check(page: Page) -> Iterator[Problem]:
    for _, session in page.sessions:
        previous = 0
        for line in session.output:
            if line.number != previous + 1:
                span = Span(line.number, line.column, line.number, line.column + len(line.text))
                yield Problem(
                    span, "this is output, not a command; move it to a text block, or make this a console block"
                )
            previous = line.number
