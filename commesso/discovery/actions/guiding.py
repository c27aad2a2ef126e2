"""Guides, made when they are first asked for and kept in memory, so that an answer asks no database.

A guide is made anew when one of its store's products changed, and when what shoppers want may have changed. Until the
new one is ready the old one answers.
"""

import logging
import threading
import time
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from commesso.discovery.queries.guiding import Card, iter_buyable, list_demand, read_card, read_item
from commesso.discovery.rules.guiding.asking import Guide, make_guide
from commesso.discovery.rules.guiding.drawing import derive_questions
from commesso.infra.contracts import EventStoreDown
from commesso.kernel.errors import NotFound
from commesso.kernel.ids import StoreId

log = logging.getLogger(__name__)

_DEMAND_OF = timedelta(days=90)
_OLD_SECONDS = 600.0
_IDLE_SECONDS = 3600.0
_MOST = 200  # guides in memory


@dataclass(kw_only=True, eq=False)
class ReadyGuide:
    """A guide that answers, with its products as they are shown. `asked_at` keeps it in memory.

    `changes` is how often the store's products had changed before they were read.
    """

    guide: Guide
    cards: dict[str, Card]
    made_at: float
    asked_at: float
    changes: int


_changes: Counter[StoreId] = Counter()
_ready: dict[tuple[StoreId, str], ReadyGuide] = {}
_making = threading.Lock()


def recall_guide(store_id: StoreId, category: str) -> ReadyGuide | None:
    """Return the guide if it is in memory."""
    ready = _ready.get((store_id, category))
    if ready is not None:
        ready.asked_at = time.monotonic()
    return ready


def prepare_guide(store_id: StoreId, category: str, *, now: datetime) -> ReadyGuide:
    """Return the guide through a category and those below it ("": all), made now if need be. Raise NotFound."""
    with _making:
        ready = recall_guide(store_id, category)
        return ready or _make(store_id, category, now)


def mark_stale(store_id: StoreId) -> None:
    """Have the store's guides made anew: its products changed."""
    _changes[store_id] += 1


def refresh_guides(now: datetime) -> None:
    """Make anew the guides that are due, and forget those nobody asks for."""
    for (store_id, category), ready in list(_ready.items()):
        at = time.monotonic()
        if at - ready.asked_at > _IDLE_SECONDS:
            _ready.pop((store_id, category), None)
        elif ready.changes != _changes[store_id] or at - ready.made_at > _OLD_SECONDS:
            try:
                _make(store_id, category, now).asked_at = ready.asked_at
            except NotFound:  # the last product of the category went
                _ready.pop((store_id, category), None)


def forget_guides() -> None:
    """Begin with an empty memory, as a new process does."""
    _ready.clear()


def _make(store_id: StoreId, category: str, now: datetime) -> ReadyGuide:
    begun, changes = time.monotonic(), _changes[store_id]
    products = sorted(iter_buyable(store_id, category), key=lambda product: product.product_id)
    if not products:
        where = f"in the category {category[:100]!r}" if category else "in this shop"
        raise NotFound(f"There is nothing to buy {where}. Give a category's whole path, like 'Home > Lamps'.")
    keys = [product.product_id for product in products]
    try:
        demand = list_demand(store_id, keys, since=now - _DEMAND_OF)
    except EventStoreDown:  # then all products are wanted alike, until the next time
        log.exception("A guide was made without knowing what shoppers want.")
        demand = [0.0] * len(keys)
    questions = derive_questions([read_item(product, category) for product in products])
    ready = ReadyGuide(
        guide=make_guide(keys, questions, counts=np.asarray(demand, dtype=np.float64)),
        cards={product.product_id: read_card(product) for product in products},
        made_at=begun,
        asked_at=begun,
        changes=changes,
    )
    if len(_ready) >= _MOST:
        del _ready[min(_ready, key=lambda key: _ready[key].asked_at)]
    _ready[store_id, category] = ready
    log.info("A guide through %d products was made in %.1f s.", len(keys), time.monotonic() - begun)
    return ready
