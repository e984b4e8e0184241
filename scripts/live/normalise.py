"""What a command printed in, the same without what differs from one run to the next out."""

import re

CONSONANTS = "bcdfghjklmnpqrstvwxz2456789"  # the letters and digits of generated names
MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
CLOCK = r"\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?"
ZONE = r"(?: ?(?:Z|GMT|UTC|CET|[+-]\d{2}:?\d{2}))*"

# Each kind of value that changes, and what stands for it. The order matters: the longest forms come first.
RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), stand_in)
    for pattern, stand_in in (
        (r"\x1b\[[0-9;?]*[A-Za-z]", ""),
        (r"\beyJ[\w-]+(?:\.[\w-]+)+", "<token>"),
        (r"\b[a-z0-9]{6}\.[a-z0-9]{16}\b", "<token>"),
        (r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b", "<uid>"),
        (rf"\b\d{{4}}-\d{{2}}-\d{{2}}(?:[T ]{CLOCK}{ZONE})?", "<time>"),
        (rf"(?:\b\w{{3}}, )?\b\d{{1,2}} {MONTH} \d{{4}} {CLOCK}{ZONE}", "<time>"),
        (rf"(?:\b\w{{3}} )?\b{MONTH} +\d{{1,2}},?(?: \d{{4}})? +{CLOCK}(?: \d{{4}})?{ZONE}(?: \d{{4}})?", "<time>"),
        (rf"\b[IWEF]\d{{4}} {CLOCK} +\d+\b", "<time>"),
        (r"\b(?:sha256:)?(?=[0-9a-f]*\d)[0-9a-f]{12,64}\b", "<hash>"),
        (r"(?:[0-9A-F]{2}:){7,}[0-9A-F]{2}\b", "<hash>"),
        (r"[A-Za-z0-9+/]{40,}={0,2}", "<data>"),
        (rf"-(?=[{CONSONANTS}]*\d)[{CONSONANTS}]{{6,10}}-[{CONSONANTS}]{{5}}\b", "-<name>"),
        (rf"-(?=[{CONSONANTS}]*\d)[{CONSONANTS}]{{8,10}}\b", "-<name>"),
        (rf"-[{CONSONANTS}]{{5}}(?![\w.-])", "-<name>"),
        (r"\b(?!127\.|0\.0\.0\.0)\d{1,3}(?:\.\d{1,3}){3}\b", "<ip>"),
        (r"\b(pid|PID|Process ID)([=: ]+)\d+\b", r"\1\2<n>"),
        (r"(?i)\b(resource_?version|(?:mod_|create_)?revision|generation|raft_?(?:index|term))(\"? ?[:=] ?\"?)\d+", r"\1\2<n>"),
        (r"\b\d+(?:\.\d+)? ?[kKMG]i?B\b", "<size>"),
        (r"(?<![\w.:=/-])\d+(?:\.\d+)?(?:ns|µs|ms)\b", "<age>"),
        (r"(?<![\w.:=/-])(?:\d+y)?(?:\d+d)?(?:\d+h)?(?:\d{1,2}m)?\d+(?:\.\d+)?s\b", "<age>"),
        (r"(?<![\w.:=/-])(?<!cpu: )(?:\d+y\d*d?|\d+d\d*h?|\d+h\d*m?|\d{1,2}m)(?![\w.:/-])", "<age>"),
    )
)  # fmt: skip
GAP = re.compile(r"(?<=\S)[ \t]{2,}|(?<=\S)\t")
RULE_OFF = re.compile(r"-{3,}|={3,}")


def lines(text: str) -> list[str]:
    """The lines that are left, each without its column widths; blank ones at the end are dropped."""
    found = [line(one) for one in text.expandtabs(8).splitlines()]
    while found and not found[-1]:
        found.pop()
    return found


def line(text: str) -> str:
    """One line, comparable."""
    for pattern, stand_in in RULES:
        text = pattern.sub(stand_in, text)
    return GAP.sub(" ", RULE_OFF.sub("---", text)).rstrip()
