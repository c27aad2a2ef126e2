"""What staff wish of certain queries. The search door knows of each within seconds, in every process."""

from collections.abc import Sequence

from django.db import transaction

from commesso.discovery.models import SearchPin, SearchRedirect, SynonymSet
from commesso.discovery.queries.wishes import (
    PinInfo,
    RedirectInfo,
    SynonymsInfo,
    forget_wishes,
    list_synonyms,
    pin_for,
    redirect_for,
    synonyms_for,
)
from commesso.discovery.rules.searching.counting import fold_query
from commesso.kernel.ids import StoreId


@transaction.atomic
def add_synonyms(*, store_id: StoreId, phrases: Sequence[str], one_way: bool) -> int:
    """Have phrases taken for the same, and return the row's id: of one that says so already, if there is one."""
    for known in list_synonyms(store_id):
        if known.phrases == tuple(phrases) and known.one_way == one_way:
            return known.id
    row = SynonymSet.objects.create(store_id=store_id, phrases=list(phrases), one_way=one_way)
    forget_wishes()
    return row.pk


@transaction.atomic
def change_synonyms(*, store_id: StoreId, row_id: int, phrases: Sequence[str], one_way: bool) -> None:
    row = synonyms_for(store_id, row_id)
    row.phrases, row.one_way = list(phrases), one_way
    row.save(update_fields=("phrases", "one_way"))
    forget_wishes()


@transaction.atomic
def remove_synonyms(*, store_id: StoreId, row_id: int) -> SynonymsInfo:
    """Take synonyms away, and return what they were."""
    row = synonyms_for(store_id, row_id)
    was = SynonymsInfo(id=row.pk, phrases=tuple(row.phrases), one_way=row.one_way)
    row.delete()
    forget_wishes()
    return was


@transaction.atomic
def put_redirect(*, store_id: StoreId, query: str, url: str) -> None:
    """Lead a query to a page. A redirect of the same query is replaced."""
    SearchRedirect.objects.for_store(store_id).update_or_create(
        query=fold_query(query), defaults={"url": url}, create_defaults={"store_id": store_id, "url": url}
    )
    forget_wishes()


@transaction.atomic
def remove_redirect(*, store_id: StoreId, row_id: int) -> RedirectInfo:
    """Search for the query again, and return what the redirect was."""
    row = redirect_for(store_id, row_id)
    was = RedirectInfo(id=row.pk, query=row.query, url=row.url)
    row.delete()
    forget_wishes()
    return was


@transaction.atomic
def put_pin(*, store_id: StoreId, query: str, product_ids: Sequence[str]) -> None:
    """Have products stand first for a query, in this order. What was pinned to the query before is replaced."""
    ids = list(dict.fromkeys(product_ids))
    SearchPin.objects.for_store(store_id).update_or_create(
        query=fold_query(query),
        defaults={"product_ids": ids},
        create_defaults={"store_id": store_id, "product_ids": ids},
    )
    forget_wishes()


@transaction.atomic
def remove_pin(*, store_id: StoreId, row_id: int) -> PinInfo:
    """Let the query find what it finds, and return what was pinned."""
    row = pin_for(store_id, row_id)
    was = PinInfo(id=row.pk, query=row.query, product_ids=tuple(row.product_ids))
    row.delete()
    forget_wishes()
    return was
