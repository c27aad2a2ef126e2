"""Which facets a result shows: those that most products have and that split them well."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from commesso.discovery.contracts.searching import FacetCounts

MOST_FACETS, MOST_VALUES = 8, 12
_LEAST_COVERAGE = 0.2  # a facet that fewer products have hides more than it finds
_ALWAYS_FIRST = ("category", "brand")
_HIDDEN = ("in_stock",)  # a switch of its own


@dataclass(frozen=True, slots=True)
class FacetValue:
    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """Prices from (included) to (left out), minor units; None: no bound."""

    price_from: int | None
    price_to: int | None


def choose_facets(
    counts: FacetCounts, *, chosen: Mapping[str, tuple[str, ...]] | None = None
) -> tuple[Facet, ...]:
    """Return the facets worth showing, the most telling first; those already chosen from always stay."""
    by_name: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for name, value, count in counts.values:  # the most first, and no more of them are shown
        values = by_name[name]
        if len(values) < MOST_VALUES:
            values.append((value, count))
    kept = set(chosen or {})
    telling = {
        name: how_telling([count for _, count in values], counts.count)
        for name, values in by_name.items()
        if name not in _HIDDEN
    }
    wanted = [name for name, worth in telling.items() if worth > 0 or name in kept]
    wanted.sort(key=lambda name: (name not in kept, name not in _ALWAYS_FIRST, -telling[name], name))
    return tuple(
        Facet(name, tuple(FacetValue(value, count) for value, count in by_name[name]))
        for name in wanted[:MOST_FACETS]
    )


def how_telling(counts: Sequence[int], total: int) -> float:
    """Return the share of products that have one of the values shown, times the chance that two of them differ (Gini).

    0: not worth showing. Bits would favour many values of few products, such as the depth of a parcel in millimetres.
    """
    if len(counts) < 2:
        return 0.0
    whole = sum(counts)
    covered = min(1.0, whole / total) if total else 0.0
    if covered < _LEAST_COVERAGE:
        return 0.0
    differ = 1.0 - sum(count * count for count in counts) / (whole * whole)
    useful = (len(counts) - counts.count(1)) / len(counts) if total > MOST_VALUES else 1.0
    return covered * differ * useful


def make_bands(counts: FacetCounts) -> tuple[Band, ...]:
    """Return price bands with about a quarter of the products in each, at round prices; none where all cost alike."""
    rounded = sorted({_round(price) for price in counts.price_quarters})
    if counts.price_from is None or counts.price_to is None:
        return ()
    edges = [edge for edge in rounded if counts.price_from < edge <= counts.price_to]
    if not edges:
        return ()
    bounds: list[int | None] = [None, *edges, None]
    return tuple(Band(low, high) for low, high in pairwise(bounds))


def _round(price: int) -> int:
    """Return the nearest price of one, two or five and zeros between, so that a band reads well."""
    if price <= 0:
        return 0
    unit: int = 10 ** max(0, math.floor(math.log10(price)) - 1)
    step = unit * 5
    return max(unit, round(price / step) * step)
