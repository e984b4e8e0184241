"""OpenAPI, CRDs and Go types of Kubernetes in, `scripts/specs/schemas.<version>.json` out.

Only facts are kept: kinds, fields, types, which fields are required, closed lists of words. The sources are Go modules,
at the versions in tools/schemas/go.mod and below; `go` fetches what is not at hand.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from blockcheck import versions
from blockcheck.manifest import crds

ROOT = Path(__file__).resolve().parents[1]
SPECS = ROOT / "scripts" / "specs"
TOOL = ROOT / "tools" / "schemas"
KUBERNETES = "k8s.io/kubernetes"
MOVE = 'how to move it is in CONTRIBUTING.md, "The next Kubernetes release"'
GATEWAY = ("sigs.k8s.io/gateway-api", "v1.5.1")
SHARED = re.compile(r"io\.k8s\.(?:api|apimachinery\.pkg\.apis|[a-z-]+\.pkg\.apis)\.")
FORMATS = {"byte": "byte", "date-time": "date-time", "int-or-string": "int-or-string"}
SPECIAL = {
    "io.k8s.apimachinery.pkg.api.resource.Quantity": "quantity",
    "io.k8s.apimachinery.pkg.util.intstr.IntOrString": "int-or-string",
    "io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime": "date-time",
    "io.k8s.apimachinery.pkg.apis.meta.v1.Time": "date-time",
    "io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1": "object",
    "io.k8s.apimachinery.pkg.runtime.RawExtension": "embedded",
    "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSON": "any",
    "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrArray": "?apiextensions.v1.JSONSchemaProps",
    "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrBool": "?apiextensions.v1.JSONSchemaProps",
    "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrStringArray": "any",
}
NOT_WRITTEN = {"DeleteOptions", "WatchEvent"}  # kinds that only go over the wire, listed in every group

Recorded = dict[str, Any]


class Failure(Exception):
    """One clear line for the person at the terminal."""


# The three sources.


def served(documents: Iterable[Recorded]) -> Recorded:
    """What OpenAPI documents say: the kinds an API server serves."""
    found: Recorded = {"kinds": {}, "definitions": {}}
    for document in documents:
        for long, schema in document.get("components", {}).get("schemas", {}).items():
            if long in SPECIAL:
                continue
            found["definitions"][short(long)] = definition(schema)
            for one in schema.get("x-kubernetes-group-version-kind", ()):
                if one["kind"] not in NOT_WRITTEN:
                    version = "/".join(filter(None, (one["group"], one["version"])))
                    found["kinds"][f"{version} {one['kind']}"] = short(long)
    return found


def short(long: str) -> str:
    """`io.k8s.api.core.v1.Pod` -> `core.v1.Pod`."""
    return SHARED.sub("", long.rpartition("/")[2], count=1)


def definition(schema: Recorded) -> Recorded:
    """One object of OpenAPI."""
    fields = {name: described(below) for name, below in schema.get("properties", {}).items()}
    required = sorted(schema.get("required", ()))
    return {"fields": fields} | ({"required": required} if required else {}) | ({} if fields else {"open": True})


def described(schema: Recorded) -> str:
    """The type of a field of OpenAPI."""
    reference = schema.get("$ref") or next((one["$ref"] for one in schema.get("allOf", ())), "")
    if reference:
        long = reference.rpartition("/")[2]
        return SPECIAL.get(long) or f"@{short(long)}"
    kind, form = schema.get("type"), schema.get("format")
    if kind == "array":
        return "[]" + described(schema["items"])
    if kind == "object":
        return "{}" + described(schema["additionalProperties"]) if schema.get("additionalProperties") else "object"
    return FORMATS.get(form, kind or "any")


def custom(resources: Iterable[Recorded], room: str) -> Recorded:
    """What CustomResourceDefinitions say."""
    found: Recorded = {"kinds": {}, "definitions": {}}
    for resource in resources:
        for version, kind, schema in crds.kinds(resource):
            name = crds.define(schema, f"{room}.{kind}", found["definitions"])
            found["kinds"][f"{version} {kind}"] = name.removeprefix("@")
    return found


def merged(api: Recorded, gateway: Recorded, go: Recorded) -> Recorded:
    """One set of kinds and definitions: OpenAPI's, with the enumerations of the Go types; then what others add."""
    kinds = api["kinds"] | gateway["kinds"] | go["kinds"]
    definitions = go["definitions"] | gateway["definitions"] | api["definitions"]
    for name, one in api["definitions"].items():
        typed = go["definitions"].get(name, {}).get("fields", {})
        one["fields"] |= {
            field: with_words(kind, typed.get(field, ""), go["definitions"]) for field, kind in one["fields"].items()
        }
    return {"kinds": kinds, "definitions": reachable(kinds.values(), definitions)}


def with_words(kind: str, typed: str, definitions: Recorded) -> str:
    """A field's type, with the list of its words in place of `string` where Go closes the list."""
    before, _, name = typed.partition("@")
    return typed if "enum" in definitions.get(name, {}) and kind == f"{before}string" else kind


def reachable(names: Iterable[str], definitions: Recorded) -> Recorded:
    """The definitions that a kind leads to."""
    found: Recorded = {}
    todo = list(names)
    while todo:
        name = todo.pop()
        if name in found:
            continue
        if name not in definitions:
            raise Failure(f"{name} is used but not defined; see `special` in tools/schemas/main.go")
        found[name] = definitions[name]
        todo += [
            kind.lstrip("[]{}@?") for kind in definitions[name].get("fields", {}).values() if re.search(r"[@?]", kind)
        ]
    return found


# The modules they come from.


def module(path: str, version: str = "") -> tuple[Path, str]:
    """The folder and the version of a Go module."""
    said = run("go", "mod", "download", "-json", f"{path}@{version}" if version else path)
    one = json.loads(said)
    return Path(one["Dir"]), one["Version"]


def run(*words: str) -> str:
    """What a program prints."""
    if not shutil.which(words[0]):
        raise Failure(f"{words[0]} is not installed; get it from go.dev/dl and put it on the PATH")
    done = subprocess.run(words, cwd=TOOL, capture_output=True, text=True)
    if done.returncode:
        raise Failure(f"`{' '.join(words)}` failed: {done.stderr.strip().splitlines()[-1:]}")
    return done.stdout


def harvest() -> Recorded:
    """All three sources, read."""
    kubernetes, version = module(KUBERNETES)
    wanted = versions.of("kubernetes")
    if not version.startswith(f"v{wanted}."):
        raise Failure(f"versions.toml says {wanted}, tools/schemas/go.mod {version}; {MOVE}")
    gateway, gateway_version = module(*GATEWAY)
    files = sorted((kubernetes / "api" / "openapi-spec" / "v3").glob("*.json"))
    crd_files = sorted((gateway / "config" / "crd" / "standard").glob("*.yaml"))
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    resources = [one for file in crd_files for one in yaml.load_all(file.read_bytes(), Loader=loader) if one]
    api = served(json.loads(file.read_bytes()) for file in files)
    found = merged(api, custom(resources, "gateway"), json.loads(run("go", "run", ".")))
    return {"sources": {KUBERNETES: version, GATEWAY[0]: gateway_version}} | found


# The file.


def as_text(recorded: Recorded) -> str:
    """Sorted, a definition's fields one to a line, so that a diff reads well."""
    return json.dumps(recorded, indent=0, sort_keys=True, separators=(",", ":")) + "\n"


def main(argv: list[str]) -> int:
    """0: written, or as recorded; 1: differs from the recorded file; 2: the sources cannot be read."""
    parser = argparse.ArgumentParser(description="Record the kinds and fields of Kubernetes manifests.")
    parser.add_argument("--out", type=Path, default=SPECS, help="the folder of the recorded file")
    parser.add_argument("--check", action="store_true", help="write nothing, compare with the recorded file")
    args = parser.parse_args(argv)
    try:
        recorded = harvest()
    except Failure as failure:
        print(f"harvest_schemas: {failure}", file=sys.stderr)
        return 2
    path = args.out / f"schemas.{recorded['sources'][KUBERNETES]}.json"
    text = as_text(recorded)
    if not args.check:
        path.write_bytes(text.encode())
        print(f"{path}: {len(recorded['kinds'])} kinds, {len(recorded['definitions'])} definitions")
        return 0
    if path.is_file() and path.read_bytes().decode() == text:
        return 0
    said = "differs from its sources" if path.is_file() else "is missing"
    print(f"harvest_schemas: {path} {said}; write it with: python3 scripts/harvest_schemas.py", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
