"""A language that the notes do not use

One name for one thing: `bash` and not `sh` or `shell`, so that a reader, the checker and the search see the same
kinds of block everywhere.

Bad:

`````markdown
Show the nodes:

```shell
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

from blockcheck.finding import Problem, Span
from blockcheck.page import Page
from blockcheck.text.languages import ALSO_WRITTEN, LANGUAGES
from blockcheck.text.suggest import closest


def check(page: Page) -> Iterator[Problem]:
    for block in page.markdown.blocks:
        name = block.language
        if not name or name in LANGUAGES or block.broken:
            continue
        right = ALSO_WRITTEN.get(name.lower()) or closest(name, LANGUAGES)
        line, column, _, _ = block.header
        at = page.lines[line - 1].index(name, column - 1) + 1
        cure = f"write {right}" if right else f"use one of {', '.join(LANGUAGES)}"
        yield Problem(Span(line, at, line, at + len(name)), f"{name} is no language of these notes; {cure}", right)
