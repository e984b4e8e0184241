"""The notes in, the pages about their commands, options and paths out: Markdown, made anew in each build."""

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from blockcheck.command import specs
from blockcheck.explain import anchors, meanings, paths, uses
from blockcheck.explain.meanings import Key
from blockcheck.explain.uses import Use
from blockcheck.page import Page

FOLDER = "reference/commands"
SYSTEM = "system"
MOST_NODES = 1600  # estimated, of one page's text; more would cost more than a first view may
PER_HEADING, PER_LINK, PER_ROW = 9, 4, 6
NOT_SEARCHED = "exclude: true"  # it lists what is found better elsewhere
FRONT = '---\ntitle: "{}"\ndescription: "{}"\ncompetencies: []\naliases: []\nsearch: {{{}}}\nscripts: [filter]\n---\n'


class Part(NamedTuple):
    """What cannot be divided between two pages: its heading's text, its Markdown, how many DOM nodes it makes about."""

    name: str
    markdown: str
    nodes: int


def generated(notes: Mapping[str, Page]) -> dict[str, str]:
    """Path below `docs` -> Markdown: an index, a page or more for each program, one for options, one for paths."""
    found = uses.every(notes)
    titles = {path: str(page.front.fields.get("title", path)) for path, page in notes.items()}
    programs: dict[str, list[str]] = {}
    for command in sorted(found):
        program = command.split(" ")[0]
        programs.setdefault(program if program in specs.files() else SYSTEM, []).append(command)
    pages: dict[str, str] = {}
    homes: dict[str, str] = {}  # command -> page
    for program, commands in sorted(programs.items(), key=lambda pair: (pair[0] == SYSTEM, pair[0])):
        parts = [_command(command, found[command], titles) for command in commands]
        groups = {
            f"{FOLDER}/{program}{'' if number == 1 else f'-{number}'}.md": group
            for number, group in enumerate(_groups(parts), 1)
        }
        mine = {part.name: path for path, group in groups.items() for part in group}
        homes |= mine
        pages |= {path: _page(program, group, mine) for path, group in groups.items()}
    options = _options(found, homes)
    return {f"{FOLDER}/index.md": _index(pages, options)} | pages | options | {PATHS: _paths(notes, titles)}


PATHS = f"{FOLDER}/paths.md"


def slug(command: str) -> str:
    """The id of a command's heading: `kubectl-rollout-undo`."""
    return re.sub(r"[^\w-]+", "-", command.strip().lower()).strip("-")


def _groups(parts: Iterable[Part]) -> Iterator[list[Part]]:
    group: list[Part] = []
    for part in parts:
        if group and sum(one.nodes for one in group) + part.nodes > MOST_NODES:
            yield group
            group = []
        group.append(part)
    if group:
        yield group


def _page(program: str, group: list[Part], homes: Mapping[str, str]) -> str:
    """A page of a program's commands; `homes` gives each of them its page, so that one reader's filter finds all."""
    first, last = group[0].name, group[-1].name
    whole = len(group) == len(homes)
    what = "System programs" if program == SYSTEM else program
    title = f"{what} commands" if program != SYSTEM else what
    title += "" if whole or len(group) == 1 else f", {_short(first, program)} to {_short(last, program)}"
    does = meanings.of(Key(program))
    lead = f"`{program}` {does}. " if does else ""
    front = FRONT.format(
        title, f"{title} on this site: what each does, its options, and every block that uses it.", "boost: 0.5"
    )
    here = {part.name for part in group}
    others = [f"- {_to(name, path)}" for name, path in homes.items() if name not in here]
    more = (
        ["\n".join([f"## More {what} commands {{ #more }}", "", "<!-- search: off -->", "", *others])] if others else []
    )
    return "\n\n".join([front, f"# {title}", lead + MADE, FILTER, *(part.markdown for part in group), *more]) + "\n"


CODE = re.compile(r"(`+[^`]*`+)")
FILTER = (
    '<p class="filter"><label>Filter <input type="search" autocomplete="off" autocapitalize="off" spellcheck="false"></label>'
    ' <span role="status"></span></p>\n'
)
MADE = "Each link leads to the block where the command stands."


def _short(command: str, program: str) -> str:
    return command.removeprefix(f"{program} ")


def _command(command: str, found: list[Use], titles: Mapping[str, str]) -> Part:
    """A heading, what the command does, its options, its uses: those that teach in full, those of exam tasks as links."""
    lines = [f"## {command} {{ #{slug(command)} }}", ""]
    does = meanings.of(Key(command))
    lines += [_sentence(does), ""] if does else []
    options = [option for use in found for option in use.options]
    rows = [f"| `{option}` | {_sentence(meanings.of(Key(command, option)))} |" for option in sorted(set(options))]
    lines += ["| Option | What it does |", "|---|---|", *rows, ""] if rows else []
    teaching = [use for use in found if not use.task]
    lines += ["<!-- search: off -->", ""]
    lines += [f"- {_link(use)}: {_code(use.typed)}, {_text(titles[use.page])}" for use in teaching]
    tasks = {(use.page, use.anchor): f"[{_text(titles[use.page])}]({_place(use)})" for use in found if use.task}
    if tasks:
        lines += ["", f"In exam tasks: {', '.join(tasks.values())}."]
    nodes = PER_HEADING + PER_ROW * len(rows) + PER_LINK * len(teaching) + len(tasks)
    return Part(command, "\n".join(lines), nodes)


def _options(found: dict[str, list[Use]], homes: Mapping[str, str]) -> dict[str, str]:
    """One page or more with every option in the alphabet's order, and the commands it is used with."""
    where: dict[tuple[str, str, str], dict[str, None]] = {}
    for command, every in found.items():
        for option in {option for use in every for option in use.options}:
            program = command.split(" ")[0]
            where.setdefault((option, program, meanings.of(Key(command, option)) or ""), {})[command] = None
    rows = []
    for (option, _, does), commands in sorted(where.items(), key=lambda item: (item[0][0].strip("-").lower(), item[0])):
        links = ", ".join(_to(name, homes[name]) for name in commands)
        text = f"| `{option}` | {_sentence(does)} | {links} |"
        rows.append(Part(option, text, PER_ROW + len(commands)))
    pages = {}
    groups = list(_groups(rows))
    for number, group in enumerate(groups, 1):
        title = "Every option" + ("" if len(groups) == 1 else f", {group[0].name} to {group[-1].name}")
        front = FRONT.format(
            title,
            "Every option of a command on this site: what it does, and the commands it is used with.",
            NOT_SEARCHED,
        )
        table = ["| Option | What it does | Used with |", "|---|---|---|", *(part.markdown for part in group)]
        path = f"{FOLDER}/options{'' if number == 1 else f'-{number}'}.md"
        pages[path] = "\n".join([front, f"# {title}", "", FILTER, *table, ""])
    return pages


def _paths(notes: Mapping[str, Page], titles: Mapping[str, str]) -> str:
    """Every path and port with the pages that name it, each by the block or the page."""
    title = "Every path, file and port"
    front = FRONT.format(
        title,
        "Every path, file and port on this site, and where it is used; the most important have a page.",
        NOT_SEARCHED,
    )
    lines = [
        front,
        f"# {title}",
        "",
        "What the important ones are for: [Paths and ports](../paths-ports.md).",
        "",
        FILTER,
    ]
    for kind, found in (("Paths and files", paths.paths(notes)), ("Ports", paths.ports(notes))):
        lines += [f"## {kind}", "", f"| {kind.split(' ')[0].removesuffix('s')} | Where |", "|---|---|"]
        for name, places in found.items():
            links = ", ".join(
                f"[{_text(titles[page])}]({_up(page)}{anchor and '#' + anchor})" for page, anchor in places
            )
            lines.append(f"| `{name}` | {links} |")
        lines.append("")
    return "\n".join(lines)


def _index(pages: Mapping[str, str], options: Mapping[str, str]) -> str:
    title = "Every command on this site"
    what = "Every command, option, path and port on this site, with what it does and a link to each block that uses it."
    lines = [FRONT.format(title, what, "boost: 0.4"), f"# {title}", "", MADE, "", FILTER, "## Commands", ""]
    for path, text in pages.items():
        names = re.findall(r"^## (.*?) \{ #(.*?) \}$", text, re.MULTILINE)
        links = ", ".join(f"[{name}]({Path(path).name}#{anchor})" for name, anchor in names)
        lines.append(f"- [**{_title(text)}**]({Path(path).name}): {links}")
    lines += ["", "## Options, paths, ports", ""]
    lines += [f"- [{_title(text)}]({Path(path).name})" for path, text in options.items()]
    lines += [f"- [Every path, file and port]({Path(PATHS).name})", ""]
    return "\n".join(lines)


def _to(command: str, path: str) -> str:
    """A link from a page of commands to a command's heading."""
    return f"[{command}]({Path(path).name}#{slug(command)})"


def _title(page: str) -> str:
    return re.search(r"^# (.*)$", page, re.MULTILINE)[1]


def _link(use: Use) -> str:
    purpose = anchors.unlinked(use.purpose).rstrip(":").strip()
    return f"[{_harmless(purpose.replace('[', '').replace(']', ''))}]({_place(use)})"


def _harmless(markdown: str) -> str:
    """Markdown whose HTML, outside of code, is text."""
    return "".join(part if part.startswith("`") else html.escape(part, quote=False) for part in CODE.split(markdown))


def _place(use: Use) -> str:
    return f"{_up(use.page)}#{use.anchor}"


def _up(page: str) -> str:
    return f"../../{page}"


def _sentence(text: str | None) -> str:
    return _text(text[:1].upper() + text[1:]) + "." if text else ""


def _code(text: str) -> str:
    """Inline code that may hold backticks."""
    fence = "``" if "`" in text else "`"
    pad = " " if "`" in text else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _text(text: str) -> str:
    """Plain text as Markdown in which nothing is markup."""
    return re.sub(r"([\\`*_\[\]])", r"\\\1", html.escape(text, quote=False)).replace("|", "&#124;")
