"""A placeholder in another form than `<like-this>`

Words in lower case, joined by hyphens, between angle brackets: so readers see at once what to replace, and the site
can fill it in for them.

Bad:

`````markdown
Show one Pod:

```bash
kubectl get pod <Pod Name>
```
`````

Good:

`````markdown
Show one Pod:

```bash
kubectl get pod <pod-name>
```
`````
"""

import re
from collections.abc import Iterator

from blockcheck.finding import Problem, Span
from blockcheck.page import Page
from blockcheck.text.placeholders import KEBAB, PLACEHOLDER

SEVERITY = "advice"


def check(page: Page) -> Iterator[Problem]:
    for _, script in page.scripts:
        for line in script:
            for match in PLACEHOLDER.finditer(line.text) if ">" in line.text else ():
                if match[0][0] == "<" and not KEBAB.fullmatch(match[0]):
                    tidy = "<" + re.sub(r"[^a-z0-9]+", "-", match[0].lower()).strip("-") + ">"
                    span = Span(line.number, line.column + match.start(), line.number, line.column + match.end())
                    yield Problem(span, f"write this placeholder as {tidy}", tidy)
