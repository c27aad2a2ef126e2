"""How queries did: what the search door counted, what pages told, what was ordered afterwards."""

from datetime import datetime, timedelta

from django.db.models import Sum

from commesso.discovery.models import QueryCount
from commesso.discovery.queries.wishes import list_synonyms
from commesso.discovery.rules.searching.counting import fold_query
from commesso.discovery.rules.searching.reporting import (
    LEAST_VISITS,
    QueryFigures,
    SynonymIdea,
    find_ideas,
    merge_figures,
)
from commesso.infra import api as infra
from commesso.kernel.ids import StoreId
from commesso.stores.contracts import StoreInfo

DAYS = 30
_MOST = 5_000  # queries; what is rarer nobody looks at


def list_figures(store: StoreInfo, *, now: datetime) -> list[QueryFigures]:
    """Return how the queries of the last 30 days did, the most searched first. Revenue is in the shop's currency."""
    since = now - timedelta(days=DAYS)
    told = [
        QueryFigures(
            query=row["query"],
            searches=row["searches"],
            empty=row["empty"],
            observed=row["searches"],
            looked_at=row["looked_at"],
        )
        for row in infra.query("discovery", "searched_queries", store_id=store.id, since=since, most=_MOST)
    ]
    earned = [
        QueryFigures(query=row["query"], orders=row["orders"], revenue_minor=row["revenue_minor"])
        for row in infra.query("discovery", "search_revenue", store_id=store.id, since=since)
        if row["currency"] == store.currency
    ]
    return merge_figures(_list_counted(store.id, since), [*told, *earned])


def list_ideas(store_id: StoreId, figures: list[QueryFigures], *, now: datetime) -> list[SynonymIdea]:
    """Return which queries may mean the same, as shoppers showed in the last 30 days."""
    since = now - timedelta(days=DAYS)
    rows = infra.query("discovery", "query_pairs", store_id=store_id, since=since, least=LEAST_VISITS)
    known = [frozenset(map(fold_query, each.phrases)) for each in list_synonyms(store_id)]
    pairs = [(row["query"], row["meant"], row["visits"]) for row in rows]
    return find_ideas(pairs, {each.query: each for each in figures}, known=known)


def _list_counted(store_id: StoreId, since: datetime) -> list[QueryFigures]:
    rows = (
        QueryCount.objects.for_store(store_id)
        .filter(searched_on__gte=since.date())
        .values("query")
        .annotate(total=Sum("searches"), nothing=Sum("empty"))
        .order_by("-total")[:_MOST]
    )
    return [QueryFigures(query=row["query"], searches=row["total"], empty=row["nothing"]) for row in rows]
