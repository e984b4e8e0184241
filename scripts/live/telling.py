"""What came of the pages in, lines for people out."""

from collections import Counter
from collections.abc import Sequence

from blockcheck import report
from blockcheck.finding import Finding
from live.result import PageResult

ORDER = ("run", "admitted", "simulated", "static", "failing")
ALWAYS = {"run", "static", "simulated", "failing"}
LINE_BREAK = "\u23ce"  # stands for a line's end where the checker's report shows one line only


def page_line(result: PageResult) -> str:
    """`architecture/etcd.md: 31 run, 4 static, 2 simulated, 0 failing, 12.3 s`."""
    end = ", the cluster died" if result.died else ""
    return f"{result.name}: {_counts(result.counts)}{end}, {result.seconds:.1f} s"


def findings(found: Sequence[Finding], colour: bool = False) -> str:
    """As the checker prints them, but for its last line; a difference keeps its lines."""
    if not found:
        return ""
    shown = [one._replace(message=one.message.replace("\n", LINE_BREAK)) for one in found]
    text = report.as_text(shown, colour).rstrip("\n")
    return text[: text.rindex("\n") + 1].replace(LINE_BREAK, "\n      ")


def summary(results: Sequence[PageResult], seconds: float) -> str:
    """All pages together; why blocks are static; what they ran on."""
    counts: Counter[str] = sum((result.counts for result in results), Counter())
    static: Counter[str] = sum((result.static for result in results), Counter())
    on = " and ".join(sorted({result.on for result in results if result.on}))
    memory = max((result.memory for result in results), default=0)
    lines = [f"{len(results)} page{'s' * (len(results) != 1)}: {_counts(counts)}, {seconds:.1f} s"]
    if static:
        lines.append("static: " + ", ".join(f"{reason} {count}" for reason, count in static.most_common()))
    if on:
        lines.append(f"on {on}{f', {memory / 2**30:.1f} GiB of memory at most' if memory else ''}")
    died = [result.name for result in results if result.died]
    if died:
        lines.append(f"nothing is recorded for {', '.join(died)}: the cluster died")
    return "\n".join(lines) + "\n"


def _counts(counts: Counter[str]) -> str:
    return ", ".join(f"{counts[name]} {name}" for name in ORDER if counts[name] or name in ALWAYS)
