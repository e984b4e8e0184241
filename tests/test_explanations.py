"""What `scripts/explain/` says: of things that exist alone, in one form, and in order."""

import re
from collections.abc import Iterator

import pytest
import yaml

from blockcheck.command import programs, resources, specs, system_specs
from blockcheck.explain import meanings, words
from blockcheck.explain.meanings import Key
from blockcheck.page import Page

FILES = sorted(meanings.FOLDER.glob("*.yml"))
EMPTY = set(
    re.findall(r"\w+", "a all an and are as at by for from in into is it its of on one only or that the this to with")
)


def entries() -> Iterator[tuple[Key, str]]:
    for command, told in meanings.every().items():
        for entry, text in told.items():
            option, _, value = entry.partition("=")
            yield Key(command, "" if entry == "does" else option, value), text


def problem(key: Key) -> str | None:
    """What an entry names that nobody knows; None if all of it exists."""
    name, *path = key.command.split(" ")
    if key.command == meanings.RESOURCES:
        found = resources.find(key.option)
        return None if found and found.plural == key.option else "no such type"
    if name in specs.files():
        trees = [specs.load(name, version).commands for version in specs.files()[name]]
        below = [command for tree in trees for at, command in tree.items() if at[: len(path)] == tuple(path)]
        above = [tree[at] for tree in trees for at in tree if at == tuple(path[: len(at)])]
        names = {flag.name for command in below for flag in command.flags.values()}
        names |= {flag.name for command in above for flag in command.flags.values() if flag.persistent}
    elif name in system_specs.known():
        below = [system_specs.known()[name]]
        for word in path:
            below = [known for one in below for part, known in one.commands.items() if part == word and known]
        names = {option for one in below for option in one.options}
    else:
        below, names = [name] if name in programs.known() and not path else [], set()
    if not below:
        return "no such command"
    if key.option and key.option not in names:
        return "no such option"
    return "no such value" if key.value and key.value not in _values(key) else None


def _values(key: Key) -> set[str]:
    """The values that an option can have, at its command or around it; with `key`'s own where any are good."""
    name, *path = key.command.split(" ")
    lists = []
    for place, values in specs.by_hand(name).get("values", {}).items():
        *at, option = place.split(" ")
        if option == key.option and all(one == two for one, two in zip(at, path, strict=False)):
            lists.append(values)
    own = {key.value} if not lists or key.value.endswith("=") else set()
    return own.union(*lists)


def flaw(key: Key, text: str) -> str | None:
    """What is wrong with the form of a sentence."""
    first, *rest = text.split(" ")
    if not 15 <= len(text) <= 130:
        return f"{len(text)} characters; write 15 to 130"
    if not (first.islower() or re.search(r"[A-Z]", first[1:])):
        return "begins with a capital"
    if re.search(r"[.!?…]$|[.!?] [A-Z]|  ", text):
        return "is one clause without a full stop"
    if not any(word.rstrip(",").endswith("s") for word in (first, *rest[:1])):
        return "says what happens: prints, keeps, lists …"
    said = _stems(text) - _stems(key.entry if key.option else key.command)
    return "only says the name again" if len(said) < 2 else None


def _stems(text: str) -> set[str]:
    words = set(re.findall(r"[a-z]+", text.lower())) - EMPTY
    return {re.sub(r"(?<=...)(?:ing|ed|es|e|s)$", "", word) for word in words}


def order(name: str) -> tuple[str, str]:
    """Where an entry or command stands: `does` first, then by letters, small ones before capitals."""
    return ("", "") if name == "does" else (name.casefold(), name.swapcase())


def test_everything_explained_exists():
    wrong = [f"{key.command}: {key.entry}: {found}" for key, _ in entries() if (found := problem(key))]
    assert not wrong, "\n".join(wrong)


def test_every_sentence_has_the_form():
    wrong = [f"{key.command}: {key.entry}: {text}: {found}" for key, text in entries() if (found := flaw(key, text))]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_file_has_one_program_in_order(file):
    data = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - all is text to it
    lines = file.read_text(encoding="utf-8").splitlines()
    if file.stem == meanings.RESOURCES:
        assert list(data) == [one.plural for one in resources.every() if one.plural in data]
        assert len(lines) == len(data), "a type stands there twice"
        return
    assert {command.split(" ")[0] for command in data} == {file.stem}
    assert len(lines) == sum(1 + len(told) for told in data.values()), "an entry stands there twice, or is no one line"
    for names in (data, *data.values()):
        assert list(names) == sorted(names, key=order)


@pytest.mark.parametrize(
    "key, found",
    [
        (Key("kubectl get"), None),
        (Key("kubectl", "--all-namespaces"), None),  # an option of commands below it
        (Key("kubectl get", "--output", "wide"), None),
        (Key("kubectl get", "--output", "jsonpath="), None),
        (Key("kubectl wait", "--for", "condition=Ready"), None),
        (Key("kubectl get", "--sort-by", ".metadata.name"), None),  # it is `top pod` that takes cpu or memory alone
        (Key("kubectl auth can-i", "--as"), None),  # an option of all
        (Key("systemctl restart"), None),
        (Key("openssl x509", "-noout"), None),
        (Key("cd"), None),
        (Key("resources", "pods"), None),
        (Key("kubectl gte"), "no such command"),
        (Key("kubectl drain", "--replicas"), "no such option"),
        (Key("kubectl get", "-o"), "no such option"),  # recorded as --output
        (Key("kubectl get", "--output", "wied"), "no such value"),
        (Key("systemctl restrat"), "no such command"),
        (Key("systemctl restart", "--nwo"), "no such option"),
        (Key("cdd"), "no such command"),
        (Key("cd", "-P"), "no such option"),  # nothing is recorded of it, so no card would show this
        (Key("resources", "po"), "no such type"),
    ],
)
def test_what_exists(key, found):
    assert problem(key) == found


@pytest.mark.parametrize(
    "entry, text, right",
    [
        ("--ignore-daemonsets", "goes on although DaemonSet Pods are there; they stay", True),
        ("--client-ca-file", "HTTPS clients show a certificate of this CA", True),
        ("--ignore-daemonsets", "ignores DaemonSets", False),
        ("--ignore-daemonsets", "ignores all of the DaemonSets", False),
        ("--ignore-daemonsets", "Goes on although DaemonSet Pods are there", False),
        ("--ignore-daemonsets", "goes on although DaemonSet Pods are there.", False),
        ("--ignore-daemonsets", "go on although DaemonSet Pods are there", False),
        ("--ignore-daemonsets", "goes on", False),
        ("--ignore-daemonsets", "goes on although " + "many " * 30, False),
    ],
)
def test_what_a_sentence_is(entry, text, right):
    assert (flaw(Key("kubectl drain", entry), text) is None) is right


@pytest.mark.parametrize(
    "line, marked",
    [
        ("kubectl get po -o wide", ["kubectl", "get", "po", "-o", "wide"]),
        ("kubectl get -n lab po -o=jsonpath='{.items[0].kind}'", ["kubectl", "get", "-n", "po", "-o", "jsonpath="]),
        ("kubectl get -ojsonpath='{.kind}' po", ["kubectl", "get", "-ojsonpath='{.kind}'", "po"]),
        ("kubectl get po -o 'custom-columns=\\\nN:.spec.nodeName'", ["kubectl", "get", "po", "-o", "custom-columns="]),
        ("kubectl get po -o 'json'", ["kubectl", "get", "po", "-o", "json"]),
        ("ask() {\n  kubectl get po\n}\nask", ["kubectl", "get", "po"]),
        ("bash -c 'sleep 1'", ["bash", "-c", "sleep"]),
    ],
)
def test_what_is_pointed_at(line, marked):
    page = Page("docs/a.md", f"```bash\n{line}\n```\n")
    lines = page.lines
    spans = [word.span for word in words.of(page)]
    assert [lines[span.line - 1][span.column - 1 : span.end_column - 1] for span in spans] == marked
