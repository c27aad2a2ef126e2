"""What staff wish of certain queries: as they stand on their page, and ready for the door that answers shoppers."""

from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Model, QuerySet

from commesso.discovery.contracts.searching import Redirect, Synonym
from commesso.discovery.models import SearchPin, SearchRedirect, SynonymSet
from commesso.discovery.rules.searching.wishes import SearchWishes, read_wishes
from commesso.kernel.errors import NotFound
from commesso.kernel.ids import StoreId
from commesso.kernel.memory import Memory

Row = TypeVar("Row", bound=Model)

_wishes: Memory[StoreId, SearchWishes] = Memory(seconds=2)  # another process may have changed them


@dataclass(frozen=True, kw_only=True)
class SynonymsInfo:
    id: int
    phrases: tuple[str, ...]
    one_way: bool


@dataclass(frozen=True, kw_only=True)
class RedirectInfo:
    id: int
    query: str
    url: str


@dataclass(frozen=True, kw_only=True)
class PinInfo:
    """Products that stand first for a query, in this order."""

    id: int
    query: str
    product_ids: tuple[str, ...]


def recall_wishes(store_id: StoreId) -> SearchWishes:
    """Return the store's wishes as they were a moment ago."""
    return _wishes.read(store_id, lambda: _read(store_id))


def forget_wishes() -> None:
    """Read them anew at the next question: they changed, or the process has just begun."""
    _wishes.forget_all()


def list_synonyms(store_id: StoreId) -> list[SynonymsInfo]:
    rows = SynonymSet.objects.for_store(store_id).order_by("pk")
    return [SynonymsInfo(id=row.pk, phrases=tuple(row.phrases), one_way=row.one_way) for row in rows]


def list_redirects(store_id: StoreId) -> list[RedirectInfo]:
    rows = SearchRedirect.objects.for_store(store_id).order_by("query")
    return [RedirectInfo(id=row.pk, query=row.query, url=row.url) for row in rows]


def list_pins(store_id: StoreId) -> list[PinInfo]:
    rows = SearchPin.objects.for_store(store_id).order_by("query")
    return [PinInfo(id=row.pk, query=row.query, product_ids=tuple(row.product_ids)) for row in rows]


def find_pin(store_id: StoreId, query: str) -> PinInfo | None:
    return next((pin for pin in list_pins(store_id) if pin.query == query), None)


def find_redirect(store_id: StoreId, query: str) -> RedirectInfo | None:
    return next((each for each in list_redirects(store_id) if each.query == query), None)


def synonyms_for(store_id: StoreId, row_id: int) -> SynonymSet:
    return _one(SynonymSet.objects.for_store(store_id).filter(pk=row_id), "synonyms", row_id)


def redirect_for(store_id: StoreId, row_id: int) -> SearchRedirect:
    return _one(SearchRedirect.objects.for_store(store_id).filter(pk=row_id), "redirect", row_id)


def pin_for(store_id: StoreId, row_id: int) -> SearchPin:
    return _one(SearchPin.objects.for_store(store_id).filter(pk=row_id), "pin", row_id)


def _one(rows: QuerySet[Row], noun: str, row_id: int) -> Row:
    found = rows.first()
    if found is None:
        raise NotFound(f"This shop has no {noun} with id {row_id}.")
    return found


def _read(store_id: StoreId) -> SearchWishes:
    return read_wishes(
        [Synonym(phrases=row.phrases, one_way=row.one_way) for row in list_synonyms(store_id)],
        [Redirect(queries=(row.query,), url=row.url) for row in list_redirects(store_id)],
        {row.query: row.product_ids for row in list_pins(store_id)},
    )
