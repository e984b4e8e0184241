"""Sources of schemas in, the recorded facts out; the committed file is what they say."""

import json
import shutil
from pathlib import Path

import pytest

import harvest_schemas
from blockcheck.manifest import crds

OPENAPI = {
    "components": {
        "schemas": {
            "io.k8s.api.apps.v1.Toy": {
                "description": "text of others",
                "type": "object",
                "required": ["spec"],
                "properties": {
                    "apiVersion": {"type": "string", "description": "text of others"},
                    "spec": {"allOf": [{"$ref": "#/components/schemas/io.k8s.api.apps.v1.ToySpec"}], "default": {}},
                    "made": {"$ref": "#/components/schemas/io.k8s.apimachinery.pkg.apis.meta.v1.Time"},
                },
                "x-kubernetes-group-version-kind": [
                    {"group": "apps", "kind": "Toy", "version": "v1"},
                    {"group": "", "kind": "DeleteOptions", "version": "v1"},
                ],
            },
            "io.k8s.api.apps.v1.ToySpec": {
                "type": "object",
                "properties": {
                    "policy": {"type": "string"},
                    "policies": {"type": "array", "items": {"type": "string"}},
                    "count": {"type": "integer", "format": "int32"},
                    "data": {"type": "object", "additionalProperties": {"type": "string", "format": "byte"}},
                    "free": {"type": "object"},
                    "amount": {"$ref": "#/components/schemas/io.k8s.apimachinery.pkg.api.resource.Quantity"},
                },
            },
            "io.k8s.api.apps.v1.Unused": {"type": "object", "properties": {"a": {"type": "string"}}},
            "io.k8s.apimachinery.pkg.apis.meta.v1.Time": {"type": "string", "format": "date-time"},
            "io.k8s.apimachinery.pkg.api.resource.Quantity": {"oneOf": [{"type": "string"}, {"type": "number"}]},
        }
    }
}
GO = {
    "kinds": {"toys.k8s.io/v1 Config": "toys.v1.Config"},
    "definitions": {
        "toys.v1.Config": {"fields": {"every": "duration", "policy": "@toys.v1.Policy"}},
        "toys.v1.Policy": {"enum": ["A", "B"]},
        "apps.v1.ToySpec": {
            "fields": {"policy": "@toys.v1.Policy", "policies": "[]@toys.v1.Policy", "count": "string"}
        },
    },
}
NOTHING = {"kinds": {}, "definitions": {}}


def recorded() -> dict:
    return harvest_schemas.merged(harvest_schemas.served([OPENAPI]), NOTHING, GO)


def test_kinds_of_both_sources():
    assert recorded()["kinds"] == {"apps/v1 Toy": "apps.v1.Toy", "toys.k8s.io/v1 Config": "toys.v1.Config"}


def test_fields_types_and_words():
    definitions = recorded()["definitions"]
    assert definitions["apps.v1.Toy"]["required"] == ["spec"]
    assert definitions["apps.v1.Toy"]["fields"] == {
        "apiVersion": "string",
        "spec": "@apps.v1.ToySpec",
        "made": "date-time",
    }
    assert definitions["apps.v1.ToySpec"]["fields"] == {
        "policy": "@toys.v1.Policy",
        "policies": "[]@toys.v1.Policy",
        "count": "integer",
        "data": "{}byte",
        "free": "object",
        "amount": "quantity",
    }


def test_nothing_of_others_text_and_nothing_that_is_not_used():
    text = harvest_schemas.as_text(recorded())
    assert "text of others" not in text and "Unused" not in text and "DeleteOptions" not in text


def test_a_definition_that_is_missing_is_one_clear_line():
    broken = {"kinds": {"v1 A": "core.v1.A"}, "definitions": {"core.v1.A": {"fields": {"b": "[]@core.v1.B"}}}}
    with pytest.raises(harvest_schemas.Failure, match=r"core\.v1\.B is used but not defined"):
        harvest_schemas.merged(NOTHING, NOTHING, broken)


def test_definitions_of_resources():
    schema = {
        "type": "object",
        "required": ["spec"],
        "properties": {
            "spec": {
                "properties": {
                    "mode": {"type": "string", "enum": ["Fast", "Exact"]},
                    "size": {"x-kubernetes-int-or-string": True},
                    "tags": {"type": "object", "additionalProperties": {"type": "string"}},
                    "extra": {
                        "type": "object",
                        "x-kubernetes-preserve-unknown-fields": True,
                        "properties": {"a": {"type": "boolean"}},
                    },
                    "items": {
                        "type": "array",
                        "items": {"type": "object", "properties": {"mode": {"type": "string", "enum": ["X"]}}},
                    },
                }
            }
        },
    }
    definitions: dict = {}
    assert crds.define(schema, "toys.Toy", definitions) == "@toys.Toy"
    added = {"apiVersion": "string", "kind": "string", "metadata": "@meta.v1.ObjectMeta"}
    assert definitions["toys.Toy"]["fields"] == {"spec": "@toys.Toy.spec"} | added
    assert definitions["toys.Toy.spec"]["fields"] == {
        "mode": "@toys.Toy.spec.mode",
        "size": "int-or-string",
        "tags": "{}string",
        "extra": "@toys.Toy.spec.extra",
        "items": "[]@toys.Toy.spec.items",
    }
    assert definitions["toys.Toy.spec.extra"]["open"] is True
    assert definitions["toys.Toy.spec.items.mode"] == {"enum": ["X"]}


def test_two_definitions_of_one_name_are_kept_apart():
    definitions: dict = {}
    first = crds.describe({"properties": {"a": {"type": "string"}}}, "page.Toy", definitions)
    second = crds.describe({"properties": {"b": {"type": "string"}}}, "page.Toy", definitions)
    assert first != second and {*definitions} == {first[1:], second[1:]}


def test_the_text_is_sorted_and_comes_out_the_same():
    text = harvest_schemas.as_text(recorded())
    assert text == harvest_schemas.as_text(json.loads(text))
    assert text.count("\n") > 20


def test_the_committed_file():
    (file,) = harvest_schemas.SPECS.glob("schemas.*.json")
    text = file.read_text(encoding="utf-8")
    written = json.loads(text)
    assert text == harvest_schemas.as_text(written)
    assert file.name == f"schemas.{written['sources'][harvest_schemas.KUBERNETES]}.json"
    assert file.stat().st_size < 700_000
    assert set(written["definitions"]) == set(
        harvest_schemas.reachable(written["kinds"].values(), written["definitions"])
    )


def test_go_that_is_missing_is_one_clear_line(monkeypatch, capsys):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert harvest_schemas.main([]) == 2
    said = capsys.readouterr()
    assert said.out == "" and said.err.startswith("harvest_schemas: go is not installed") and said.err.count("\n") == 1


def test_sources_of_another_release_than_the_notes_are_refused(monkeypatch, capsys):
    monkeypatch.setattr(harvest_schemas, "module", lambda path, version="": (Path(), "v1.0.3"))
    assert harvest_schemas.main([]) == 2
    assert "tools/schemas/go.mod v1.0.3; how to move it is in CONTRIBUTING.md" in capsys.readouterr().err


def test_check_names_the_command_that_mends(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(
        harvest_schemas, "harvest", lambda: {"sources": {harvest_schemas.KUBERNETES: "v1.35.0"}} | recorded()
    )
    assert harvest_schemas.main(["--out", str(tmp_path), "--check"]) == 1
    assert "is missing; write it with: python3 scripts/harvest_schemas.py" in capsys.readouterr().err
    assert harvest_schemas.main(["--out", str(tmp_path)]) == 0
    assert harvest_schemas.main(["--out", str(tmp_path), "--check"]) == 0
    (tmp_path / "schemas.v1.35.0.json").write_text("{}")
    assert harvest_schemas.main(["--out", str(tmp_path), "--check"]) == 1
    assert "differs from its sources" in capsys.readouterr().err
