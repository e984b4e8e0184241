"""Commands in, the programs they call out: behind `sudo`, `xargs`, `sh -c` and their like too."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

import yaml

from blockcheck.command import specs
from blockcheck.page import Page
from blockcheck.text import shell
from blockcheck.text.placeholders import UNKNOWN
from blockcheck.text.session import Script
from blockcheck.text.shell import Command, Word

ASSIGNMENT = re.compile(r"[A-Za-z_]\w*\+?=")
DEFINED = re.compile(r"(?:\bfunction\s+([\w-]+)|\balias\s+([\w-]+)=|(?:^|[;\s])([\w-]+)\s*\(\)\s*\{)")
SYSTEM = re.compile(r"^([\w.-]+):", re.MULTILINE)


class Wrapper(NamedTuple):
    """A program whose arguments are another command.

    `valued`: its short options that take a value; `before`: how many words of its own precede the command;
    `script`: the option behind which a script follows as one word.
    """

    valued: str = ""
    before: int = 0
    script: str = ""


WRAPPERS = {
    "sudo": Wrapper("ugpCcDhrtTUR"),
    "env": Wrapper("uCS"),
    "time": Wrapper("of"),
    "nohup": Wrapper(),
    "nice": Wrapper("n"),
    "stdbuf": Wrapper("ioe"),
    "setsid": Wrapper(),
    "timeout": Wrapper("ks", before=1),
    "watch": Wrapper("nqs", script="*"),
    "xargs": Wrapper("adEIiLnPs"),
    "chroot": Wrapper(before=1),
    "exec": Wrapper("a"),
    "command": Wrapper(),
    "sh": Wrapper("oO", script="c"),
    "bash": Wrapper("oO", script="c"),
    "su": Wrapper("gGsw", script="c"),
    "eval": Wrapper(script="*"),
    "ssh": Wrapper("BbcDEeFIiJLlmOopQRSWw", before=1, script="*"),
}
CONTAINERS = frozenset({"crictl", "docker", "nerdctl", "podman"})
INSPECTS = {"command": ("-v", "-V"), "sudo": ("-l", "-v", "-k", "-K", "-e", "--list", "-i", "-s")}


@cache
def known() -> frozenset[str]:
    """Every program that a command may call: those listed, and those of which options or a command tree are recorded."""
    listed = yaml.load((specs.FOLDER / "programs.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    system = SYSTEM.findall((specs.FOLDER / "system.yml").read_text(encoding="utf-8"))
    return frozenset(name for group in listed.values() for name in group) | specs.files().keys() | set(system)


def defined_on(page: Page) -> set[str]:
    """The functions and aliases that a page's own scripts define."""
    text = "\n".join(line.text for _, script in page.scripts for line in script)
    return {name for match in DEFINED.finditer(text) for name in match.groups() if name}


def name(word: Word) -> str | None:
    """The program a word names; None for a path, an expansion or a placeholder, where nothing can be said."""
    value = word.value
    if not value or UNKNOWN in value or "/" in value or word.many:
        return None
    return value


def called(commands: Iterable[Command], script: Script) -> Iterator[Word]:
    """The word of every program that is called, also by another program."""
    for command, _ in calls(commands, script):
        yield command.words[0]


def calls(commands: Iterable[Command], script: Script) -> Iterator[tuple[Command, Script]]:
    """Every command with the script it stands in, wrappers followed by what they wrap."""
    for command in commands:
        yield command, script
        yield from _wrapped(command, script, 0)


def _wrapped(command: Command, script: Script, depth: int) -> Iterator[tuple[Command, Script]]:
    base = command.words[0].value.rsplit("/", 1)[-1]
    wrapper = WRAPPERS.get(base)
    if base in CONTAINERS:  # `docker exec -it web ls`: what follows the container is a command
        at = next((n for n, word in enumerate(command.words) if word.value == "exec"), None)
        rest = _rest(command.words[at:], Wrapper("euw", before=1)) if at else ()
        for inner in [Command(rest, output=command.output)] if rest else []:
            yield inner, script
            yield from _wrapped(inner, script, depth + 1)
        return
    if wrapper is None or depth > 20 or any(word.value in INSPECTS.get(base, ()) for word in command.words[1:2]):
        return
    inside = _script_word(command, wrapper) if wrapper.script else None
    if inside is not None:
        inner = shell.inner_script(inside, script)
        found = [(inner_command, inner) for inner_command in shell.commands(inner)]
    elif wrapper.script == "c":
        return
    else:
        rest = _rest(command.words, wrapper)
        if rest and base == "xargs" and not any(re.match(r"-[Ii]|--replace", word.value) for word in command.words):
            rest = (*rest, Word("", UNKNOWN, rest[-1].span, many=True))
        found = [(Command(rest, output=command.output), script)] if rest else []
    for inner_command, inner in found:
        yield inner_command, inner
        yield from _wrapped(inner_command, inner, depth + 1)


def _script_word(command: Command, wrapper: Wrapper) -> Word | None:
    """The quoted word that is a script, if there is one."""
    if wrapper.script == "*":
        rest = _rest(command.words, wrapper)
        return rest[0] if len(rest) == 1 and rest[0].quoted and re.search(r"\s", rest[0].value) else None
    for word, following in zip(command.words[1:], command.words[2:], strict=False):
        if re.fullmatch(r"-[a-z]*c", word.value):
            return following
        if not word.value.startswith("-") and command.words[0].value != "su":
            return None
    return None


def _rest(words: tuple[Word, ...], wrapper: Wrapper) -> tuple[Word, ...]:
    """The words after a wrapper's own options, assignments and arguments."""
    at, before = 1, wrapper.before
    while at < len(words):
        value = words[at].value
        if value == "--":
            at += 1
            break
        if value.startswith("-") and len(value) > 1:
            takes_value = not value.startswith("--") and len(value) == 2 and value[1] in wrapper.valued
            at += 2 if takes_value else 1
        elif ASSIGNMENT.match(value):
            at += 1
        elif before:
            before -= 1
            at += 1
        else:
            break
    return words[at:] if not (at < len(words) and words[at].many) else ()
