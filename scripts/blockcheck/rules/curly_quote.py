"""Curly quotes in a command

The shell knows only the straight quotes `"` and `'`. A word processor's curly ones are ordinary letters to it, and
the command breaks in a way that is hard to see.

Bad:

`````markdown
Label a node:

```bash
kubectl label node worker-1 \u201cdisk=ssd\u201d
```
`````

Good:

`````markdown
Label a node:

```bash
kubectl label node worker-1 "disk=ssd"
```
`````
"""

from collections.abc import Iterator

from blockcheck.finding import Problem
from blockcheck.page import Page
from blockcheck.text.characters import STRAIGHT
from blockcheck.text.lexical import characters


def check(page: Page) -> Iterator[Problem]:
    for span, character in characters(page, STRAIGHT):
        straight = STRAIGHT[character]
        yield Problem(span, f"the shell does not take {character} for a quote; write {straight}", straight)
