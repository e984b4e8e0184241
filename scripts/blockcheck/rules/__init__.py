"""Every rule, found in this folder: one file, one rule.

A rule's name is its file's with dashes: the bad pattern it finds. Its docstring says why, and is its page on the site:
a first line that is the title, prose, then examples below `Bad:` and `Good:`. `check(page)` yields the problems;
`SEVERITY = "advice"` makes it advise instead of stop.
"""

import importlib
import pkgutil
from functools import cache
from types import ModuleType


@cache
def every() -> dict[str, ModuleType]:
    """Rule name -> module, sorted by name."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return {name.replace("_", "-"): importlib.import_module(f"{__name__}.{name}") for name in names}


@cache
def ordinary() -> dict[str, ModuleType]:
    """The rules that look at a page."""
    return {name: rule for name, rule in every().items() if hasattr(rule, "check")}


@cache
def about_markers() -> dict[str, ModuleType]:
    """The rules that look at `allow` comments, once it is known which of them allowed something."""
    return {name: rule for name, rule in every().items() if hasattr(rule, "check_markers")}


def severity(rule: ModuleType) -> str:
    """`error` or `advice`."""
    return getattr(rule, "SEVERITY", "error")
