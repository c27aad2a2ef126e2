"""What is known of each shop's products and shoppers, kept in memory so that an answer asks no event store.

Cards and words are read anew when products changed; behaviour is learnt anew when enough is new, in a process of its
own. Until the new is ready the old one answers, and before there is any, the last products of the shop by their words
alone.
"""

import logging
import threading
import time
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from commesso.discovery.queries.behaviour import count_clicks_since, read_clicks
from commesso.discovery.queries.shelves import Shelf, read_shelf, renew_shelf
from commesso.discovery.rules.recommending.learning import learn
from commesso.discovery.rules.recommending.recommender import Blend
from commesso.discovery.rules.recommending.refitting import Refit, choose_refit, has_rested
from commesso.discovery.rules.recommending.shop import Behaviour, Shop
from commesso.discovery.rules.resting import may_make_again
from commesso.infra import api as infra
from commesso.infra.contracts import ComputingFailed, EventStoreDown
from commesso.kernel.clock import now
from commesso.kernel.ids import StoreId
from commesso.stores import api as stores

log = logging.getLogger(__name__)

_MOST = 50  # shops in memory
_FIRST_SHELF = 300  # products that answer until a shop is learnt
_MANY = 500  # changed products, beyond which all are read in their turn


@dataclass(kw_only=True, eq=False)
class ReadyShop:
    """A shop that answers.

    Its behaviour was learnt at `learnt_at`, the blend in it at `whole_at`: None if that failed. Its products were read
    at `read_at`; when they `differ` from what was read then, they have to be compared anew.
    """

    behaviour: Behaviour
    shelf: Shelf
    learnt_at: datetime
    whole_at: datetime | None
    fit_seconds: float
    asked_at: float
    read_at: float
    read_seconds: float
    differ: bool = False

    @property
    def shop(self) -> Shop:
        return Shop(self.behaviour, self.shelf.content, self.shelf.cards)


_changed: defaultdict[StoreId, set[str]] = defaultdict(set)  # products, since they were read
_erased: defaultdict[StoreId, set[str]] = defaultdict(set)  # those who left while the shop is being learnt
_ready: dict[StoreId, ReadyShop] = {}
_awaited: dict[StoreId, Shop] = {}
_making, _opening, _noting = threading.Lock(), threading.Lock(), threading.Lock()


def prepare_shop(store_id: StoreId) -> Shop:
    """Return the shop, learnt now if it is not in memory."""
    ready = _ready.get(store_id)
    if ready is None:
        with _making:
            ready = _ready.get(store_id) or _make(store_id)
    ready.asked_at = time.monotonic()
    return ready.shop


def recall_shop(store_id: StoreId) -> Shop | None:
    """Return the shop as it was learnt, if it was."""
    ready = _ready.get(store_id)
    if ready is None:
        return None
    ready.asked_at = time.monotonic()
    return ready.shop


def take_shop(store_id: StoreId) -> Shop:
    """Return the shop at once: as it was learnt, or some of its products, while the next turn learns it."""
    shop = recall_shop(store_id)
    if shop is not None:
        return shop
    with _opening:
        awaited = _awaited.get(store_id)
        if awaited is None:
            shelf = read_shelf(stores.get_store(store_id), most=_FIRST_SHELF)
            awaited = _awaited[store_id] = Shop(_learn_nothing(), shelf.content, shelf.cards)
    return awaited


def is_awaited(store_id: StoreId) -> bool:
    """Say whether a shop has yet to be learnt."""
    return store_id not in _ready


def mark_shop_stale(store_id: StoreId, product_ids: Collection[str]) -> None:
    """Have these products of the shop read anew: they changed. A shop that is not in memory is read whole anyway."""
    if store_id in _ready or _making.locked():
        with _noting:
            _changed[store_id].update(product_ids)


def forget_person(store_id: StoreId, person: str) -> None:
    """Let go of what one person did. Counts that name nobody are learnt anew with the next fit."""
    _erased[store_id].add(person)
    ready = _ready.get(store_id)
    if ready is not None:
        ready.behaviour.people.pop(person, None)


def refresh_shops(at: datetime) -> None:
    """Learn the shops that are waited for, and read and learn anew what is due."""
    for store_id in list(_awaited):
        try:
            prepare_shop(store_id)
        finally:  # one that cannot be learnt keeps no other waiting
            _awaited.pop(store_id, None)
    for store_id, ready in list(_ready.items()):
        refit = _find_refit(store_id, ready, at)
        if refit is not None:
            _refit(store_id, ready, refit, at)
        _renew_shelf(store_id, ready)


def _renew_shelf(store_id: StoreId, ready: ReadyShop) -> None:
    """Read changed products again; all of them where words changed, as words are compared with all others'."""
    changed = _take_changed(store_id)
    if changed and not ready.differ:
        ready.differ = True  # until they are read, whatever comes between
        renewed = renew_shelf(ready.shelf, store_id, changed) if len(changed) <= _MANY else None
        if renewed is not None:
            ready.shelf, ready.differ = renewed, False
    age = time.monotonic() - ready.read_at
    if ready.differ and may_make_again(age_seconds=age, made_in_seconds=ready.read_seconds):
        _read_all(store_id, ready)


def _take_changed(store_id: StoreId) -> set[str]:
    with _noting:
        return _changed.pop(store_id, set())


def _read_all(store_id: StoreId, ready: ReadyShop) -> None:
    begun = time.monotonic()
    ready.shelf, ready.differ = read_shelf(stores.get_store(store_id)), False
    ready.read_at, ready.read_seconds = begun, time.monotonic() - begun


def forget_shops() -> None:
    """Begin with an empty memory, as a new process does."""
    _ready.clear()
    _awaited.clear()


def _find_refit(store_id: StoreId, ready: ReadyShop, at: datetime) -> Refit | None:
    age = (at - ready.learnt_at).total_seconds()
    if not has_rested(age_seconds=age, fit_seconds=ready.fit_seconds):
        return None
    if ready.whole_at is None:
        return Refit.WHOLE
    try:
        new_clicks = count_clicks_since(store_id, ready.learnt_at)
    except EventStoreDown:
        return None
    return choose_refit(
        whole_age_seconds=(at - ready.whole_at).total_seconds(),
        whole_clicks=ready.behaviour.blend.clicks,
        clicks=ready.behaviour.clicks,
        new_clicks=new_clicks,
        hour=at.astimezone(ZoneInfo(stores.get_store(store_id).time_zone)).hour,
    )


def _refit(store_id: StoreId, ready: ReadyShop, refit: Refit, at: datetime) -> None:
    """Learn behaviour anew. What fails leaves the old one, and is tried again after a rest."""
    begun = time.monotonic()
    behaviour = _learn(store_id, ready.behaviour.blend if refit == Refit.RECOUNT else None)
    ready.learnt_at, ready.fit_seconds = at, time.monotonic() - begun
    if behaviour is None:
        ready.whole_at = None
        return
    ready.behaviour = behaviour
    _forget_erased(store_id, behaviour)
    if refit == Refit.WHOLE:
        ready.whole_at = at


def _make(store_id: StoreId) -> ReadyShop:
    at, begun = now(), time.monotonic()
    _take_changed(store_id)
    shelf = read_shelf(stores.get_store(store_id))
    read_seconds = time.monotonic() - begun
    behaviour = _learn(store_id)
    ready = ReadyShop(
        behaviour=behaviour or _learn_nothing(),
        shelf=shelf,
        learnt_at=at,
        whole_at=None if behaviour is None else at,
        fit_seconds=time.monotonic() - begun,
        asked_at=begun,
        read_at=begun,
        read_seconds=read_seconds,
    )
    if store_id not in _ready and len(_ready) >= _MOST:
        del _ready[min(_ready, key=lambda each: _ready[each].asked_at)]
    _ready[store_id] = ready
    _forget_erased(store_id, ready.behaviour)
    return ready


def _learn(store_id: StoreId, blend: Blend | None = None) -> Behaviour | None:
    """Return what shoppers do, or None where it cannot be known now."""
    begun = time.monotonic()
    _erased.pop(store_id, None)
    try:
        behaviour = infra.compute(learn, read_clicks(store_id), blend)
    except (EventStoreDown, ComputingFailed) as error:
        log.warning("What shoppers do was not learnt: %s", error)
        return None
    log.info(
        "Recommendations were learnt from %d clicks in %.1f s.", behaviour.clicks, time.monotonic() - begun
    )
    return behaviour


def _forget_erased(store_id: StoreId, behaviour: Behaviour) -> None:
    """Let go of those who left while this was learnt from what had been read before."""
    for person in tuple(_erased[store_id]):
        behaviour.people.pop(person, None)


def _learn_nothing() -> Behaviour:
    return learn(b"", None)
