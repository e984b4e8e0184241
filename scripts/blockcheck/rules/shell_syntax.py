"""A command that is not shell

The block does not parse as bash: a quote, a bracket, a `$(` or a here-document is left open, or an operator has
nothing behind it. The words are those of the parser, shfmt.

Bad:

`````markdown
Show the images in use:

```bash
kubectl get pods -o jsonpath='{.items[*].spec.containers[*].image}
```
`````

Good:

`````markdown
Show the images in use:

```bash
kubectl get pods -o jsonpath='{.items[*].spec.containers[*].image}'
```
`````
"""

from collections.abc import Iterator

from blockcheck.finding import Problem
from blockcheck.page import Page


def check(page: Page) -> Iterator[Problem]:
    for problem in page.syntax:
        yield Problem(problem.span, f"this does not parse as shell: {problem.words}; close or complete it")
