"""The notes in, every use of every command on them out: what the generated pages about commands are made of."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from blockcheck.explain import anchors, words
from blockcheck.page import Page
from blockcheck.proof.places import places
from blockcheck.text.shell import Word

WRAPPERS = {"sudo"}  # says nothing of what is done, where there is something else
LONGEST = 160  # characters of a call that is shown; scripts in quotes are longer


class Use(NamedTuple):
    """One call of a command in a block: the page by its path below `docs`, the block's id, what the block is for
    (Markdown), the call as it is typed, in one line, the options in it, and whether it belongs to an exam task."""

    command: str
    page: str
    anchor: str
    purpose: str
    typed: str
    options: tuple[str, ...]
    task: bool


def every(notes: Mapping[str, Page]) -> dict[str, list[Use]]:
    """Command (`kubectl rollout undo`) -> its uses, in the pages' order."""
    found: dict[str, list[Use]] = {}
    for path, page in notes.items():
        for use in of(path, page):
            found.setdefault(use.command, []).append(use)
    return found


def of(path: str, page: Page) -> Iterator[Use]:
    """The uses on one page, in its order."""
    ids, calls = anchors.of(page), words.calls(page)
    told = {call.block.header.line for call in calls if call.command not in WRAPPERS}
    for call in calls:
        line = call.block.header.line
        if line in ids and not (call.command in WRAPPERS and line in told):
            task = places(page).of[line].task is not None
            options = dict.fromkeys(key.option for _, key in call.known if key.option.startswith("-") and not key.value)
            typed = _typed(page, call.words)
            yield Use(call.command, path, ids[line], anchors.purpose(page, line), typed, tuple(options), task)


def _typed(page: Page, typed: tuple[Word, ...]) -> str:
    """The text from the first word to the last, in one line, without what continues lines."""
    first, last = typed[0].span, max((word.span for word in typed), key=lambda span: span[2:])
    lines = page.lines[first.line - 1 : last.end_line]
    lines[-1] = lines[-1][: last.end_column - 1]
    lines[0] = lines[0][first.column - 1 :]
    text = " ".join(line.strip().removesuffix("\\").strip() for line in lines)
    return text if len(text) <= LONGEST else text[: LONGEST - 2].rstrip() + " …"
