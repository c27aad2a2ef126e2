"""What somebody looked at in this visit moves what is like it up a little, among products that answer equally well."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_MOST_PLACES = 3.0  # that a product moves up
_FAMILY, _BRAND = 0.6, 0.4  # what kinship is made of


@dataclass(frozen=True, slots=True)
class Kin:
    """A product by what it may be akin to: its brand and its families."""

    product_id: str
    brand: str
    families: tuple[str, ...]


def rank_by_taste(found: Sequence[Kin], viewed: Sequence[Kin], *, steps: Sequence[int]) -> list[str]:
    """Return the products in their new order.

    `steps` are the places where the next tier begins: no product moves across one.
    """
    families = Counter(family for each in viewed for family in each.families)
    brands = Counter(each.brand for each in viewed if each.brand)
    bounds = sorted({0, len(found), *(step for step in steps if 0 < step < len(found))})
    return list(_rank(found, bounds, families, brands, max(1, len(viewed))))


def _rank(
    found: Sequence[Kin], bounds: Sequence[int], families: Counter[str], brands: Counter[str], total: int
) -> Iterator[str]:
    for begin, end in pairwise(bounds):
        places = {}
        for place, each in enumerate(found[begin:end]):
            kinship = _FAMILY * max((families[family] for family in each.families), default=0)
            kinship += _BRAND * (brands[each.brand] if each.brand else 0)
            places[each.product_id] = place - _MOST_PLACES * kinship / total
        yield from sorted(places, key=lambda product_id: places[product_id])
