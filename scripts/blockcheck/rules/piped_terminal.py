"""A terminal whose output goes into a pipe or a file

With `-t` the command in the container writes to a terminal: each line ends in a carriage return, and many programs add
colours. Behind a pipe or in a file these are part of the text, where `grep 'x$'` finds nothing and a comparison fails.
Where the input is no terminal, `kubectl` warns as well. `-i` alone still passes the input on.

Bad:

`````markdown
Show the sorted environment of a container:

```bash
kubectl exec -it web -- env | sort
```
`````

Good:

`````markdown
Show the sorted environment of a container:

```bash
kubectl exec web -- env | sort
```
`````
"""

from collections.abc import Iterator

from blockcheck.command import commands, flags
from blockcheck.command.grammar import Given, Invocation
from blockcheck.finding import Problem, Span
from blockcheck.page import Page

WITH_TERMINAL = {("exec",), ("run",), ("attach",), ("debug",)}


def check(page: Page) -> Iterator[Problem]:
    for call in commands.calls(page):
        output = call.command.output
        given = _terminal(call.invocations[0])
        if given and output and not output.startswith("/dev/"):
            yield _problem(given, "a pipe" if output == "|" else "a file")


def _terminal(call: Invocation) -> Given | None:
    """The option that asks for a terminal; None if none does, or if it belongs to a command that lacks its `--`."""
    if call.program.name != "kubectl" or call.command.path not in WITH_TERMINAL:
        return None
    given, stray = call.option("--tty"), flags.stray_command(call)
    late = given and stray and given.word.span > stray.span
    return given if given and given.value in (None, "true") and not late else None


def _problem(given: Given, where: str) -> Problem:
    typed, span = given.word.raw, given.word.span
    wrong = f"{given.name} gives a terminal, whose carriage returns and colours go into {where}"
    if typed.startswith("--") or typed == "-t":
        before = Span(span.line, span.column - 1, span.end_line, span.end_column)  # with the space
        return Problem(before, f"{wrong}; leave {typed} out", "")
    rest = typed.replace("t", "", 1)
    return Problem(span, f"{wrong}; write {rest}", rest)
