"""A `live` marker in, what it tells a live run out: `<!-- live: no, needs a terminal -->`."""

import re
from typing import NamedTuple

from blockcheck.text.allow import Marker
from blockcheck.text.suggest import did_you_mean

REASONS = (
    "needs a real node",
    "needs a second machine",
    "needs a terminal",
    "needs the internet",
    "would destroy the host",
)
FORM = re.compile(r"[ \t]*:[ \t]*([\w-]+)[ \t]*,?[ \t]*(.*?)[ \t]*")
LONGEST = 600  # seconds a block may take
VALUES = {
    "no": ("REASON, which is " + " | ".join(REASONS), re.compile(rf"(?:{'|'.join(REASONS)})(?:: *\S.*)?")),
    "run": ("COMMANDS", re.compile(r".+")),
    "exit": ("STATUS, 1 to 255", re.compile(r"[1-9]\d?|1\d\d|2[0-4]\d|25[0-5]")),
    "empty": ("nothing more", re.compile("")),
    "within": (f"SECONDS such as 180s, at most {LONGEST}s", re.compile(r"(?:[1-9]\d?|[1-5]\d\d|600)s")),
    "write": ("nothing more", re.compile("")),
    "new": ("nothing more", re.compile("")),
}


class LiveMarker(NamedTuple):
    """What stands before a block for its live run: a verb of `VALUES`, and its value as written."""

    verb: str
    value: str
    line: int


def read(marker: Marker) -> LiveMarker | str:
    """The marker, or what is wrong with it."""
    match = FORM.fullmatch(marker.text)
    verb, value = (match[1], match[2]) if match else ("", "")
    if verb not in VALUES:
        named = f"live knows no {verb}" if verb else "this says nothing to live"
        return f"{named}{did_you_mean(verb, VALUES)}; write <!-- live: no, REASON --> or one of {', '.join(VALUES)}"
    wanted, pattern = VALUES[verb]
    if pattern.fullmatch(value):
        return LiveMarker(verb, value, marker.span.line)
    reason = did_you_mean(value.partition(":")[0], REASONS) if verb == "no" else ""
    comma = "," if verb == "no" else ""
    return f"`{verb}` cannot stand with `{value}`{reason}; write live: {verb}{comma} and {wanted}"


def reason(markers: tuple[LiveMarker, ...]) -> str:
    """Why the author says that a block is not to be run; empty if nothing is said."""
    return next((marker.value.partition(":")[0].strip() for marker in markers if marker.verb == "no"), "")
