"""An exception that does not say why

Whoever reads the page next cannot tell whether the exception is still right. The reason is one short clause behind a
colon.

Bad:

`````markdown
<!-- allow unknown-program -->
```bash
kubeclt get nodes
```
`````

Good:

`````markdown
<!-- allow unknown-program: shows the slip on purpose -->
```bash
kubeclt get nodes
```
`````
"""

from collections.abc import Iterator

from blockcheck import rules
from blockcheck.finding import Problem
from blockcheck.text.allow import Marker


def check_markers(markers: list[Marker], used: set[tuple[str, int]]) -> Iterator[Problem]:
    for marker in markers:
        if marker.kind == "allow" and marker.rule in rules.every() and not marker.reason:
            yield Problem(marker.span, f"this exception gives no reason; write <!-- allow {marker.rule}: why -->")
