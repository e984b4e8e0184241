"""One page, taken apart once: what every rule looks at."""

from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePath
from typing import NamedTuple

from blockcheck.finding import Span
from blockcheck.proof.record import Proof
from blockcheck.text import allow, fences, front_matter, session, shell
from blockcheck.text.fences import Block
from blockcheck.text.session import Script, Session
from blockcheck.text.shell import Command
from blockcheck.text.shfmt import SyntaxProblem

SHELLS = {"bash", "console"}


class Typed(NamedTuple):
    """A script of a page, the block it stands in, and the commands in it."""

    block: Block
    script: Script
    commands: list[Command]


@dataclass
class Page:
    """A page by its path and text.

    `unreadable` says why the text could not be had; `proofs` is what is recorded of its blocks, None if it is no page of
    the site, whose blocks need no proof.
    """

    path: str
    text: str
    unreadable: str | None = None
    proofs: dict[str, Proof] | None = None
    syntax: list[SyntaxProblem] = field(default_factory=list)
    cache: dict[str, list] = field(default_factory=dict)  # what later stages made of the page

    @cached_property
    def lines(self) -> list[str]:
        text = self.text.removeprefix("\ufeff")
        return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")

    @cached_property
    def front(self) -> front_matter.FrontMatter:
        return front_matter.read(self.lines)

    @cached_property
    def markdown(self) -> fences.Markdown:
        return fences.parse(self.lines[self.front.end :], self.front.end + 1)

    @cached_property
    def markers(self) -> list[allow.Marker]:
        return allow.markers(self.markdown)

    @cached_property
    def sessions(self) -> list[tuple[Block, Session]]:
        return [(block, session.read(block)) for block in self.blocks(*SHELLS)]

    @cached_property
    def scripts(self) -> list[tuple[Block, Script]]:
        return [(block, script) for block, read in self.sessions for script in read.scripts]

    @cached_property
    def typed(self) -> list[Typed]:
        return [Typed(block, script, shell.commands(script)) for block, script in self.scripts]

    def same_text(self, other: "Page") -> bool:
        """Whether another reading of the page says the same."""
        return (self.text, self.unreadable, self.proofs) == (other.text, other.unreadable, other.proofs)

    @property
    def is_note(self) -> bool:
        """Whether the page belongs to the site and not, say, to a README."""
        return "docs" in PurePath(self.path).parts[:-1]

    @cached_property
    def broken_lines(self) -> list[int]:
        """The lines where a script stops being shell, sorted; known once `syntax` is."""
        return sorted(problem.span.line for problem in self.syntax)

    def is_broken(self, script: Script, span: Span) -> bool:
        """Whether the script stops being shell at or before a place, so that nothing can be said of it there."""
        if not script:
            return False
        at = bisect_left(self.broken_lines, script[0].number)
        last = min(script[-1].number, span.end_line)
        return at < len(self.broken_lines) and self.broken_lines[at] <= last

    def blocks(self, *languages: str) -> list[Block]:
        """The blocks of these languages that MkDocs takes for blocks."""
        return [b for b in self.markdown.blocks if b.language in languages and b.closed and not b.broken]
