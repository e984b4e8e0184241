"""A version in a command or file other than the one the notes are for

Packages, image tags, URLs and kubeadm's files carry the Kubernetes version. After a move to the next release the one
left behind would install the old one. The version stands in `versions.toml`.

Bad:

`````markdown
Install kubectl:

```bash
sudo apt-get install -y kubectl='1.29.3-*'
```
`````

Good:

`````markdown
Install kubectl:

```bash
sudo apt-get install -y kubectl='1.35.0-*'
```
`````
"""

import re
from collections.abc import Iterator

from blockcheck import versions
from blockcheck.finding import Problem, Span
from blockcheck.page import Page

KUBERNETES = re.compile(
    r"(?:\bkube(?:ctl|adm|let)='?|--kubernetes-version[= ]v?|\bkubernetesVersion: v|:/v|/release/v"
    r"|kubeadm upgrade (?:apply|plan|diff) v|\bregistry\.k8s\.io/kube[\w-]+:v)(1\.\d\d)(?![\d])"
)


def check(page: Page) -> Iterator[Problem]:
    right = versions.of("kubernetes")
    texts = [script for _, script in page.scripts] + [block.lines for block in page.blocks("yaml")]
    for text in texts if page.is_note else ():
        for line in text:
            for match in KUBERNETES.finditer(line.text):
                if match[1] != right:
                    span = Span(line.number, line.column + match.start(1), line.number, line.column + match.end(1))
                    yield Problem(span, f"these notes are for Kubernetes {right}, not {match[1]}; write {right}", right)
