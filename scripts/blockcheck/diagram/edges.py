"""An edge's path in, the path without a stub along a box's border out.

merman routes an edge of its ELK layout to the border and then along it towards the middle, so that the arrow head
points sideways. The corner on the border is where the edge ought to end.
"""

import re
from typing import NamedTuple

PAIR = r"(-?[\d.]+)[, ](-?[\d.]+)"
START = re.compile(rf"^M{PAIR}L{PAIR}Q{PAIR} {PAIR}")
END = re.compile(rf"L{PAIR}Q{PAIR} {PAIR}L{PAIR}$")
HEAD = 4  # pixels an arrow head needs before the border
NEAR = 1.6  # pixels: place and size of a box are rounded, and the path


class Box(NamedTuple):
    """A node's rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    def has_on_border(self, x: float, y: float) -> bool:
        across = self.left - NEAR <= x <= self.right + NEAR
        along = self.top - NEAR <= y <= self.bottom + NEAR
        on_side = min(abs(x - self.left), abs(x - self.right)) < NEAR
        on_level = min(abs(y - self.top), abs(y - self.bottom)) < NEAR
        return (across and on_level) or (along and on_side)


def trimmed(path: str, boxes: list[Box], heads: tuple[bool, bool]) -> str:
    """Cut the stubs at both ends; `heads` says which end, first or last, carries an arrow head."""
    if match := START.match(path):
        corner, after = _pair(match, 5), _pair(match, 7)
        if _on_border(boxes, corner):
            path = "M" + _point(_back(corner, after, heads[0])) + "L" + _point(after) + path[match.end() :]
    if match := END.search(path):
        before, corner = _pair(match, 1), _pair(match, 3)
        if _on_border(boxes, corner):
            path = path[: match.start()] + "L" + _point(_back(corner, before, heads[1]))
    return path


def _pair(match: re.Match[str], group: int) -> tuple[float, float]:
    return float(match[group]), float(match[group + 1])


def _on_border(boxes: list[Box], point: tuple[float, float]) -> bool:
    return any(box.has_on_border(*point) for box in boxes)


def _back(corner: tuple[float, float], inner: tuple[float, float], head: bool) -> tuple[float, float]:
    """The corner, moved back along its edge by the length of an arrow head."""
    dx, dy = inner[0] - corner[0], inner[1] - corner[1]
    length = max((dx * dx + dy * dy) ** 0.5, 1)
    step = HEAD / length if head else 0
    return corner[0] + dx * step, corner[1] + dy * step


def _point(point: tuple[float, float]) -> str:
    return f"{point[0]:g},{point[1]:g}"
