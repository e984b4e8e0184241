"""The paragraph before a verify block in, the lines that the block must print out."""

import re

VERIFY = re.compile(r"Verify\b")
MUST = re.compile(r"\bmust print\b")
TOKEN = re.compile(r"(?P<ticks>`+)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)|(?P<end>[(:])")
NEXT = r"(?:, | and |,? (?:and )?then |, the \w+ )"  # as in "`a`, then `b`" and "`a`, the second `b`"
LIST = re.compile(rf" *`[^`]+`(?:{NEXT}`[^`]+`)* *(?:[(:]|$)")


def is_verify(paragraph: str) -> bool:
    """Whether a paragraph says that the block below it proves the task."""
    return bool(VERIFY.match(paragraph))


def expected(paragraph: str) -> tuple[str, ...]:
    """The code behind "must print", one line each, up to a colon or a bracket; nothing if only the status counts."""
    must = MUST.search(paragraph) if is_verify(paragraph) else None
    found: list[str] = []
    for token in TOKEN.finditer(paragraph, must.end()) if must else ():
        if token["end"]:
            break
        found.append(token["code"].strip())
    return tuple(found)


def is_clear(paragraph: str) -> bool:
    """Whether "must print" is followed by the lines themselves: `3`, or `a`, then `b`."""
    must = MUST.search(paragraph)
    return not must or bool(LIST.match(paragraph, must.end()))
