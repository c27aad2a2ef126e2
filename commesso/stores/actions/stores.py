import secrets

from django.db import transaction

from commesso.kernel.ids import StoreId
from commesso.kernel.money import clean_currency
from commesso.stores.contracts import SourceInfo, StoreInfo
from commesso.stores.models import BrandKit, Source, Store
from commesso.stores.queries.stores import find_source, get_store


@transaction.atomic
def create_store(
    *,
    slug: str,
    name: str,
    currency: str = "EUR",
    time_zone: str = "Europe/Rome",
    languages: tuple[str, ...] = ("en",),
) -> StoreInfo:
    """Create a shop with its brand kit and a first source called "Website"."""
    store = Store.objects.create(
        slug=slug,
        name=name,
        currency=clean_currency(currency),
        time_zone=time_zone,
        languages=list(languages),
    )
    BrandKit.objects.create(store=store)
    create_source(store_id=StoreId(store.pk), name="Website")
    return get_store(StoreId(store.pk))


def create_source(*, store_id: StoreId, name: str) -> SourceInfo:
    """Create a place events come from, with a public write key of its own."""
    write_key = "wk_" + secrets.token_urlsafe(18)
    Source.objects.create(store_id=store_id, name=name, write_key=write_key)
    source = find_source(write_key)
    assert source is not None
    return source
