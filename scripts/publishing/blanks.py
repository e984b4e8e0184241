"""A finished page in, the same with one blank where a browser shows one: templates leave hundreds."""

import re

KEPT = re.compile(r"(<(pre|script|style|textarea)\b.*?</\2>)", re.DOTALL)
BLANKS = re.compile(r"\s+")


def without_blanks(html: str) -> str:
    """Every run of blanks and line ends outside of code, scripts and styles becomes one: a line end where it held one."""
    return "".join(
        part if at % 3 == 1 else BLANKS.sub(lambda run: "\n" if "\n" in run[0] else " ", part)
        for at, part in enumerate(KEPT.split(html))
        if at % 3 != 2  # the name of the element
    )
