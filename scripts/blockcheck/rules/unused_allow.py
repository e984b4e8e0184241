"""An exception that allows nothing

The fault it was written for is gone, or it stands at the wrong place: it covers only the block or paragraph that
follows it.

Bad:

`````markdown
<!-- allow unknown-program: shows the slip on purpose -->
```bash
kubectl get nodes
```
`````

Good:

`````markdown
```bash
kubectl get nodes
```
`````
"""

from collections.abc import Iterator

from blockcheck import rules
from blockcheck.finding import Problem
from blockcheck.text.allow import Marker


def check_markers(markers: list[Marker], used: set[tuple[str, int]]) -> Iterator[Problem]:
    for marker in markers:
        if (
            marker.kind == "allow"
            and marker.rule in rules.every()
            and marker.reason
            and (marker.rule, marker.first) not in used
        ):
            yield Problem(marker.span, f"nothing here breaks {marker.rule}; remove this comment")
