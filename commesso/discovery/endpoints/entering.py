"""Who may ask: whoever has the shop's public write key, as often as its pages do; its own server as often as it likes."""

from commesso.discovery.queries.callers import find_caller, recall_caller
from commesso.discovery.queries.shops import find_shop, recall_shop
from commesso.infra.api import storefront
from commesso.kernel.limits import Buckets
from commesso.kernel.memory import forget_everything
from commesso.stores.contracts import StoreInfo

# Somebody who types or chooses asks a few times a second; a phone network's address stands for many people.
_pace = storefront.Pace("requests", Buckets(rate=500, capacity=5_000), Buckets(rate=20, capacity=200))
# A shop's server asks for all its shoppers from one address.
_server_pace = storefront.Pace(
    "requests", Buckets(rate=500, capacity=5_000), Buckets(rate=500, capacity=5_000)
)
_BEARER = "bearer "


async def enter(asked: storefront.Asked, key: str) -> StoreInfo:
    """Let a request in by its write key. Raise Refusal for an unknown key, and for one that asks too often.

    A shop's own server sends a secret key too, as `Authorization: Bearer sk_...`.
    """
    secret = _read_secret(asked)
    (_server_pace if secret and _is_own(secret, key) else _pace).keep(asked, key)
    store = await storefront.open_shop(key, recall=recall_shop, find=find_shop)
    if secret and (recall_caller(secret) or await storefront.in_thread(find_caller)(secret)) != store.id:
        raise storefront.Refusal(
            401,
            "The secret key is not known, is another shop's, or may not search and recommend. Make one under "
            "Settings, Keys.",
            field="Authorization",
        )
    return store


def _is_own(secret: str, key: str) -> bool:
    """Say whether both keys were of one shop a moment ago; else any shop could use up the pace of another's server."""
    shop = recall_shop(key)
    return shop is not None and shop.value is not None and recall_caller(secret) == shop.value.id


def vouches(asked: storefront.Asked) -> bool:
    """Say whether the shop's own server asks; what it says of its shoppers is true. Only after `enter`."""
    return bool(_read_secret(asked))


def _read_secret(asked: storefront.Asked) -> str:
    given = asked.header(b"authorization")
    return given[len(_BEARER) :].strip() if given.lower().startswith(_BEARER) else ""


def forget() -> None:
    """Begin with an empty memory, as a new process does."""
    forget_everything()
    _pace.forget()
    _server_pace.forget()
