"""A page's lines in, its front matter out."""

from typing import NamedTuple

import yaml

from blockcheck.finding import Problem, point

FENCE = "---"


class FrontMatter(NamedTuple):
    """`fields` (strings and lists of strings as written), the index of the first line after it, and what is wrong."""

    fields: dict[str, object]
    end: int
    problem: Problem | None


def read(lines: list[str]) -> FrontMatter:
    """Read the block between the two `---` lines at the top of a page."""
    if not lines or lines[0].rstrip() != FENCE:
        return FrontMatter({}, 0, None)
    end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() in (FENCE, "...")), None)
    if end is None:
        return FrontMatter({}, 0, Problem(point(1), "the front matter is not closed; end it with a line of ---"))
    try:
        fields = yaml.load("\n".join(lines[1:end]), Loader=yaml.BaseLoader)  # noqa: S506 - strings and lists only
    except yaml.YAMLError as error:
        return FrontMatter({}, end + 1, _problem(error))
    except RecursionError:
        return FrontMatter({}, end + 1, Problem(point(2), "the front matter is nested too deep; it needs no nesting"))
    if fields is not None and not isinstance(fields, dict):
        return FrontMatter({}, end + 1, Problem(point(2), "the front matter is no list of fields; write `title: …`"))
    return FrontMatter(fields or {}, end + 1, None)


def _problem(error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None)
    place = point(mark.line + 2, mark.column + 1) if mark else point(2)
    return Problem(place, f"the front matter is not YAML: {getattr(error, 'problem', None) or error}")
