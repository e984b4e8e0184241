"""A verify paragraph that does not give the lines to expect

What a verify command must print is compared line by line, so the paragraph gives the lines themselves, as code behind
"must print": one, or a list with "then" between them. What explains them stands behind them in brackets. Without "must
print" the exit status counts.

Bad:

`````markdown
Verify, must print a line with the name:

```bash
kubectl get pod web -o name
```
`````

Good:

`````markdown
Verify, must print `pod/web` (the name):

```bash
kubectl get pod web -o name
```
`````
"""

from collections.abc import Iterator

from blockcheck.finding import Problem, point
from blockcheck.page import SHELLS, Page
from blockcheck.proof import verify
from blockcheck.proof.places import places

SEVERITY = "advice"


def check(page: Page) -> Iterator[Problem]:
    for block in page.blocks(*SHELLS) if "must print" in page.text else ():
        place = places(page).of[block.header.line]
        if verify.is_verify(place.paragraph) and not verify.is_clear(place.paragraph):
            message = "this does not give the lines to expect; write: Verify, must print `one`, then `two` (a remark):"
            yield Problem(point(place.line), message)
