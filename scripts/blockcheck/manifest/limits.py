"""A scalar of the right type in, what is wrong with it out where its field takes less than the type says."""

from blockcheck.command import expressions
from blockcheck.manifest import scalars
from blockcheck.manifest.scalars import Fault
from blockcheck.manifest.yaml_nodes import Node
from blockcheck.text.suggest import closest

PORTS = {"containerPort", "hostPort", "port", "nodePort", "targetPort"}
SHARES = {"maxSurge", "maxUnavailable", "minAvailable"}
LONGEST_LIST = 8  # words or fields that a message names


def fault(node: Node, field: str, wanted: str) -> Fault | None:
    """Ports and shares, known by the names of their fields."""
    if field in PORTS and wanted in ("integer", "int-or-string") and not (field == "hostPort" and node.value == "0"):
        return _port(node)
    if field in SHARES and wanted == "int-or-string" and scalars.kind(node) == "string":
        share = node.value.removesuffix("%")
        if not share.isdigit() or share == node.value:
            message = f"takes a whole number or a share such as 25%, not {scalars.shown(node.value)}"
            return Fault("malformed-field-quantity", message)
    return None


def _port(node: Node) -> Fault | None:
    """What is wrong with a port: a number out of range, or a malformed name."""
    text = scalars.shown(node.value)
    if scalars.kind(node) == "integer" and not expressions.port(node.value):
        return None
    if scalars.kind(node) == "integer":
        return Fault("malformed-field-quantity", f"takes a port, a number from 1 to 65535, not {text}")
    if expressions.PORT_NAME.fullmatch(node.value):
        return None
    words = "a port's number, or its name of at most 15 small letters, digits and dashes"
    return Fault("malformed-field-quantity", f"takes {words}, not {text}")


def word(node: Node, words: tuple[str, ...]) -> Fault | None:
    """A field that takes one of a closed list of words."""
    if node.value in words:
        return None
    near = next((one for one in words if one.lower() == node.value.lower()), None) or closest(node.value, words)
    listed = ", ".join(filter(None, words[:LONGEST_LIST])) + (", …" if len(words) > LONGEST_LIST else "")
    hint = f"did you mean {near}?" if near else f"write one of {listed}"
    return Fault("unlisted-field-value", f"does not take {scalars.shown(node.value)}; {hint}", near or None)
