"""merman's SVG in, the same picture as slim and harmless SVG with our own few classes out.

Only what is listed here is copied, so neither script, link, style nor foreign markup of a label gets through.
Colours and font come from docs/assets/notes.css, which knows the classes: node note cluster frame line life solid.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree import ElementTree as ET

from blockcheck.diagram import edges

SVG = "{http://www.w3.org/2000/svg}"
EM = 14.5  # merman measures at 16 px, the page draws at 14: this centres a line between the two
ROW = 16.5  # from one line of a label to the next
MIDDLE = 5.0  # from the middle of a line to its baseline
SHAPES = {"rect", "circle", "ellipse", "line", "polygon", "polyline", "path"}
GEOMETRY = {"d", "points", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "width", "height"}
MARKER = {"viewBox", "refX", "refY", "markerUnits", "markerWidth", "markerHeight", "orient"}
DROPPED = {"background", "inner", "note-cluster", "edge-thickness-invisible", "edge-pattern-invisible"}
ROLES = {
    **dict.fromkeys(("node", "actor", "actor-man", "node-bkg", "labelBox"), "node"),
    **dict.fromkeys(("activation0", "activation1", "activation2"), "node"),
    **dict.fromkeys(("flowchart-link", "transition", "messageLine0", "messageLine1", "lineWrapper"), "line"),
    **dict.fromkeys(("cluster", "statediagram-cluster", "rect"), "cluster"),
    **dict.fromkeys(("note", "statediagram-note"), "note"),
    "loopLine": "frame",
    "actor-line": "life",
    "state-start": "solid",
}
DASHED = {"edge-pattern-dotted", "edge-pattern-dashed", "messageLine1"}
ON_LINES = {"edgeLabel", "messageText", "loopText", "sectionTitle"}  # text with a halo, to be read across a line
NUMBER = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")


class Unknown(Exception):
    """The SVG holds text we would lose."""


class Place(NamedTuple):
    """Where the walk stands: classes from the root down, the translation so far, centres of node and edge label."""

    classes: tuple[str, ...] = ()
    x: float = 0.0
    y: float = 0.0
    centre: float | None = None  # x of the middle of the node or cluster we are in
    middle: float | None = None  # y of the middle of the edge label we are in


def slim(source: str, diagram_id: str) -> ET.Element:
    """Redraw merman's picture: a flat list of shapes and texts, and the arrow heads in use."""
    root = ET.fromstring(source)
    left, top, width, height = (float(n) for n in root.attrib["viewBox"].split())
    size = {"width": f"{width:.0f}", "height": f"{height:.0f}", "style": f"--w:{width:.0f}"}
    picture = ET.Element("svg", {"viewBox": f"{left:.0f} {top:.0f} {width:.0f} {height:.0f}", **size})
    drawn = list(_walk(root, Place()))
    _trim(drawn)
    markers = {m.attrib["id"]: m for m in root.iter(f"{SVG}marker")}
    names: dict[str, str] = {}
    for element in drawn:
        for end in ("marker-start", "marker-end"):
            if end in element.attrib:
                old = element.attrib[end].removeprefix("url(#").removesuffix(")")
                names.setdefault(old, f"{diagram_id}-{len(names)}")
                element.set(end, f"url(#{names[old]})")
    picture.extend(_marker(markers[old], new) for old, new in names.items())
    picture.extend(drawn)
    return picture


def _walk(element: ET.Element, here: Place) -> Iterator[ET.Element]:
    for child in element:
        tag = child.tag.removeprefix(SVG)
        if tag in {"style", "defs", "marker", "symbol", "title", "desc"}:
            continue
        place = _enter(child, here)
        if DROPPED.intersection(place.classes) or any(c.startswith("node-line") for c in place.classes):
            continue
        if tag == "text":
            yield from _text(child, place)
        elif tag in SHAPES:
            yield from _shape(child, tag, place)
        elif tag in {"g", "a", "svg"}:
            if "_end" in child.get("id", "") and "default" in place.classes:  # merman sketches it in 60 curves
                yield from _end_state(place)
            else:
                yield from _walk(child, place)
        elif "".join(child.itertext()).strip():
            raise Unknown(f"merman draws this label as <{tag}>")


def _enter(element: ET.Element, here: Place) -> Place:
    own = tuple(element.get("class", "").split())
    x, y = here.x, here.y
    if match := re.match(r"translate\(([-\d.e]+)[, ]*([-\d.e]+)?\)", element.get("transform", "")):
        x, y = x + float(match[1]), y + float(match[2] or 0)
    centre, middle = here.centre, here.middle
    if "node" in own:
        centre = x
    elif "cluster" in own or "statediagram-cluster" in own:
        box = next(element.iter(f"{SVG}rect"), None)
        centre = None if box is None else x + float(box.get("x", 0)) + float(box.get("width", 0)) / 2
    if "edgeLabel" in own:
        centre, middle = x, y
    return Place(here.classes + own, x, y, centre, middle)


def _shape(element: ET.Element, tag: str, place: Place) -> Iterator[ET.Element]:
    kept = {key: _short(value) for key, value in element.attrib.items() if key in GEOMETRY and value != "0"}
    if tag == "rect" and "width" not in kept:
        return  # an empty background
    if tag == "circle":
        kept = {key: value for key, value in kept.items() if key not in {"width", "height"}}
    role = next((ROLES[c] for c in reversed(place.classes) if c in ROLES), "node")
    if role == "node" and "statediagram-note" in place.classes:
        role = "note"
    if DASHED.intersection(place.classes) or "stroke-dasharray: 3" in element.get("style", ""):
        role += " dashed"
    if "edge-thickness-thick" in place.classes:
        role += " thick"
    if place.x or place.y:
        kept["transform"] = f"translate({_short(str(place.x))} {_short(str(place.y))})"
    ends = {end: element.attrib[end] for end in ("marker-start", "marker-end") if end in element.attrib}
    yield ET.Element(tag, {"class": role, **kept, **ends})


def _end_state(place: Place) -> Iterator[ET.Element]:
    at = {"cx": _short(str(place.x)), "cy": _short(str(place.y))}
    yield ET.Element("circle", {"class": "node", **at, "r": "7"})
    yield ET.Element("circle", {"class": "solid", **at, "r": "4"})


def _text(element: ET.Element, place: Place) -> Iterator[ET.Element]:
    rows = [row for row in element if row.tag == f"{SVG}tspan"] or [element]
    rows = [row for row in rows if "".join(row.itertext()).strip()]
    at = _pixels(element.get("y", "0"))
    for number, row in enumerate(rows):
        at = _pixels(row.get("y", "")) if "y" in row.attrib and row is not element else at
        at += _pixels(row.get("dy", element.get("dy", "0") if number == 0 else "0"))
        x = place.x + _pixels(row.get("x", element.get("x", "0")))
        y = place.y + at + (MIDDLE if element.get("dominant-baseline") in {"middle", "central"} else 0)
        if place.centre is not None:
            x = place.centre
        if place.middle is not None:
            y = place.middle + (number - (len(rows) - 1) / 2) * ROW + MIDDLE
        text = ET.Element("text", {"x": _short(str(x)), "y": _short(str(y))})
        if ON_LINES.intersection(place.classes):
            text.set("class", "halo")
        elif "cluster-label" in place.classes or element.get("font-weight") == "bold":
            text.set("class", "name" if place.centre is not None else "name start")
        text.text = " ".join("".join(row.itertext()).split())
        yield text


def _trim(drawn: list[ET.Element]) -> None:
    boxes = [_box(element) for element in drawn if element.tag == "rect" and element.attrib["class"] == "node"]
    for element in drawn:
        if element.tag == "path" and element.attrib["class"].startswith("line") and "transform" not in element.attrib:
            heads = "marker-start" in element.attrib, "marker-end" in element.attrib
            element.set("d", edges.trimmed(element.attrib["d"], boxes, heads))


def _box(rect: ET.Element) -> edges.Box:
    moved = re.findall(r"-?[\d.]+", rect.get("transform", "0 0"))
    left, top = float(rect.get("x", 0)) + float(moved[0]), float(rect.get("y", 0)) + float(moved[1])
    return edges.Box(left, top, left + float(rect.get("width", 0)), top + float(rect.get("height", 0)))


def _marker(source: ET.Element, name: str) -> ET.Element:
    marker = ET.Element("marker", {"id": name, **{k: v for k, v in source.attrib.items() if k in MARKER}})
    for shape in source:
        lines = shape.get("fill") == "none" or "cross" in source.attrib["id"]
        kept = {key: value for key, value in shape.attrib.items() if key in GEOMETRY}
        ET.SubElement(marker, shape.tag.removeprefix(SVG), {"class": "open" if lines else "solid", **kept})
    return marker


def _pixels(length: str) -> float:
    return float(length[:-2]) * EM if length.endswith("em") else float(length.removesuffix("px") or 0)


def _short(numbers: str) -> str:
    """Round every number in a path or attribute to a whole pixel: a third fewer bytes, and nothing to see."""
    return NUMBER.sub(lambda m: str(round(float(m[0]))), numbers)
