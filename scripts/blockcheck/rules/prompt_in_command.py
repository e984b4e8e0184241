"""A prompt in a block of commands

A reader copies the block as it is; with a prompt in it, it does not run. To show a session with its output, use a
`console` block.

Bad:

`````markdown
Show the nodes:

```bash
$ kubectl get nodes
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

from blockcheck.finding import Problem, Span
from blockcheck.page import Page


def check(page: Page) -> Iterator[Problem]:
    for _, session in page.sessions:
        for line, length in session.prompts:
            span = Span(line.number, line.column, line.number, line.column + length)
            prompt = line.text[:length].strip()
            yield Problem(
                span, f"the prompt {prompt} is not part of the command; remove it, or make this a console block", ""
            )
