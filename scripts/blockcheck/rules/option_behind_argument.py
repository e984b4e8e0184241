"""An option behind the argument, where it is no option any more

crictl, ctr and etcd end the options with the first argument: what follows is one more argument, whatever it looks
like.

Bad:

`````markdown
Show the last lines of a container:

```bash
crictl logs 3b1c5a --tail=20
```
`````

Good:

`````markdown
Show the last lines of a container:

```bash
crictl logs --tail=20 3b1c5a
```
`````
"""

from collections.abc import Iterator

from blockcheck.command import flags
from blockcheck.command.diagnosis import diagnosed
from blockcheck.finding import Problem
from blockcheck.page import Page


def check(page: Page) -> Iterator[Problem]:
    yield from diagnosed(page, "option-behind-argument", flags.diagnose)
