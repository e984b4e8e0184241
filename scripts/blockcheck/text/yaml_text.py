"""YAML text in, its first syntax error out; never recurses, never builds a value."""

import yaml

Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
DEEPEST = 100  # levels; no manifest comes near, and deeper input is an attack on the parser


def error(text: str) -> tuple[int, int, str] | None:
    """Row and column (from 0) and words of the first error; None if the text is YAML."""
    depth = 0
    try:
        for event in yaml.parse(text, Loader=Loader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                return event.start_mark.line, event.start_mark.column, f"nested deeper than {DEEPEST} levels"
    except yaml.reader.ReaderError as bad:
        before = text[: bad.position]
        return before.count("\n"), len(before) - before.rfind("\n") - 1, "a character that YAML does not allow"
    except yaml.MarkedYAMLError as bad:
        mark = bad.problem_mark or bad.context_mark
        words = "; ".join(words for words in (bad.context, bad.problem) if words)
        return (mark.line, mark.column, words) if mark else (0, 0, words)
    return None
