"""A misspelt word and the right ones in, the one most likely meant out."""

from collections.abc import Iterable

from rapidfuzz.distance import OSA, JaroWinkler


def closest(word: str, candidates: Iterable[str], limit: int = 0) -> str | None:
    """The nearest candidate by edits (a swap of two letters is one), None if all are too far to be a slip."""
    limit = limit or (1 if len(word) <= 4 else 2 if len(word) <= 9 else 3)
    lower = word.lower()
    near = [
        (OSA.distance(lower, c.lower(), score_cutoff=limit), c) for c in candidates if abs(len(c) - len(word)) <= limit
    ]
    letters = sorted(lower)
    ranked = sorted(
        (edits, sorted(c.lower()) != letters, -JaroWinkler.similarity(lower, c.lower()), c)
        for edits, c in near
        if edits <= limit
    )
    return ranked[0][3] if ranked and ranked[0][0] < len(word) else None


def did_you_mean(word: str, candidates: Iterable[str]) -> str:
    """`; did you mean …?` or nothing, to end a message with."""
    guess = closest(word, candidates)
    return f"; did you mean {guess}?" if guess else ""
