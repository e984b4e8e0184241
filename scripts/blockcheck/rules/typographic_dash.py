"""A long dash in a command

An editor that "improves" text turns `--` into a dash. A flag that begins with one is not a flag.

Bad:

`````markdown
Show the Pods of every namespace:

```bash
kubectl get pods \u2014all-namespaces
```
`````

Good:

`````markdown
Show the Pods of every namespace:

```bash
kubectl get pods --all-namespaces
```
`````
"""

import re
from collections.abc import Iterator

from blockcheck.finding import Problem
from blockcheck.page import Page
from blockcheck.text.characters import DASHES
from blockcheck.text.lexical import characters


def check(page: Page) -> Iterator[Problem]:
    for span, character in characters(page, DASHES):
        rest = page.lines[span.line - 1][span.column :]
        hyphens = "--" if re.match(r"[A-Za-z]{2,}", rest) and not rest.startswith("-") else "-"
        yield Problem(span, f"{character} is a typographic dash (U+{ord(character):04X}); write {hyphens}", hyphens)
