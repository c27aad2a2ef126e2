"""Who may ask: whoever has the shop's public write key, as often as its pages do."""

import time

from commesso.discovery.queries.shops import find_shop, forget_shops, recall_shop
from commesso.infra.api import storefront
from commesso.kernel.limits import Buckets
from commesso.stores.contracts import StoreInfo

# Somebody who types or chooses asks a few times a second; a phone network's address stands for many people.
_per_key = Buckets(rate=500, capacity=5_000)
_per_address = Buckets(rate=20, capacity=200)


async def enter(asked: storefront.Asked, key: str) -> StoreInfo:
    """Let a request in by its write key. Raise Refusal for an unknown key, and for one that asks too often."""
    at = time.monotonic()
    wait = max(_per_key.take(key, at), _per_address.take(asked.address, at))
    if wait:
        raise storefront.Refusal(
            429, "Too many requests. Wait as long as Retry-After says.", retry_after_seconds=wait
        )
    is_known, store = recall_shop(key)
    if not is_known:
        store = await storefront.in_thread(find_shop)(key)
    if store is None:
        raise storefront.Refusal(
            401, "The write key is not known, or was revoked. Copy it from Settings, Install.", field="key"
        )
    return store


def forget() -> None:
    """Begin with an empty memory, as a new process does."""
    forget_shops()
    for buckets in (_per_key, _per_address):
        buckets.empty()
