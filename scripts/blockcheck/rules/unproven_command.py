"""A block that was not run as it stands

Every block of the notes is run on a real control plane, and what came of it is recorded under its text. This one is new
or has changed since, so nobody knows whether it works. Without a cluster at hand, leave it: whoever merges the change
proves it. `check --proven` makes an error of it.

Bad:

`````markdown
Show the nodes:

```bash
kubectl get nodes
```
`````

Good:

`````markdown
Restart the kubelet:

<!-- live: no, needs a real node: there is no systemd -->
```bash
sudo systemctl restart kubelet
```
`````
"""

from collections.abc import Iterator

from blockcheck.finding import Problem
from blockcheck.page import Page
from blockcheck.proof import blocks

SEVERITY = "advice"


def check(page: Page) -> Iterator[Problem]:
    for found in blocks.of(page) if page.proofs is not None else ():
        if not found.reason and found.key not in (page.proofs or {}):
            message = f"this block was not run as it stands here; prove it: python3 scripts/dev.py live {page.path}"
            yield Problem(found.block.header, message)
