"""A page in, the blocks out that a live run runs or admits, each with its key, its markers and what it must print."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from blockcheck.command import specs
from blockcheck.manifest.manifest_texts import Source, sources
from blockcheck.manifest.yaml_nodes import Node
from blockcheck.page import Page
from blockcheck.proof import live_markers, live_matter, static, verify
from blockcheck.proof.live_markers import LiveMarker
from blockcheck.proof.places import places
from blockcheck.text.fences import Block


class ProofBlock(NamedTuple):
    """A block that counts: `kind` is commands or manifest; `reason` says why it is static, empty if it is to be run.

    `expected`: the lines a verify block must print; `task`: the exam task it belongs to; `solution`: whether it stands in
    the task's solution.
    """

    block: Block
    kind: str
    key: str
    reason: str
    markers: tuple[LiveMarker, ...]
    output: Block | None
    expected: tuple[str, ...]
    verify: bool
    task: str
    solution: bool


def proof_blocks(text: str) -> list[ProofBlock]:
    """The same for a page's text alone."""
    return of(Page("page.md", text))


def of(page: Page) -> list[ProofBlock]:
    """Every block that counts, in page order."""
    if "proof" not in page.cache:
        page.cache["proof"] = _unverified(list(_blocks(page)))
    return page.cache["proof"]


def markers_of(page: Page) -> dict[int, tuple[LiveMarker, ...]]:
    """Line of a block -> the markers before it that can be understood."""
    found: dict[int, tuple[LiveMarker, ...]] = {}
    for marker in page.markers:
        read = live_markers.read(marker) if marker.kind == "live" else None
        if isinstance(read, LiveMarker):
            found[marker.first] = (*found.get(marker.first, ()), read)
    return found


def _blocks(page: Page) -> Iterator[ProofBlock]:
    kinds, before, static_ones = _kinds(page), markers_of(page), static.reasons(page)
    setup, values, add_ons = live_matter.of(page.front)
    matter = [setup, values, *([add_ons] if add_ons else [])]  # a page without add-ons has the keys it always had
    seen = Counter[str]()
    for block, after in zip(page.markdown.blocks, [*page.markdown.blocks[1:], None], strict=False):
        line = block.header.line
        if line not in kinds:
            continue
        place, markers = places(page).of[line], before.get(line, ())
        output = after if after and kinds[line] == "commands" and is_output(after) else None
        expected, verifies = verify.expected(place.paragraph), verify.is_verify(place.paragraph)
        said = [f"{marker.verb} {marker.value}" for marker in markers]
        printed = output.text if output else None
        key = _key([*matter, said, block.language, block.text, printed, expected, verifies])
        seen[key] += 1
        key += f"#{seen[key]}" if seen[key] > 1 else ""
        reason = live_markers.reason(markers) or (static_ones[line].reason if line in static_ones else "")
        task = place.task.text if place.task else ""
        inside = place.solution and bool(task)
        yield ProofBlock(block, kinds[line], key, reason, markers, output, expected, verifies, task, inside)


def _unverified(every: list[ProofBlock]) -> list[ProofBlock]:
    """A verify block cannot say yes where a block of its solution is static: it is static for the same reason."""
    last = {one.task: one.block.header.line for one in every if one.verify and one.solution}
    reasons: dict[str, str] = {}
    for one in every:
        if one.solution and one.reason and one.block.header.line <= last.get(one.task, 0):
            reasons.setdefault(one.task, one.reason)
    verifies = {id(one) for one in every if one.verify and one.solution and not one.reason}
    return [one._replace(reason=reasons.get(one.task, "")) if id(one) in verifies else one for one in every]


def is_output(block: Block) -> bool:
    """Whether a block shows what the commands above it print."""
    return block.language == "text" and block.attributes.get("title") == "Output"


def _key(facts: list[object]) -> str:
    canonical = json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _kinds(page: Page) -> dict[int, str]:
    """Line of a block that counts -> its kind."""
    typed = {block.header.line: "commands" for block, script in page.scripts if any(map(_says, script))}
    whole = {id(source.lines): source for source in sources(page) if source.whole}
    yaml = (block for block in page.blocks("yaml") if id(block.lines) in whole)
    return typed | {b.header.line: "manifest" for b in yaml if _is_manifest(whole[id(b.lines)])}


def _says(line: object) -> bool:
    text = getattr(line, "text", "").strip()
    return bool(text) and not text.startswith("#")


def _is_manifest(source: Source) -> bool:
    return all(map(_is_object, source.documents))


def _is_object(document: Node) -> bool:
    """Whether a document is an object that an API server stores, and not the file of a program or an answer."""
    version, kind = document.text("apiVersion"), document.text("kind")
    if not version or not kind:
        return False
    group = version.partition("/")[0] if "/" in version else ""
    files = specs.by_hand("static")["no object"]
    return not (group in files["groups"] or group.endswith(".config.k8s.io") or kind in files["kinds"])
