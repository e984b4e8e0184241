"""Imports point one way, and only the hook knows MkDocs."""

import ast
from pathlib import Path

SCRIPTS = Path(__file__).parents[1] / "scripts"
ORDER = [
    {
        "finding",
        "characters",
        "languages",
        "placeholders",
        "suggest",
        "versions",
        "yaml_text",
        "edges",
        "jsonpath",
        "competencies",
        "crds",
        "record",
        "meanings",
    },
    {"drawing", "yaml_nodes"},
    {"fences", "front_matter"},
    {"allow", "session", "diagrams"},
    {"shell"},
    {"shfmt"},
    {"page"},
    {"lexical", "specs", "expressions", "heredocs"},
    {"programs"},
    {"grammar", "resources", "schemas", "scalars", "system_specs"},
    {"limits", "manifest_texts"},
    {"container_commands"},
    {"commands"},
    {"inline"},
    {"diagnosis", "fields"},
    {"flags", "api_kinds", "relations", "object_names", "system"},
    {"subcommands", "values", "arity", "manifests"},
    {"typed_arguments", "later"},
    {"live_markers", "live_matter", "verify", "places", "static"},
    {"blocks"},
    {"files", "stamps", "anchors", "sections"},
    {"index"},
    {"words", "paths"},
    {"cards", "uses"},
    {"command_pages"},
    {"unused", "stamped", "proof_page", "beside"},
    {"cheat_sheet"},
    {"rules"},
    {"check"},
    {"report", "pages", "fix"},
    {"__main__"},
]


def imported(file: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
    return names


def room(file: Path) -> str:
    return "rules" if file.parent.name == "rules" else file.stem


def module(name: str, level: dict[str, int]) -> str | None:
    """The module of blockcheck that an imported name lies in, its folder left out."""
    first, *parts = name.split(".")
    return next((part for part in parts[:2] if part in level), None) if first == "blockcheck" else None


def test_every_module_has_its_place_and_imports_only_downwards():
    level = {name: index for index, names in enumerate(ORDER) for name in names}
    for file in (SCRIPTS / "blockcheck").rglob("*.py"):
        if file.name == "__init__.py" and file.parent.name != "rules":
            continue
        assert room(file) in level, f"{file} has no place in the order of imports: give it one"
        for name in imported(file):
            used = module(name, level)
            if used and used != room(file):
                assert level[used] < level[room(file)], f"{file} imports {name}, which lies above it"


def test_only_the_hook_imports_mkdocs():
    users = {file.name for file in SCRIPTS.rglob("*.py") if any(n.split(".")[0] == "mkdocs" for n in imported(file))}
    assert users <= {"hook.py"}


def test_nothing_but_live_itself_imports_live():
    users = {file for file in SCRIPTS.rglob("*.py") if any(name.split(".")[0] == "live" for name in imported(file))}
    assert all(SCRIPTS / "live" in file.parents for file in users), "blockcheck reads the record, it never runs a block"
