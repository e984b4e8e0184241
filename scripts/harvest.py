"""A real program's `--help` tree in, `scripts/specs/<program>-<version>.json` out.

The program is only ever asked for `--help` and for its version, in an empty home:
nothing is executed, no network is needed. Each flag is probed beside `--help`: pflag
answers `--flag=__bad__` with the type it wanted, and a bare `--flag` with "flag needs
an argument". Go's own flag package (urfave/cli, etcd) answers only the former.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

SPECS = Path(__file__).resolve().parent / "specs"
TIMEOUT = 20.0
BAD = "__bad__"

HEADING = re.compile(r"(\w[\w ()/-]*):(.*)")
ENTRY = re.compile(r" {1,6}([a-z][\w.-]*)((?:, [\w.-]+)*)(?:\s.*)?")
FLAG = re.compile(r" {1,10}(-{1,2}\w.*)")
NAME = re.compile(r"(?:^|, )(-{1,2}\w[\w.-]*)")
VERSION = re.compile(r"\bv?\d+\.\d+\.\d+(?:-[\w.]+)?")
# What the libraries say of a value they cannot read, and the type that names.
COMPLAINTS = {
    "bool": re.compile(r"ParseBool|invalid boolean value"),
    "int": re.compile(r"ParseInt|Atoi"),
    "uint": re.compile(r"ParseUint"),
    "float": re.compile(r"ParseFloat"),
    "duration": re.compile(r"invalid duration"),
}
# Types a pflag program names itself; any other word in their place needs a probe.
NAMED = {"string", "strings", "stringArray", "int", "int32", "int64", "uint", "uint32"}
NAMED |= {"float32", "float64", "duration", "count"}
HELP = {"short": "-h", "type": "bool", "value": "none"}

Words = tuple[str, ...]
Part = tuple[str, list[str]]
Spec = dict[str, Any]


class Failure(Exception):
    """One clear line for the person at the terminal."""


class Hint(NamedTuple):
    """A flag as its line in the help shows it."""

    name: str
    short: str
    type: str  # "" where the line does not name it


class Page(NamedTuple):
    """What one command's help says."""

    text: str
    usage: str
    aliases: list[str]
    children: dict[str, list[str]]  # the next word -> its aliases
    own: list[Hint]
    inherited: list[Hint]


class Program(NamedTuple):
    """A binary that may be asked things, in an empty home."""

    name: str
    binary: str
    home: str

    def ask(self, *words: str) -> tuple[str, str]:
        """What it prints when called with these words: its output, its errors."""
        env = {key: os.environ[key] for key in ("SYSTEMROOT", "TEMP", "TMP") if key in os.environ}
        env |= {"HOME": self.home, "USERPROFILE": self.home, "PATH": self.home}
        env["GOGC"] = "off"  # a Go program that lives a moment starts faster so
        try:
            run = subprocess.run(
                [self.name, *words], executable=self.binary, env=env, cwd=self.home,
                stdin=subprocess.DEVNULL, capture_output=True, timeout=TIMEOUT,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            said = " ".join([self.binary, *words])
            raise Failure(f"{said}: no answer in {TIMEOUT:g} s; is it {self.name}?") from None
        except OSError as error:
            raise Failure(f"{self.binary}: {error.strerror}; give the path of a {self.name} that runs") from None
        return run.stdout.decode(errors="replace"), run.stderr.decode(errors="replace")


# Reading a help page.


def sections(text: str) -> Iterator[Part]:
    """The parts of a help page: their headings in lower case, and their lines."""
    title, lines = "", list[str]()
    for line in text.splitlines():
        found = HEADING.fullmatch(line)
        if found and (not found[2].strip() or found[1].lower() in ("usage", "aliases")):
            yield title, lines
            title, lines = found[1].lower(), [f"  {found[2].strip()}"]
        else:
            lines.append(line)
    yield title, lines


def hints(line: str) -> list[Hint]:
    """A line of a list of flags -> one hint for each long name, or for a short one alone."""
    found = FLAG.fullmatch(line)
    if not found:
        return []
    cell = re.split(r"\t| {2,}| \[ -", found[1])[0].rstrip(":")
    names = NAME.findall(cell)
    kind = "strings" if " [ -" in found[1] else named_type(cell.rpartition(names[-1])[2])
    longs = [name for name in names if name.startswith("--")]
    shorts = [name for name in names if not name.startswith("--")]
    short = shorts.pop(0) if longs and shorts else ""
    return [Hint(name, short, kind) for name in longs] + [Hint(name, "", kind) for name in shorts]


def named_type(rest: str) -> str:
    """What follows a flag's name (` string`, `=''`, `[=false]`) -> its type, as far as told."""
    if word := re.match(r" ([A-Za-z][\w.:/-]*)", rest):
        return "string" if word[1] == "value" else word[1]
    if re.match(r"=?[= ]['\"]", rest):
        return "string"
    return "strings" if rest.startswith("=[") else ""


def children(parts: list[Part]) -> dict[str, list[str]]:
    """The commands a page lists -> their aliases. (etcdctl's root lists whole paths.)"""
    lines = [line for title, lines in parts if re.search(r"\bcommands\b", title) for line in lines]
    found = [entry for line in lines if (entry := ENTRY.fullmatch(line))]
    return {entry[1]: re.findall(r"[\w.-]+", entry[2]) for entry in found}


def read(name: str, path: Words, text: str) -> Page:
    """A help page's text -> its parts."""
    parts = list(sections(text))
    # A plain list of flags (etcd) has headings of its own, none of which says "flags".
    listed = [part for part in parts if re.search(r"flags|options", part[0])] or parts[1:]
    own, inherited = list[Hint](), list[Hint]()
    for title, lines in listed:
        found = [hint for line in lines for hint in hints(line)]
        if (path and "global" in title) or "any command" in title:
            inherited += found
        if not path or "global" not in title:
            own += found
    usage = [line.strip() for title, lines in parts if title == "usage" for line in lines]
    usage = [line for line in usage if re.match(rf"{re.escape(name)}\b", line)]
    below = {} if path[-1:] == ("help",) else children(parts)
    if path:
        below.pop("help", None)
    else:  # etcd shows some of its flags and commands as usage lines only
        extra = [line for line in usage if re.fullmatch(rf"{re.escape(name)} (-h \| )?[a-z-]+", line)]
        usage = [line for line in usage if line not in extra]
        own += [hint for line in extra if "|" not in line for hint in hints(line.removeprefix(name))]
        below |= {line.split()[1]: [] for line in extra if " -" not in line}
    return Page(text, grammar(usage) or " ".join([name, *path]), aliases(parts), below, own, inherited)


def grammar(usage: list[str]) -> str:
    """The usage lines, without the words that only say that flags may follow."""
    bare = [re.sub(r"( \[(options|flags)\])+$", "", line) for line in usage]
    return "\n".join(dict.fromkeys(bare))


def aliases(parts: list[Part]) -> list[str]:
    """The other names a page gives its own command, after the name itself."""
    lines = [line for title, lines in parts if title == "aliases" for line in lines]
    return re.findall(r"[\w.-]+", " ".join(lines))[1:]


# Asking the program.


def page(program: Program, path: Words) -> Page:
    """The help of one command; the root's takes in what `PROGRAM options` prints."""
    out, err = program.ask(*path, "--help")
    if path or f'"{program.name} options"' not in out:
        return read(program.name, path, f"{out}\n{err}")._replace(text=out or err)
    one = read(program.name, path, f"{out}\n{program.ask('options')[0]}")
    unlisted: dict[str, list[str]] = {"help": [], "options": []}  # kubectl has them, and does not list them
    return one._replace(text=out, children=one.children | unlisted)


def walk(program: Program, pool: ThreadPoolExecutor) -> dict[Words, Page]:
    """The pages of all commands that help leads to."""
    tree: dict[Words, Page] = {}
    todo: list[Words] = [()]
    while todo:
        found = dict(zip(todo, pool.map(lambda path: page(program, path), todo), strict=True))
        for path, one in found.items():  # no help of its own: the parent answers in its place
            if path and one.text == tree[path[:-1]].text:
                found[path] = read(program.name, path, "")
        tree |= found
        todo = [(*path, word) for path, one in found.items() for word in one.children]
    return tree


def library(program: Program, path: Words) -> str:
    """Who reads the flags: "pflag", "urfave", or "plain" (help wins over all that follows)."""
    said = "".join(program.ask(*path, "--help", "--no-such-flag"))
    if "unknown flag: --no-such-flag" in said:
        return "pflag"
    return "urfave" if "provided but not defined" in said else "plain"


def complaint(program: Program, path: Words, reader: str, name: str, value: str) -> str:
    """What the program says against this value of the flag, or ""."""
    flag = f"{name}={value}"
    words = (flag, "--help") if reader == "plain" else ("--help", flag)
    said = "\n".join(program.ask(*path, *words)).replace('\\"', '"').splitlines()
    return next((line for line in said if f'"{value}" for ' in line), "")


def probed_type(program: Program, path: Words, reader: str, hint: Hint) -> str:
    """The type a flag wants, by what it says against values of other types."""
    said = complaint(program, path, reader, hint.name, BAD)
    for kind, pattern in COMPLAINTS.items():
        if pattern.search(said):
            return kind
    if "parse error" not in said:
        return hint.type if (reader == "pflag" and hint.type) or hint.type == "strings" else "string"
    for kind, value in (("bool", "true"), ("duration", "1s"), ("float", "0.5")):
        if not complaint(program, path, reader, hint.name, value):
            return kind
    return "int"


def fact(program: Program, path: Words, reader: str, hint: Hint) -> Spec:
    """One flag's entry in the spec."""
    told = reader == "pflag" and hint.type in NAMED
    kind = hint.type if told else probed_type(program, path, reader, hint)
    value = "none" if kind == "bool" else "required"
    if reader == "pflag" and value == "required":
        out, err = program.ask(*path, "--help", hint.name)
        # no page at all: a flag that is read before the others (kubectl --kuberc) and wants more
        value = "optional" if out and "flag needs an argument" not in out + err else "required"
    return {"type": kind, "value": value} | ({"short": hint.short} if hint.short else {})


def version(program: Program) -> str:
    """The version in the program's own words."""
    for words in (("--version",), ("version", "--client"), ("version",)):
        if found := VERSION.search("".join(program.ask(*words))):
            return found[0]
    raise Failure(f"{program.binary}: tells no version; is it {program.name}?")


def prefixes(program: Program, tree: dict[Words, Page]) -> bool:
    """Whether an unambiguous beginning of a command's name stands for it.

    `--help` comes first: a daemon would take an unknown word and start.
    """
    names = {name for word, others in tree[()].children.items() for name in (word, *others)}
    for name in sorted(tree[()].children):
        short = name[:-1]
        if len(short) > 2 and sum(other.startswith(short) for other in names) == 1:
            out, err = program.ask("--help=true", short)
            return (out or err) == tree[(name,)].text
    return False


# Putting it together.


def harvest(name: str, binary: Path) -> Spec:
    """All that the spec of this program says."""
    pool = ThreadPoolExecutor(2 * (os.cpu_count() or 1))
    with tempfile.TemporaryDirectory() as home:
        try:
            return gather(Program(name, str(binary.resolve()), home), pool)
        finally:  # after a failure, what still waits is not asked any more
            pool.shutdown(cancel_futures=True)


def gather(program: Program, pool: ThreadPoolExecutor) -> Spec:
    """Version, commands and flags, asked for side by side."""
    stamp = version(program)
    tree = walk(program, pool)
    readers = dict(zip(tree, pool.map(lambda path: library(program, path), tree), strict=True))
    asked = {
        path: {hint.name: pool.submit(fact, program, path, readers[path], hint) for hint in one.own}
        for path, one in tree.items()
    }
    facts = {path: {name: told.result() for name, told in flags.items()} for path, flags in asked.items()}
    mark_persistent(facts, tree)
    if readers[()] == "pflag":
        probe_persistent(program, facts, pool)
    hoist_help(facts)
    return {
        "program": program.name,
        "version": stamp,
        "library": readers[()],
        "prefixes": readers[()] == "pflag" and prefixes(program, tree),
        "commands": {" ".join(path): command(path, tree, flags) for path, flags in facts.items()},
    }


def command(path: Words, tree: dict[Words, Page], flags: Spec) -> Spec:
    """One command's entry in the spec."""
    listed = tree[path[:-1]].children[path[-1]] if path else []
    names = sorted({*listed, *tree[path].aliases})
    return {"usage": tree[path].usage, "flags": flags} | ({"aliases": names} if names else {})


def mark_persistent(facts: dict[Words, Spec], tree: dict[Words, Page]) -> None:
    """A flag that a command inherits belongs to the nearest command above it that has the flag."""
    for path, below in tree.items():
        above = [path[:length] for length in range(max(len(path) - 1, 0), -1, -1)]
        for hint in below.inherited:
            owner = next((facts[one] for one in above if hint.name in facts[one]), {})
            if owner:
                owner[hint.name]["persistent"] = True


def probe_persistent(program: Program, facts: dict[Words, Spec], pool: ThreadPoolExecutor) -> None:
    """Root flags that no help page of a subcommand shows (nerdctl): does a subcommand take them?"""
    child = next((path for path in sorted(facts) if path), ())
    asked = {
        name: pool.submit(program.ask, *child, "--help", f"{name}={BAD}")
        for name, fact in facts[()].items()
        if child and not fact.get("persistent") and name not in facts[child]
    }
    for name, answer in asked.items():
        if not re.search(r"unknown (shorthand )?flag", "".join(answer.result())):
            facts[()][name]["persistent"] = True


def hoist_help(facts: dict[Words, Spec]) -> None:
    """`--help` stands once, at the root, if all commands have it or none shows it."""
    shown = [flags["--help"] for path, flags in facts.items() if "--help" in flags and path != ("help",)]
    if len(shown) in (0, len(facts.keys() - {("help",)})):
        for flags in facts.values():
            flags.pop("--help", None)
        facts[()]["--help"] = (shown or [HELP])[0] | {"persistent": True}
    facts[()].setdefault("--help", HELP)


def as_text(spec: Spec) -> str:
    """The file's content: sorted and indented, so that a diff reads well."""
    return json.dumps(spec, indent=1, sort_keys=True) + "\n"


def write(spec: Spec, path: Path) -> int:
    """Record the spec."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(as_text(spec).encode())
    flags = sum(len(one["flags"]) for one in spec["commands"].values())
    print(f"{path}: {len(spec['commands'])} commands, {flags} flags")
    return 0


def check(spec: Spec, path: Path, binary: Path) -> int:
    """Compare the spec with the recorded file, and name the command that renews it."""
    if path.is_file() and path.read_bytes().decode() == as_text(spec):
        print(f"{path}: as the program says")
        return 0
    out = "" if path.parent == SPECS else f" --out {path.parent}"
    said = "differs from the program" if path.is_file() else "is missing"
    again = f"python3 scripts/harvest.py {spec['program']} --binary {binary}{out}"
    print(f"harvest: {path} {said}; write it with: {again}", file=sys.stderr)
    return 1


def main(argv: list[str]) -> int:
    """0: written, or as recorded; 1: differs from the recorded file; 2: the program cannot be asked."""
    parser = argparse.ArgumentParser(description="Record a program's commands and flags.")
    parser.add_argument("program", help="its name, as the notes call it")
    parser.add_argument("--binary", type=Path, required=True, help="the program, built at the pinned version")
    parser.add_argument("--out", type=Path, default=SPECS, help="the folder of the recorded files")
    parser.add_argument("--check", action="store_true", help="write nothing, compare with the recorded file")
    args = parser.parse_args(argv)
    try:
        spec = harvest(args.program, args.binary)
    except Failure as failure:
        print(f"harvest: {failure}", file=sys.stderr)
        return 2
    path = args.out / f"{args.program}-{spec['version']}.json"
    return check(spec, path, args.binary) if args.check else write(spec, path)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
