"""A page in, what its cards say out: for each block the places of its words, as the reader's script reads them."""

import json

from blockcheck.explain import anchors, meanings, words
from blockcheck.explain.meanings import Key
from blockcheck.explain.words import Explained
from blockcheck.page import Page

PLACE = "words.json"  # beside the page


def of(page: Page) -> str:
    """JSON: `says`, a list of `[name, sentence]`; `blocks`, by id a list of `[first character, length, indices in says]`;
    `lines`, by id the first line of a block in the page's source.

    Characters are counted in the block's text as it is shown. Empty where the page has no word to explain.
    """
    ids = anchors.of(page)
    says: dict[tuple[str, str], int] = {}
    blocks: dict[str, list[list]] = {}
    for word in words.of(page):
        known = [(_name(key), text) for key in word.keys if (text := meanings.of(key))]
        if known and word.block.header.line in ids:
            at = [says.setdefault(pair, len(says)) for pair in known]
            place = [_offset(word), word.span.end_column - word.span.column, at]
            blocks.setdefault(ids[word.block.header.line], []).append(place)
    lines = {anchor: line for line, anchor in ids.items() if anchor in blocks}
    said = {"says": list(says), "blocks": blocks, "lines": lines}
    return json.dumps(said, separators=(",", ":")) if says else ""


def _name(key: Key) -> str:
    if key.command == meanings.RESOURCES:
        return key.option
    return f"{key.command} {key.entry}" if key.option else key.command


def _offset(word: Explained) -> int:
    """Where a word begins in its block's text."""
    before = 0
    for line in word.block.lines:
        if line.number == word.span.line:
            return before + word.span.column - line.column
        before += len(line.text) + 1
    raise ValueError(f"line {word.span.line} is not in the block that begins at {word.block.header.line}")
