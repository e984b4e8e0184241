"""A program, subcommand or option that nobody has explained

Readers point at a word of a block to learn what it does. The sentence stands in `scripts/explain/`, in the file of the
program, below the full name of the command: what happens, in your own words, not the option's words again.

Bad:

`````markdown
List the Pods in small portions:

```bash
kubectl get pods --chunk-size=20
```
`````

Good:

`````markdown
Show the Pods with their nodes:

```bash
kubectl get pods --output=wide
```
`````
"""

from collections.abc import Iterator

from blockcheck.explain import meanings, words
from blockcheck.finding import Problem
from blockcheck.page import Page


def check(page: Page) -> Iterator[Problem]:
    if page.proofs is None:  # only readers of the site get explanations
        return
    told: set[str] = set()
    for word in words.of(page):
        for key in word.keys:
            name = f"{key.command} {key.option}".strip()
            if name not in told and not meanings.of(key):
                told.add(name)
                line = f"`{key.entry}: …` below `{key.command}:`"
                yield Problem(word.span, f"{name} has no explanation; write into {meanings.file_of(key)} {line}")
