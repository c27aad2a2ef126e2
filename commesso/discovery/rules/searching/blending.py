"""Putting ranked lists together."""

from collections.abc import Sequence

ENOUGH = 12  # a first screen on a phone and a little more; below that the next tier adds its own
_RRF = 60  # Cormack, Clarke and Buettcher, 2009


def fuse(*rankings: Sequence[str]) -> list[str]:
    """Return one ranking of several by reciprocal rank; what stands high in any comes early."""
    scores: dict[str, float] = {}
    for ranking in rankings:
        for place, each in enumerate(ranking, start=1):
            scores[each] = scores.get(each, 0.0) + 1 / (_RRF + place)
    return sorted(scores, key=lambda each: -scores[each])


def append_new(first: Sequence[str], more: Sequence[str], *, limit: int) -> list[str]:
    """Return the first list, then what the second adds."""
    return list(dict.fromkeys((*first, *more)))[:limit]
