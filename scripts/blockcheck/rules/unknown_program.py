"""A program that the notes do not know

Mostly a slip (`kubeclt`), and then a candidate would learn it. A program that is right but new to the notes is added
to `scripts/specs/programs.yml`.

Bad:

`````markdown
Show the nodes:

```bash
kubeclt get nodes
```
`````

Good:

`````markdown
Show the nodes:

```bash
kubectl get nodes
```
`````
"""

from collections.abc import Iterator

from blockcheck.command import programs
from blockcheck.finding import Problem
from blockcheck.page import Page
from blockcheck.text.suggest import closest


def check(page: Page) -> Iterator[Problem]:
    own = programs.defined_on(page)
    for typed in page.typed:
        for word in programs.called(typed.commands, typed.script):
            name = programs.name(word)
            if name is None or name in own or name in programs.known() or page.is_broken(typed.script, word.span):
                continue
            right = closest(name, programs.known())
            if not right and not page.is_note:  # another's page may well have programs of its own
                continue
            cure = f"did you mean {right}?" if right else "if it is right, add it to scripts/specs/programs.yml"
            yield Problem(word.span, f"{name} is not a program these notes know; {cure}", right)
