"""Text in, its `<placeholders>` out: what a reader replaces with a name of their own."""

import re

UNKNOWN = "\0"
"""Stands in a word's value for text that is only known when the command runs."""

HIDDEN = "\ue000"
"""Stands in YAML, which knows no NUL, for the same."""

# `<like-this>`, and the shortcodes of Hugo, which other projects' pages hold where a value is filled in.
KEBAB = re.compile(r"<[a-z0-9]+(?:-[a-z0-9]+)*>")
PLACEHOLDER = re.compile(
    r"\{\{[<%][^{}\n]{1,80}[>%]\}\}|(?<![<$])<(?=[A-Za-z])(?:[A-Za-z0-9](?:[A-Za-z0-9 _./:|-]{0,58}[A-Za-z0-9/])?)>(?!>)"
)


def mask(text: str, fill: str) -> str:
    """The text with each placeholder overwritten by `fill`, so that every other character keeps its place."""
    return PLACEHOLDER.sub(lambda match: fill * len(match[0]), text) if ">" in text else text
