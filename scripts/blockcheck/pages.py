"""Rules in, Markdown pages out: made when the site is built, never committed."""

import inspect
from types import ModuleType

from blockcheck import rules

FOLDER = "contributing/rules"
BOOST = 0.35  # who searches wants the notes first


def generated() -> dict[str, str]:
    """Path below `docs` -> Markdown, for every page that is made and not written."""
    every = rules.every()
    pages = {f"{FOLDER}/{name}.md": _rule_page(name, rule) for name, rule in every.items()}
    return {f"{FOLDER}/index.md": _index(every)} | pages


def explain(name: str, rule: ModuleType) -> str:
    """A rule's page as it is read in a terminal."""
    title, body = _parts(rule)
    return f"{name} ({rules.severity(rule)}): {title}\n\n{body}\n"


def _rule_page(name: str, rule: ModuleType) -> str:
    title, body = _parts(rule)
    stops = "stops the build" if rules.severity(rule) == "error" else "is an advice and stops nothing"
    body = body.replace("\nBad:\n", "\n## Bad\n").replace("\nGood:\n", "\n## Good\n")
    exception = f"Where it has to stand: `<!-- allow {name}: the reason -->` before the block."
    front = _front(name, f"{title}: what the rule {name} finds, why, and what to write.")
    return f"{front}\n# {name}\n\n{title}. It {stops}.\n\n{body}\n\n{exception}\n"


def _index(every: dict[str, ModuleType]) -> str:
    rows = [f"| [{name}]({name}.md) | {_parts(rule)[0]} | {rules.severity(rule)} |" for name, rule in every.items()]
    front = _front("Rules", "Every rule of the checker that runs before the notes are built, with what it finds.")
    head = "# Rules of the checker\n\nAn error stops the build; an advice does not."
    return "\n".join([front, head, "", "| Rule | Finds | Severity |", "|---|---|---|", *rows, ""])


def _front(title: str, description: str) -> str:
    quoted = description.replace('"', "'")
    return f'---\ntitle: {title}\ndescription: "{quoted}"\ncompetencies: []\naliases: []\nsearch: {{boost: {BOOST}}}\n---\n'


def _parts(rule: ModuleType) -> tuple[str, str]:
    """The title and the rest of a rule's docstring."""
    title, _, body = inspect.cleandoc(rule.__doc__ or "").partition("\n")
    return title, body.strip()
