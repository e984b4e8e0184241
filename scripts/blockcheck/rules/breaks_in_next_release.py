"""A command that a later release does not take

It is right at the pinned version. The newest release of the program has lost a subcommand or an option of it, so the
notes know beforehand what the next move will break.

Bad:

`````markdown
Show the preferences of kubectl:

```bash
kubectl alpha kuberc view
```
`````

Good:

`````markdown
Show the configuration of kubectl:

```bash
kubectl config view
```
`````
"""

from collections.abc import Iterator

from blockcheck import commands, flags, grammar, specs, subcommands
from blockcheck.finding import Problem
from blockcheck.page import Page

SEVERITY = "advice"


def check(page: Page) -> Iterator[Problem]:
    for call in commands.calls(page):
        if not any(_broken(invocation) for invocation in call.invocations):
            for program in specs.newer(call.invocations[0].program.name):
                later = grammar.understand(
                    call.command.words, program, call.invocations[0].torn, call.invocations[0].fragment
                )
                for problem in _broken(later)[:1]:
                    span, words, _ = problem
                    yield Problem(span, f"from {program.name} {program.version} on this breaks: {words}")


def _broken(invocation: grammar.Invocation) -> list[Problem]:
    """What an invocation has that its program does not."""
    return [found.problem for diagnose in (flags.diagnose, subcommands.diagnose) for found in diagnose(invocation)]
