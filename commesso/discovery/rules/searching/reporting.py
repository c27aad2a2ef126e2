"""How queries did, put together from two tellers: the search door counts every query, pages tell what came after it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from commesso.discovery.rules.searching.counting import fold_query, may_keep_query

LEAST_VISITS = 3  # that went from one query to the other, before the two are taken to mean the same
_MOSTLY = 0.5
_ENOUGH_OBSERVED = 5  # searches whose sequel is known, before their share says anything


@dataclass(frozen=True, kw_only=True, slots=True)
class QueryFigures:
    """A query over a period. `observed`: searches whose sequel is known; of those `looked_at` led to a product."""

    query: str
    searches: int = 0
    empty: int = 0
    observed: int = 0
    looked_at: int = 0
    orders: int = 0
    revenue_minor: int = 0

    @property
    def empty_share(self) -> float:
        return self.empty / self.searches if self.searches else 0.0

    @property
    def looked_share(self) -> float | None:
        """The share of searches that led to a product; None while too few are known."""
        return self.looked_at / self.observed if self.observed >= _ENOUGH_OBSERVED else None

    @property
    def finds_nothing(self) -> bool:
        return self.empty_share >= _MOSTLY

    @property
    def is_passed_by(self) -> bool:
        """Whether it finds something that hardly anybody wants to look at."""
        share = self.looked_share
        return not self.finds_nothing and share is not None and share < _MOSTLY / 2


@dataclass(frozen=True, kw_only=True, slots=True)
class SynonymIdea:
    """Shoppers searched `query`, found nothing, and then searched `meant`."""

    query: str
    meant: str
    visits: int


def merge_figures(counted: Iterable[QueryFigures], told: Iterable[QueryFigures]) -> list[QueryFigures]:
    """Return each query once, the most searched first.

    Both tellers may have met the same searches, so the larger number counts. What pages tell of accents and signs is
    folded here; what may name somebody is left out.
    """
    by_query: dict[str, QueryFigures] = {each.query: each for each in counted}
    heard: dict[str, QueryFigures] = {}
    for each in told:
        query = fold_query(each.query)
        if may_keep_query(query):
            heard[query] = _add(heard.get(query, QueryFigures(query=query)), each)
    for query, each in heard.items():
        known = by_query.get(query, QueryFigures(query=query))
        by_query[query] = replace(
            each,
            searches=max(known.searches, each.searches),
            empty=max(known.empty, each.empty),
        )
    return sorted(by_query.values(), key=lambda each: (-each.searches, each.query))


def find_ideas(
    pairs: Iterable[tuple[str, str, int]],
    figures: Mapping[str, QueryFigures],
    *,
    known: Collection[frozenset[str]],
) -> list[SynonymIdea]:
    """Return which queries may mean the same: the first finds nothing, the second does, and none of us knew."""
    ideas = {}
    for query, meant, visits in (
        (fold_query(one), fold_query(other), visits) for one, other, visits in pairs
    ):
        first, second = figures.get(query), figures.get(meant)
        if first is None or second is None or not first.finds_nothing or second.finds_nothing:
            continue
        if (
            visits >= LEAST_VISITS
            and query not in ideas
            and not any({query, meant} <= each for each in known)
        ):
            ideas[query] = SynonymIdea(query=query, meant=meant, visits=visits)
    return list(ideas.values())


def _add(one: QueryFigures, other: QueryFigures) -> QueryFigures:
    return QueryFigures(
        query=one.query,
        searches=one.searches + other.searches,
        empty=one.empty + other.empty,
        observed=one.observed + other.observed,
        looked_at=one.looked_at + other.looked_at,
        orders=one.orders + other.orders,
        revenue_minor=one.revenue_minor + other.revenue_minor,
    )
