"""What was searched often and found something: worth suggesting to others."""

from datetime import date, timedelta

from django.db.models import Count, Sum

from commesso.discovery.contracts.searching import SearchBackend
from commesso.discovery.models import QueryCount
from commesso.discovery.rules.searching.counting import may_suggest
from commesso.discovery.rules.searching.folding import split
from commesso.kernel.ids import StoreId

_DAYS = 60
_MOST = 2_000


def list_past_queries(store_id: StoreId, backend: SearchBackend, *, today: date) -> tuple[str, ...]:
    """Return the queries, the most asked first.

    Anybody may type anything, so a query is suggested only if every word of it stands in the shop's own products.
    """
    rows = (
        QueryCount.objects.for_store(store_id)
        .filter(searched_on__gte=today - timedelta(days=_DAYS))
        .values("query")
        .annotate(total=Sum("searches"), nothing=Sum("empty"), days=Count("searched_on"))
        .order_by("-total", "query")[:_MOST]
    )
    kept = [row["query"] for row in rows if may_suggest(row["total"], row["nothing"], row["days"])]
    return tuple(query for query in kept if all(backend.has_word(piece.text) for piece in split(query)))
