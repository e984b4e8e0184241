"""JSON that does not parse

A comma too many, a single quote or a comment: programs that read JSON refuse all three.

Bad:

`````markdown
The answer:

```json
{"kind": "Status", "code": 403,}
```
`````

Good:

`````markdown
The answer:

```json
{"kind": "Status", "code": 403}
```
`````
"""

import json
from collections.abc import Iterator

from blockcheck.finding import Problem
from blockcheck.page import Page
from blockcheck.text.lexical import within


def check(page: Page) -> Iterator[Problem]:
    for block in page.blocks("json"):
        try:
            json.loads(block.text)
        except json.JSONDecodeError as error:
            yield Problem(within(block, error.lineno - 1, error.colno - 1), f"this is not JSON: {error.msg}")
        except (RecursionError, ValueError):  # nested too deep; a number of too many digits
            yield Problem(within(block, 0, 0), "this JSON is nested too deep or holds too long a number to be read")
