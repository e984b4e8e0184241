"""Style sheets in, the same without rules for what the site never shows out."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import tinycss2
from tinycss2.ast import AtRule, Node, QualifiedRule

WORD = re.compile(r"[\w-]+")
NAME = re.compile(r"[.#]((?:[\w-]|\\.)+)")
UNDECIDED = re.compile(r":(?:not|is|where|has)\([^)]*\)")  # may hold although a name in it is unknown
ATTRIBUTE = re.compile(r"\[[^\]]*\]")
COLOUR = re.compile(r"\[data-md-color-[a-z]+=\"?([\w-]+)\"?\]")  # Material brings some twenty, a site shows a few
NESTING = {"media", "supports", "layer"}
READ = (".html", ".js", ".mjs")


def lighten(site: Path) -> None:
    """Rewrite each style sheet of a site: a selector stays if each class, id and colour in it is a word of some page or script."""
    words = {
        word
        for path in site.rglob("*")
        if path.suffix in READ
        for word in WORD.findall(path.read_text(encoding="utf-8"))
    }
    for sheet in site.rglob("*.css"):
        sheet.write_text(lightened(sheet.read_text(encoding="utf-8"), words), encoding="utf-8")


def lightened(css: str, words: set[str]) -> str:
    return "".join(_rules(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True), words))


def _rules(rules: Iterable[Node], words: set[str]) -> Iterator[str]:
    for rule in rules:
        if isinstance(rule, QualifiedRule):
            kept = [one for one in _selectors(tinycss2.serialize(rule.prelude)) if _used(one, words)]
            if kept:
                yield f"{','.join(kept)}{{{tinycss2.serialize(rule.content).strip()}}}"
        elif isinstance(rule, AtRule) and rule.content is not None and rule.lower_at_keyword in NESTING:
            inner = "".join(
                _rules(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True), words)
            )
            if inner:
                yield f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inner}}}"
        else:
            yield tinycss2.serialize([rule])


def _selectors(prelude: str) -> list[str]:
    """The selectors of a list; commas in brackets do not part them."""
    found, depth = [""], 0
    for letter in prelude:
        depth += (letter in "([") - (letter in ")]")
        if letter == "," and not depth:
            found.append("")
        else:
            found[-1] += letter
    return [one.strip() for one in found]


def _used(selector: str, words: set[str]) -> bool:
    decided = UNDECIDED.sub("", selector)
    names = NAME.findall(ATTRIBUTE.sub("", decided)) + COLOUR.findall(decided)
    return all(name.replace("\\", "") in words for name in names)
