"""Two neighbouring letters of a subcommand or of an option's name change places: the checker says so, in that word.

No mutant is excepted: none of those made so far is a valid command.
"""

import itertools
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from blockcheck.check import check, markdown_files, read_page
from blockcheck.command import commands
from blockcheck.command.grammar import Invocation
from blockcheck.page import Page
from blockcheck.text.fences import Block
from blockcheck.text.shell import Word

ROOT = Path(__file__).parents[1]
LIST = ROOT.parent / "shared" / "content" / "commands.txt"
BLOCKS_A_PAGE = 300
Mutate = Callable[[str], Iterable[str]]


class Mutant(NamedTuple):
    """A block with one word changed: its fence and lines, the row and columns of the word, and the word."""

    fence: str
    lines: tuple[str, ...]
    row: int
    start: int
    end: int
    word: str


@cache
def pages() -> list[Page]:
    """The pages of the site and, one block a line, the plan's list of commands where there is one."""
    listed = LIST.read_text(encoding="utf-8").splitlines() if LIST.exists() else []
    lines = [line.partition("  # ")[0] for line in listed if line and not line.startswith("#")]
    blocks = Page("docs/list.md", "\n".join(f"```bash\n{line}\n```" for line in lines))
    return [read_page(path) for path in markdown_files([ROOT / "docs"])] + [blocks]


def names(call: Invocation) -> Iterator[tuple[Word, str]]:
    """The subcommands and the long options of a call, each as its word and the name in it."""
    for word in call.path_words:
        yield word, word.raw
    for given in call.given:
        if given.flag and len(given.name.lstrip("-")) > 1 and given.word.raw.startswith(given.name):
            yield given.word, given.name


def transposed(name: str) -> Iterator[str]:
    for at, (one, two) in enumerate(itertools.pairwise(name)):
        if one != two and one.isalpha() and two.isalpha():
            yield name[:at] + two + one + name[at + 2 :]


def mutants(mutate: Mutate) -> list[Mutant]:
    """Every mutant of every command, each once."""
    return list(dict.fromkeys(one for page in pages() for one in _mutants(page, mutate)))


def _mutants(page: Page, mutate: Mutate) -> Iterator[Mutant]:
    holding = {line.number: block for block in page.markdown.blocks for line in block.lines}
    for call in commands.calls(page):
        for word, name in sorted({named for version in call.invocations for named in names(version)}):
            for mutated in mutate(name):
                yield _mutant(page, holding[word.span.line], word, name, mutated)


def _mutant(page: Page, block: Block, word: Word, name: str, mutated: str) -> Mutant:
    row = word.span.line - block.lines[0].number
    lines = [line.text for line in block.lines]
    at = word.span.column - block.lines[row].column
    assert lines[row][at:].startswith(name)
    lines[row] = lines[row][:at] + mutated + lines[row][at + len(name) :]
    fence = page.lines[block.header.line - 1][block.header.column - 1 :].rstrip()
    return Mutant(fence, tuple(lines), row, at + 1, at + 1 + len(name), mutated)


def survivors(every: list[Mutant]) -> list[Mutant]:
    """The mutants in whose changed word no error was found; all are checked in one go."""
    made, places = [], {}
    for start in range(0, len(every), BLOCKS_A_PAGE):
        path, text = f"docs/{start}.md", []
        for one in every[start : start + BLOCKS_A_PAGE]:
            places[one] = path, len(text) + 2 + one.row
            text += [one.fence, *one.lines, one.fence[: len(one.fence) - len(one.fence.lstrip("`~"))], ""]
        made.append(Page(path, "\n".join(text)))
    spans: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for found in check(made):
        if found.severity == "error":
            spans.setdefault((found.path, found.line), []).append((found.column, found.end_column))
    return [m for m in every if not any(s < m.end and e > m.start for s, e in spans.get(places[m], ()))]


def test_every_transposition_is_found_in_its_word():
    every = mutants(transposed)
    assert len(every) > 1000
    alive = survivors(every)
    assert not alive, "\n".join(f"{one.word}: {one.lines[one.row]}" for one in alive)


def test_the_same_blocks_unchanged_have_no_errors_there():
    every = mutants(lambda name: [name])
    assert survivors(every) == every


@pytest.mark.parametrize("name, others", [("get", ["egt", "gte"]), ("--all", ["--lal"]), ("ls", ["sl"]), ("aa", [])])
def test_what_a_transposition_is(name, others):
    assert list(transposed(name)) == others
