"""Manifests: right ones raise nothing, each of their mutants is found; hostile ones end soon."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

import cases
from blockcheck.check import read_page
from blockcheck.command import container_commands
from blockcheck.manifest import manifests, schemas, yaml_nodes
from blockcheck.manifest.fields import Walk
from blockcheck.manifest.schemas import Schemas
from blockcheck.manifest.yaml_nodes import Node
from blockcheck.page import Page

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "content" / "manifests.yaml"
LABELLED = ROOT / "tests" / "labelled" / "manifests.md"
RULES = {
    "unknown-field", "wrong-field-type", "missing-field", "unknown-kind", "unlisted-kind", "removed-api", "duplicate-key",
    "unlisted-field-value", "malformed-name", "malformed-field-quantity", "selector-misses-template", "undeclared-volume",
    "unknown-port-name",
}  # fmt: skip
TIME = 5.0  # seconds for a hostile page; a second at most where nothing else runs


class Mutant(NamedTuple):
    """A text with one thing wrong: what the mistake is called, the rule that must find it, and its row."""

    family: str
    rule: str
    row: int
    text: str


def page(text: str, language: str = "yaml") -> Page:
    return Page("docs/page.md", f"`````{language}\n{text}\n`````\n")


def found(text: str, language: str = "yaml") -> list[tuple[str, int, str]]:
    """Rule, row in the block (from 0) and message of each problem."""
    one = page(text, language)
    return [
        (rule, problem.span.line - 2, problem.message)
        for rule in sorted(RULES)
        for problem in manifests.diagnosed(one, rule)
    ]


def labelled() -> list[cases.Case]:
    return cases.read(LABELLED.read_text(encoding="utf-8"), LABELLED.name)


def texts() -> list[tuple[str, str]]:
    """Every right manifest at hand: name and text of one document each."""
    shared = SHARED.read_text(encoding="utf-8").split("\n---\n") if SHARED.exists() else []
    every = [(f"{SHARED.name}-{n}", text) for n, text in enumerate(shared)]
    for file in sorted((ROOT / "docs").rglob("*.md")):  # but for patches and kinds that only their own page explains
        blocks = [b for b in read_page(file).blocks("yaml") if "apiVersion:" in b.text and not found(b.text)]
        every += [(f"{file.stem}:{b.header.line}", b.text) for b in blocks]
    for case in labelled():
        if not case.expected:
            every += [(f"{case.name}:{b.header.line}", b.text) for b in Page("docs/x.md", case.text).blocks("yaml")]
    return [(name, text) for name, text in every if "apiVersion:" in text]


def replaced(text: str, node: Node, word: str) -> str:
    """The text with a scalar or a key of one line overwritten."""
    row, column, _, end = node.place
    lines = text.split("\n")
    lines[row] = lines[row][:column] + word + lines[row][end:]
    return "\n".join(lines)


def swapped(word: str) -> str:
    """Two letters in the middle exchanged; the last one doubled where that changes nothing."""
    at = max(len(word) // 2 - 1, 0)
    other = word[:at] + word[at : at + 2][::-1] + word[at + 2 :]
    return other if other != word else word + word[-1]


def mutants(text: str) -> Iterator[Mutant]:
    for document in yaml_nodes.documents(text):
        known = Schemas()
        kind = known.kind(document.text("apiVersion") or "", document.text("kind") or "")
        if kind is None or "#" in (document.text("kind") or ""):
            continue
        walk = Walk(known, lambda node: iter(()))
        list(walk.check(document, kind, "Document"))
        for name, nodes in walk.met.items():
            fields = known.definition(name).fields
            for node, _ in nodes:
                for key, value in node.entries:
                    if key.value in fields:
                        yield from of_field(text, known, fields, key, value)
        yield from of_version(text, document)
        yield from of_relations(text, walk)


def of_field(text: str, known: Schemas, fields: dict[str, str], key: Node, value: Node) -> Iterator[Mutant]:
    row, wrong, kind = key.place.row, swapped(key.value), fields[key.value]
    if wrong not in fields and key.value not in ("apiVersion", "kind", "metadata"):
        yield Mutant("misspelt field", "unknown-field", row, replaced(text, key, wrong))
    if (
        value.kind != "scalar"
        or value.unknown
        or value.place.row != value.place.end_row
        or key.value in ("apiVersion", "kind")
    ):
        return
    row = value.place.row
    bad = {"integer": '"two"', "boolean": '"no one"', "string": "12", "quantity": "true"}.get(kind)
    if bad:
        rule = "malformed-field-quantity" if kind == "quantity" else "wrong-field-type"
        yield Mutant("wrong type", rule, row, replaced(text, value, bad))
    if kind.startswith("@") and known.definition(kind[1:]).words and value.value:
        yield Mutant("bad enumeration", "unlisted-field-value", row, replaced(text, value, swapped(value.value)))


def of_version(text: str, document: Node) -> Iterator[Mutant]:
    node, kind = document.get("apiVersion"), document.text("kind")
    for version, removed in schemas.by_hand()["removed"].items():
        if node and kind in removed["kinds"] and removed["kinds"][kind] == node.value:
            yield Mutant("removed version", "removed-api", node.place.row, replaced(text, node, version))


def of_relations(text: str, walk: Walk) -> Iterator[Mutant]:
    for definition in ("apps.v1.DeploymentSpec", "apps.v1.StatefulSetSpec", "apps.v1.DaemonSetSpec"):
        for spec, _ in walk.met.get(definition, ()):
            labels = spec.get("selector", "matchLabels")
            for _, value in labels.entries if labels else ():
                yield Mutant("selector", "selector-misses-template", value.place.row, replaced(text, value, "other"))
    for mount, _ in walk.met.get("core.v1.VolumeMount", ()):
        name = mount.get("name")
        if name and not name.unknown:
            yield Mutant("undeclared volume", "undeclared-volume", name.place.row, replaced(text, name, "nowhere"))


def test_the_shared_manifests_are_there():
    if not SHARED.exists():
        pytest.skip("SKIPPED manifests of ../shared: there is no such folder here")
    assert len(SHARED.read_text(encoding="utf-8").split("\n---\n")) >= 30


@pytest.mark.parametrize("name, text", texts(), ids=[name for name, _ in texts()])
def test_right_manifests_raise_nothing(name, text):
    assert found(text) == []


def test_mutants_are_found():
    every = [mutant for _, text in texts() for mutant in mutants(text)]
    families = {
        family: [one for one in every if one.family == family] for family in sorted({one.family for one in every})
    }
    missed = [one for one in every if not any((rule, row) == (one.rule, one.row) for rule, row, _ in found(one.text))]
    for family, ones in families.items():
        print(f"{family}: {len(ones) - sum(one.family == family for one in missed)} of {len(ones)} found")
    for one in missed:
        print(f"missed: {one.family}: {one.text.splitlines()[one.row].strip()}")
    wanted = {"misspelt field", "wrong type", "bad enumeration", "removed version", "selector", "undeclared volume"}
    assert set(families) == wanted
    for family, ones in families.items():
        assert sum(one.family == family for one in missed) <= 0.03 * len(ones), family


@pytest.mark.parametrize("case", labelled(), ids=lambda case: case.name)
def test_labelled(case):
    assert cases.found(case) == case.expected


def test_half_of_the_labelled_cases_are_valid():
    every = labelled()
    assert len(every) >= 40
    assert 0.4 <= sum(not case.expected for case in every) / len(every) <= 0.6


def test_places_and_fixes():
    block = ["```yaml", "apiVersion: v1", "kind: Pod", "spce: {}", "metadata: {name: web}", "```"]
    text = "\n".join(["Text:", "", "> - Save:", ">", *(f">     {line}" for line in block), ""])
    problem = next(manifests.diagnosed(Page("docs/page.md", text), "unknown-field"))
    assert (problem.span, problem.fix) == ((8, 7, 8, 11), "spec")


def test_here_documents_keep_their_places():
    script = "\tcat <<-EOF | kubectl apply -f -\n\tapiVersion: v1\n\tkind: Namespce\n\tmetadata: {name: $NAME}\n\tEOF"
    problem = next(manifests.diagnosed(page(script, "bash"), "unknown-kind"))
    assert (problem.span, problem.fix) == ((4, 8, 4, 16), "Namespace")


def test_a_message_shows_no_marks_of_ours():
    text = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\ndata:\n  <key>: 1"
    (problem,) = manifests.diagnosed(page(text), "wrong-field-type")
    assert problem.message == 'data.… takes text, not the number 1; write "1"'


def test_the_words_of_a_container_are_placed():
    text = "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - command:\n        - kube-apiserver\n"
    text += '        - "--etcd-servers=$(URL)"\n      args: [--v=2]\n'
    (words,) = container_commands.program_calls(page(text))
    assert [word.value for word in words] == ["kube-apiserver", "--etcd-servers=\0", "--v=2"]
    assert [word.span[:2] for word in words] == [(7, 11), (8, 12), (9, 14)]
    assert words[1].raw == "--etcd-servers=$(URL)"


def test_a_container_of_another_program_has_no_words():
    text = "kind: Pod\nspec: {containers: [{command: [sleep, inf]}, {command: text}, {args: [etcd]}, {command: []}]}"
    assert list(container_commands.program_calls(page(text))) == []


HEAD = "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n"
HOSTILE = {
    "deep": HEAD + "  x: " + "[" * 500_000,
    "deep block": HEAD + "".join(" " * i + "a:\n" for i in range(2, 1400)),
    "doubling aliases": "b0: &b0 [x]\n" + "".join(f"b{i}: &b{i} [*b{i - 1}, *b{i - 1}]\n" for i in range(1, 60)) + HEAD,
    "cycle": "&a\napiVersion: v1\nkind: List\nitems: &i [*i, *a]\n",
    "unknown fields": HEAD + "".join(f"  contaners{i}: 1\n" for i in range(50_000)),
    "same key": HEAD + "  a: 1\n" * 100_000,
    "containers": HEAD + "  containers:\n" + "    - {name: a, image: b, ports: [{containerPort: x}]}\n" * 18_000,
    "long number": HEAD + "  priority: " + "1" * 1_000_000,
    "long name": "apiVersion: v1\nkind: Pod\nmetadata: {name: " + "a-" * 400_000 + "_}\n",
    "documents": "---\n".join(["apiVersion: v1\nkind: Podd\n"] * 30_000),
    "odd nodes": "? [a]\n: {b: c}\n---\n!!python/object:os.system a: b\n---\napiVersion: [v1]\nkind: {a: b}\n---\napiVersion:\nkind:\n",
    "odd definition": "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nspec: {group: [], names: {kind: {}}, versions: "
    "[1, {}, {name: v1, schema: {openAPIV3Schema: {type: [a], properties: {b: 1, c: {enum: 3, required: 4}}, required: [[x]]}}}]}\n",
    "expansions": "$(" * 200_000 + "${" * 200_000 + "`",
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("language", ["yaml", "bash"])
def test_hostile_pages_end_soon(name, language):
    text = HOSTILE[name] if language == "yaml" else f"cat <<EOF\n{HOSTILE[name]}\nEOF"
    started = time.process_time()
    found(text, language)
    list(container_commands.program_calls(page(text, language)))
    assert time.process_time() - started < TIME


def test_three_hundred_manifests_in_a_second():
    right = [page(case.text.split("```yaml\n")[1].split("```")[0]) for case in labelled() for _ in range(8)][:300]
    list(manifests.diagnosed(page("apiVersion: v1\nkind: Pod"), "unknown-kind"))  # the schemas are read once
    started = time.process_time()
    for one in right:
        list(manifests.diagnosed(one, "unknown-field"))
    print(f"{len(right) / (time.process_time() - started):.0f} manifests a second")
    assert time.process_time() - started < TIME  # of which one belongs to us: other work may run beside
