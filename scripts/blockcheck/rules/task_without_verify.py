"""An exam task without a command that proves it

Readers cannot tell whether their own solution is right, and the live run cannot either: it asks the verify command before
the solution, where it has to say no, and after it, where it has to say yes. It stands last in the solution, below a
paragraph that begins with `Verify`.

Bad:

`````markdown
## Exam tasks

### Count the Pods of a Namespace

Time: 1 minute. Write the number of Pods in `kube-system` to `/tmp/pods`.

??? success "Solution"

    Count the Pods:

    ```bash
    kubectl get pods -n kube-system --no-headers | wc -l > /tmp/pods
    ```
`````

Good:

`````markdown
## Exam tasks

### Count the Pods of a Namespace

Time: 1 minute. Write the number of Pods in `kube-system` to `/tmp/pods`.

??? success "Solution"

    Count the Pods:

    ```bash
    kubectl get pods -n kube-system --no-headers | wc -l > /tmp/pods
    ```

    Verify:

    ```bash
    grep -qx "$(kubectl get pods -n kube-system -o name | wc -l)" /tmp/pods
    ```
`````
"""

from collections.abc import Iterator

from blockcheck.finding import Problem, Span
from blockcheck.page import SHELLS, Page
from blockcheck.proof import verify
from blockcheck.proof.places import NOWHERE, TASKS, places

SEVERITY = "advice"


def check(page: Page) -> Iterator[Problem]:
    found = places(page) if f"## {TASKS}" in page.text else NOWHERE
    ends = [found.of[block.header.line] for block in page.blocks(*SHELLS)] if found.tasks else []
    verified = {place.task for place in ends if place.solution and verify.is_verify(place.paragraph)}
    for task in found.tasks:
        if task not in verified:
            end = len(page.lines[task.line - 1]) + 1
            message = "this task has no verify; end its solution with a paragraph `Verify, must print …:` and a block"
            yield Problem(Span(task.line, 1, task.line, end), message)
