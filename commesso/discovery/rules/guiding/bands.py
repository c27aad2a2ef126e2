"""Numbers in bands of about as many products each, cut where a person would cut."""

import math

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# How far from its place a cut may move towards a rounder number, in bands.
_SLACK = 0.3
_EPSILON = 1e-9


def make_edges(values: Floats, *, most: int) -> tuple[float, ...]:
    """Return where to cut: band i holds what is above edge i-1 and at most edge i. Every band holds something.

    Without edges there is but one band: all values are the same.
    """
    ordered = np.sort(values)
    below = ordered[ordered < ordered[-1]] if len(ordered) else ordered
    if not len(below):
        return ()
    edges: list[float] = []
    for place in range(1, most):
        ends = [_quantile(ordered, (place + slack) / most) for slack in (-_SLACK, _SLACK)]
        # The highest value needs a band above the last edge.
        edge = find_roundest(*(min(end, float(below[-1])) for end in ends))
        above = edges[-1] if edges else -math.inf
        if np.searchsorted(ordered, edge, "right") > np.searchsorted(ordered, above, "right"):
            edges.append(edge)
    return tuple(edges)


def place_in_bands(values: Floats, edges: tuple[float, ...]) -> NDArray[np.intp]:
    """Return the band of each value, from 0."""
    return np.searchsorted(np.asarray(edges, dtype=np.float64), values, "left")


def find_roundest(low: float, high: float) -> float:
    """Return the number between two, both taken, that is said most easily: 50 of 43 and 61, 0.2 of 0.17 and 0.24."""
    if low >= high:
        return low
    middle = (low + high) / 2
    top = math.ceil(math.log10(max(abs(low), abs(high), 1e-6)))
    for power in range(top, top - 12, -1):
        for lead in (10, 5, 2):
            step = lead * 10.0 ** (power - 1)
            first = math.ceil(low / step - _EPSILON)
            last = math.floor(high / step + _EPSILON)
            if first <= last:
                times = min(max(round(middle / step), first), last)
                return min(max(round(times * step, max(0, 1 - power)), low), high)
    return low


def _quantile(ordered: Floats, share: float) -> float:
    """Return a value that is there: a mean of two is a number nobody wrote."""
    place = min(len(ordered) - 1, max(0, math.ceil(share * len(ordered)) - 1))
    return float(ordered[place])
