"""A character in a command that nobody sees

A no-break space, a zero-width space or a control character comes along when text is copied from a web page or a chat.
The shell takes it for a letter, so the command fails although it looks right.

Bad:

`````markdown
Show the nodes:

```bash
kubectl\u00a0get nodes
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

import unicodedata
from collections.abc import Iterator

from blockcheck.finding import Problem
from blockcheck.page import Page
from blockcheck.text.characters import CONTROL, NOTHING, SPACES
from blockcheck.text.lexical import characters

REPLACEMENT = dict.fromkeys(SPACES, " ") | dict.fromkeys(NOTHING + CONTROL, "")


def check(page: Page) -> Iterator[Problem]:
    for span, character in characters(page, REPLACEMENT):
        name = unicodedata.name(character, "control character").lower()
        cure = "write a space" if REPLACEMENT[character] else "remove it"
        yield Problem(span, f"an invisible character (U+{ord(character):04X}, {name}); {cure}", REPLACEMENT[character])
