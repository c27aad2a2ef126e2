from commesso.kernel.errors import NotFound
from commesso.kernel.ids import SourceId, StoreId
from commesso.stores.contracts import BrowserConsent, ConsentPolicy, SourceInfo, StoreInfo
from commesso.stores.models import Source, Store


def get_store(store_id: StoreId) -> StoreInfo:
    store = Store.objects.filter(pk=store_id).first()
    if store is None:
        raise NotFound(f"There is no store with id {store_id}.")
    return store_info(store)


def get_store_by_slug(slug: str) -> StoreInfo:
    store = Store.objects.filter(slug=slug).first()
    if store is None:
        raise NotFound(f"There is no store called {slug!r}. Create it with: commesso createstore {slug}")
    return store_info(store)


def list_stores() -> list[StoreInfo]:
    return [store_info(store) for store in Store.objects.order_by("pk")]


def find_source(write_key: str) -> SourceInfo | None:
    """Return the source whose public key this is, unless it was revoked."""
    # The key itself names the store, so no store is known before; `_plain` is the way Django itself reads.
    source = Source._plain.select_related("store").filter(write_key=write_key, revoked_at=None).first()  # noqa: SLF001
    if source is None:
        return None
    return SourceInfo(
        id=SourceId(source.pk),
        store_id=StoreId(source.store_id),
        name=source.name,
        write_key=source.write_key,
        consent_policy=ConsentPolicy(source.store.consent_policy),
        gpc_means_no_analytics=source.store.gpc_means_no_analytics,
        events_per_second=source.events_per_second,
    )


def store_info(store: Store) -> StoreInfo:
    return StoreInfo(
        id=StoreId(store.pk),
        slug=store.slug,
        name=store.name,
        currency=store.currency,
        time_zone=store.time_zone,
        languages=tuple(store.languages) or ("en",),
        domains=tuple(store.domains),
        consent_policy=ConsentPolicy(store.consent_policy),
        gpc_means_no_analytics=store.gpc_means_no_analytics,
        browser_consent=BrowserConsent(store.browser_consent),
        consent_banner=store.consent_banner,
        privacy_url=store.privacy_url,
        cart_idle_minutes=store.cart_idle_minutes,
        cart_abandoned_minutes=store.cart_abandoned_minutes,
        cart_expired_days=store.cart_expired_days,
    )
