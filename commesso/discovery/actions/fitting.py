"""What is known of each shop's products and shoppers, kept in memory so that an answer asks no event store.

Cards and words are read anew when products changed; behaviour is learnt anew every few hours. Until the new is ready
the old one answers.
"""

import logging
import threading
import time
from collections import Counter
from dataclasses import dataclass

from commesso.discovery.contracts import ProductCard
from commesso.discovery.queries.behaviour import get_click_log
from commesso.discovery.queries.shelves import list_shelf
from commesso.discovery.rules.recommending.content import Content
from commesso.discovery.rules.recommending.shop import Behaviour, Shop, learn_behaviour
from commesso.discovery.rules.recommending.sightings import Sightings
from commesso.infra.contracts import EventStoreDown
from commesso.kernel.ids import StoreId
from commesso.stores import api as stores

log = logging.getLogger(__name__)

_LEARN_SECONDS = 6 * 3600.0
_YOUNG_SECONDS = 300.0  # a shop with little behind it learns from every few clicks
_YOUNG_CLICKS = 5_000
_MOST = 50  # shops in memory


@dataclass(kw_only=True, eq=False)
class ReadyShop:
    """A shop that answers. `changes` is how often its products had changed before they were read."""

    shop: Shop
    learnt_at: float
    asked_at: float
    changes: int


_changes: Counter[StoreId] = Counter()
_ready: dict[StoreId, ReadyShop] = {}
_making = threading.Lock()


def prepare_shop(store_id: StoreId) -> Shop:
    """Return the shop, learnt now if it is not in memory."""
    ready = _ready.get(store_id)
    if ready is None:
        with _making:
            ready = _ready.get(store_id) or _make(store_id)
    ready.asked_at = time.monotonic()
    return ready.shop


def mark_shop_stale(store_id: StoreId) -> None:
    """Have the shop's products read anew: some changed."""
    _changes[store_id] += 1


def forget_person(store_id: StoreId, person: str) -> None:
    """Let go of what one person did. Counts that name nobody are learnt anew with the next fit."""
    ready = _ready.get(store_id)
    if ready is not None:
        ready.shop.behaviour.people.pop(person, None)


def refresh_shops() -> None:
    """Read and learn anew what is due."""
    for store_id, ready in list(_ready.items()):
        clicks = ready.shop.behaviour.clicks
        age = time.monotonic() - ready.learnt_at
        if age > (_YOUNG_SECONDS if clicks < _YOUNG_CLICKS else _LEARN_SECONDS):
            _make(store_id).asked_at = ready.asked_at
        elif ready.changes != _changes[store_id]:
            changes = _changes[store_id]
            cards, content = _read_shelf(store_id)
            ready.shop = Shop(ready.shop.behaviour, content, cards)
            ready.changes = changes


def forget_shops() -> None:
    """Begin with an empty memory, as a new process does."""
    _ready.clear()


def _make(store_id: StoreId) -> ReadyShop:
    begun, changes = time.monotonic(), _changes[store_id]
    cards, content = _read_shelf(store_id)
    shop = Shop(_learn(store_id), content, cards)
    ready = ReadyShop(shop=shop, learnt_at=begun, asked_at=begun, changes=changes)
    if store_id not in _ready and len(_ready) >= _MOST:
        del _ready[min(_ready, key=lambda each: _ready[each].asked_at)]
    _ready[store_id] = ready
    log.info(
        "Recommendations were learnt from %d clicks in %.1f s.",
        shop.behaviour.clicks,
        time.monotonic() - begun,
    )
    return ready


def _read_shelf(store_id: StoreId) -> tuple[dict[str, ProductCard], Content]:
    cards, words = list_shelf(stores.get_store(store_id))
    return cards, Content(words)


def _learn(store_id: StoreId) -> Behaviour:
    try:
        return learn_behaviour(get_click_log(store_id))
    except EventStoreDown:  # then products are known by their words alone, until the next time
        log.exception("Recommendations were made without knowing what shoppers do.")
        return learn_behaviour(Sightings().make_log())
