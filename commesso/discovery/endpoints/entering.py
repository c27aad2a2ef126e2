"""Who may ask: whoever has the shop's public write key, as often as its pages do."""

from commesso.discovery.queries.assistant import forget_desks
from commesso.discovery.queries.merchant_rules import forget_rules
from commesso.discovery.queries.shoppers import forget_shoppers
from commesso.discovery.queries.shops import find_shop, forget_shops, recall_shop
from commesso.infra.api import storefront
from commesso.kernel.limits import Buckets
from commesso.stores.contracts import StoreInfo

# Somebody who types or chooses asks a few times a second; a phone network's address stands for many people.
_pace = storefront.Pace("requests", Buckets(rate=500, capacity=5_000), Buckets(rate=20, capacity=200))


async def enter(asked: storefront.Asked, key: str) -> StoreInfo:
    """Let a request in by its write key. Raise Refusal for an unknown key, and for one that asks too often."""
    _pace.keep(asked, key)
    return await storefront.open_shop(key, recall=recall_shop, find=find_shop)


def forget() -> None:
    """Begin with an empty memory, as a new process does."""
    forget_shops()
    forget_desks()
    forget_rules()
    forget_shoppers()
    _pace.forget()
