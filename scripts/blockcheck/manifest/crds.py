"""The schema in a CustomResourceDefinition in, definitions like the recorded ones out."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

Definitions = dict[str, dict[str, Any]]
SCALARS = {"string": "string", "integer": "integer", "number": "number", "boolean": "boolean"}
DEEPEST = 100  # levels


def kinds(resource: Any) -> Iterator[tuple[str, str, dict]]:
    """`apiVersion`, kind and schema of every version a CustomResourceDefinition serves."""
    spec = resource.get("spec") if isinstance(resource, dict) else None
    names = spec.get("names") if isinstance(spec, dict) else None
    versions = spec.get("versions") if isinstance(spec, dict) else None
    if not isinstance(names, dict) or not isinstance(versions, list):
        return
    for version in versions:
        schema = version.get("schema") if isinstance(version, dict) else None
        schema = schema.get("openAPIV3Schema") if isinstance(schema, dict) else None
        if str(version.get("served") if isinstance(version, dict) else "").lower() != "false" and isinstance(
            schema, dict
        ):
            yield f"{spec.get('group')}/{version.get('name')}", str(names.get("kind")), schema


def define(schema: dict, name: str, definitions: Definitions) -> str:
    """Add a kind's definitions below `name`; return the type that stands for the kind."""
    kind = describe(schema, name, definitions)
    if kind.startswith("@"):
        fields = definitions[kind[1:]].setdefault("fields", {})
        fields |= {"apiVersion": "string", "kind": "string", "metadata": "@meta.v1.ObjectMeta"}
    return kind


def describe(schema: Any, name: str, definitions: Definitions, depth: int = 0) -> str:
    """A schema as a type of the recorded kind; see schemas.py."""
    if not isinstance(schema, dict) or depth > DEEPEST:
        return "any"
    kind = schema.get("type")
    if schema.get("x-kubernetes-int-or-string"):
        return "int-or-string"
    if schema.get("x-kubernetes-embedded-resource"):
        return "embedded"
    if kind == "array":
        return "[]" + describe(schema.get("items"), name, definitions, depth + 1)
    if isinstance(schema.get("properties"), dict):
        return _object(schema, name, definitions, depth)
    if kind == "object" and isinstance(schema.get("additionalProperties"), dict):
        return "{}" + describe(schema["additionalProperties"], name, definitions, depth + 1)
    words = schema.get("enum")
    if kind == "string" and isinstance(words, list) and all(isinstance(word, str) for word in words):
        return _add({"enum": sorted(words)}, name, definitions)
    if kind == "string" and schema.get("format") in ("date-time", "byte"):
        return schema["format"]
    return SCALARS.get(kind, "object" if kind == "object" else "any") if isinstance(kind, str) else "any"


def _object(schema: dict, name: str, definitions: Definitions, depth: int) -> str:
    fields = {
        str(field): describe(below, f"{name}.{field}", definitions, depth + 1)
        for field, below in schema["properties"].items()
    }
    definition: dict[str, Any] = {"fields": fields}
    required = schema.get("required")
    if isinstance(required, list) and required:
        definition["required"] = sorted(str(field) for field in required)
    if schema.get("x-kubernetes-preserve-unknown-fields") or schema.get("additionalProperties"):
        definition["open"] = True
    return _add(definition, name, definitions)


def _add(definition: dict, name: str, definitions: Definitions) -> str:
    """Keep a definition by its name; one of the same name that says something else gets its digest added."""
    if definitions.setdefault(name, definition) != definition:
        text = json.dumps(definition, sort_keys=True)
        name = f"{name}-{hashlib.sha256(text.encode()).hexdigest()[:6]}"
        definitions[name] = definition
    return f"@{name}"
