"""A space after the backslash that ends a line

A backslash continues a command only when the line ends right behind it. With a space there it escapes the space, and
the next line becomes a command of its own.

Bad:

`````markdown
Show one Pod:

```bash
kubectl get pod web \\\u0020
  --namespace default
```
`````

Good:

`````markdown
Show one Pod:

```bash
kubectl get pod web \\
  --namespace default
```
`````
"""

import re
from collections.abc import Iterator

from blockcheck.finding import Problem, Span
from blockcheck.page import Page

TRAILING = re.compile(r"(?<!\\)\\[ \t]+$")


def check(page: Page) -> Iterator[Problem]:
    for _, script in page.scripts:
        for line in script:
            found = TRAILING.search(line.text[-200:])
            if found:
                start = line.column + max(len(line.text) - 200, 0) + found.start()
                span = Span(line.number, start, line.number, line.column + len(line.text))
                yield Problem(
                    span,
                    "the backslash continues the command only as the last character; remove the space behind it",
                    "\\",
                )
