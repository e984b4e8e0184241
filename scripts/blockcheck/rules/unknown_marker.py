"""A comment to the checker that it does not understand

`<!-- allow rule-name: reason -->` before a block or paragraph allows one rule there. One that is misspelt would allow
nothing and say nothing.

Bad:

`````markdown
<!-- allow unknown-progam: shows the slip on purpose -->
Show the nodes:
`````

Good:

`````markdown
Show the nodes:
`````
"""

from collections.abc import Iterator

from blockcheck import rules
from blockcheck.finding import Problem
from blockcheck.text.allow import Marker
from blockcheck.text.suggest import did_you_mean


def check_markers(markers: list[Marker], used: set[tuple[str, int]]) -> Iterator[Problem]:
    for marker in markers:
        if marker.kind == "allow" and marker.rule not in rules.every():
            named = f"{marker.rule} is no rule" if marker.rule else "this names no rule"
            yield Problem(
                marker.span,
                f"{named}{did_you_mean(marker.rule, rules.every())}; write <!-- allow rule-name: reason -->",
            )
