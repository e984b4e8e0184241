"""YAML that does not parse

A manifest with a tab, a lost space or an open quote is refused by `kubectl apply`, and the reader cannot tell whether
they copied it wrong.

Bad:

`````markdown
Save as `pod.yaml`:

```yaml
metadata:
  name: web
   labels: {app: web}
```
`````

Good:

`````markdown
Save as `pod.yaml`:

```yaml
metadata:
  name: web
  labels: {app: web}
```
`````
"""

from collections.abc import Iterator

from blockcheck.finding import Problem
from blockcheck.page import Page
from blockcheck.text import yaml_text
from blockcheck.text.lexical import within


def check(page: Page) -> Iterator[Problem]:
    for block in page.blocks("yaml"):
        error = yaml_text.error(block.text)
        if error:
            row, column, words = error
            yield Problem(within(block, row, column), f"this is not YAML: {words}")
