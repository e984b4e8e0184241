"""A comment to the live run that it does not understand

`<!-- live: … -->` before a block says how it is run, or why it is not. One that is misspelt would do nothing and say
nothing. A block that is not run gives one of five reasons: it needs a real node, a second machine, a terminal or the
internet, or would destroy the host.

Bad:

`````markdown
Open an editor:

<!-- live: no, needs an editor -->
```bash
kubectl edit deployment web
```
`````

Good:

`````markdown
Open an editor:

<!-- live: no, needs a terminal: an editor opens -->
```bash
kubectl edit deployment web
```
`````
"""

from collections.abc import Iterator

from blockcheck.finding import Problem
from blockcheck.page import Page
from blockcheck.proof import live_markers


def check(page: Page) -> Iterator[Problem]:
    for marker in page.markers:
        wrong = live_markers.read(marker) if marker.kind == "live" else None
        if isinstance(wrong, str):
            yield Problem(marker.span, wrong)
