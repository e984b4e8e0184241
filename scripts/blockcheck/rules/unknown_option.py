"""An option or a command that a system program does not have

`systemctl`, `openssl`, `apt-get` and their like stop there. What they take is recorded from their own help and
manuals; a new program or option is added to `scripts/specs/system.yml`.

Bad:

`````markdown
Restart the kubelet:

```bash
sudo systemctl restrat kubelet
```
`````

Good:

`````markdown
Restart the kubelet:

```bash
sudo systemctl restart kubelet
```
`````
"""

from collections.abc import Iterator

from blockcheck.command import system
from blockcheck.finding import Problem
from blockcheck.page import Page


def check(page: Page) -> Iterator[Problem]:
    yield from system.diagnosed(page, "unknown-option")
