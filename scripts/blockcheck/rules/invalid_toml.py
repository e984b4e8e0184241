"""TOML that does not parse

containerd's configuration is TOML; with an error in it containerd does not start, and the node goes NotReady.

Bad:

`````markdown
In `/etc/containerd/config.toml`:

```toml
version = 3
[plugins.'io.containerd.cri.v1.runtime'
```
`````

Good:

`````markdown
In `/etc/containerd/config.toml`:

```toml
version = 3
[plugins.'io.containerd.cri.v1.runtime']
```
`````
"""

import re
import tomllib
from collections.abc import Iterator

from blockcheck.finding import Problem
from blockcheck.page import Page
from blockcheck.text.lexical import within

PLACE = re.compile(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)")


def check(page: Page) -> Iterator[Problem]:
    for block in page.blocks("toml"):
        try:
            tomllib.loads(block.text)
        except tomllib.TOMLDecodeError as error:
            place = PLACE.fullmatch(str(error))
            words, row, column = place.groups() if place else (str(error), "1", "1")
            span = within(block, int(row or len(block.lines)) - 1, int(column or 1) - 1)
            yield Problem(span, f"this is not TOML: {words}")
        except (RecursionError, ValueError):
            yield Problem(within(block, 0, 0), "this TOML is nested too deep or holds too long a number to be read")
