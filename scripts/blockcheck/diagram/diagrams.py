"""Mermaid in, problems or SVG out."""

import atexit
import json
from functools import cache
from types import ModuleType
from typing import Any
from xml.etree import ElementTree as ET

from blockcheck.diagram import drawing

NAMES = {
    "flowchart-v2": "flowchart",
    "sequence": "sequenceDiagram",
    "stateDiagram": "stateDiagram-v2",
    "timeline": "timeline",
}
SITE: dict[str, Any] = {  # narrow, for phones; `elk` needs half the width of the default
    "htmlLabels": False,
    "theme": "default",
    "look": "classic",
    "layout": "elk",
    "fontFamily": "arial,sans-serif",
    "flowchart": {"minNodeWidth": 0, "wrappingWidth": 260, "nodeSpacing": 30, "rankSpacing": 40},
    "sequence": {"width": 110, "height": 45, "actorMargin": 30},
    "timeline": {"leftMargin": 30, "padding": 10},
}


class CannotDraw(Exception):
    """No SVG for this diagram; the text says why."""


@cache
def _merman() -> ModuleType | None:
    try:
        import merman  # noqa: PLC0415  (no wheel on some platforms: mermaid2 previews there)
    except ImportError:
        return None
    return merman


def available() -> bool:
    """Whether diagrams can be drawn and judged on this machine."""
    return _merman() is not None


def problem(source: str) -> tuple[int, int, str] | None:
    """Line and column in the diagram, and the parser's words, if it does not parse or draw."""
    if not available():
        return None
    try:
        report = json.loads(_client().analyze_json(source, None))
    except Exception as error:  # what a foreign library raises is not ours to list
        return 1, 1, _words(error)
    for found in report["diagnostics"]:
        if found["severity"] == "error":
            return *_place(source, found["span"]["byte_start"]), found["message"]
    try:
        _draw(source, "d")
    except CannotDraw as error:
        return 1, 1, str(error)
    return None


def svg(source: str, diagram_id: str) -> str:
    """The diagram as inline SVG on one line, its ids beginning with `diagram_id`."""
    return ET.tostring(_svg(source, diagram_id), encoding="unicode")


def figure(source: str, diagram_id: str) -> str:
    """The diagram with its caption, in a box that scrolls where the screen is too narrow."""
    picture = _svg(source, diagram_id)
    title = picture[0].text or ""
    outer = ET.Element("figure", {"class": "diagram"})
    box = {"tabindex": "0", "role": "group", "aria-label": f"Diagram: {title}"}
    ET.SubElement(outer, "div", box).append(picture)
    ET.SubElement(outer, "figcaption").text = title
    return ET.tostring(outer, encoding="unicode")


def _svg(source: str, diagram_id: str) -> ET.Element:
    picture, model = _draw(source, diagram_id)
    names = {"title": model.get("accTitle"), "desc": model.get("accDescr")}
    for at, (tag, words) in enumerate(names.items()):
        element = ET.Element(tag, {"id": f"{diagram_id}-{tag}"})
        element.text = words or "Diagram"
        picture.insert(at, element)
    picture.set("role", "img")
    picture.set("aria-labelledby", f"{diagram_id}-title")
    picture.set("aria-describedby", f"{diagram_id}-desc")
    return picture


def _draw(source: str, diagram_id: str) -> tuple[ET.Element, dict[str, Any]]:
    if not available():
        raise CannotDraw("merman is not installed, it has no wheel for this platform")
    options = json.dumps({"svg": {"diagram_id": diagram_id}, "site_config": SITE})
    try:
        model = json.loads(_client().parse_json(source, None))
        if model["type"] not in NAMES:
            raise CannotDraw(f"a diagram of type {model['type']} is not drawn here; use {', '.join(NAMES.values())}")
        return drawing.slim(_client().render_svg(source, options), diagram_id), model
    except CannotDraw:
        raise
    except Exception as error:  # what a foreign library raises is not ours to list
        raise CannotDraw(_words(error)) from error


@cache
def _client() -> Any:
    atexit.register(_client.cache_clear)  # it frees itself only while its library is still loaded
    return _merman().Merman()


def _words(error: Exception) -> str:
    return " ".join((getattr(error, "message", "") or str(error) or type(error).__name__).split())


def _place(source: str, byte: int) -> tuple[int, int]:
    """Line and column, in characters, of a byte of the source."""
    before = source.encode()[:byte].decode(errors="ignore")
    return before.count("\n") + 1, len(before) - before.rfind("\n")
