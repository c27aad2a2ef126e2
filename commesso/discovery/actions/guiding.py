"""Guides, made when they are first asked for and kept in memory, so that an answer asks no database.

A guide is made anew when one of its store's products changed, and when what shoppers want may have changed. Until the
new one is ready the old one answers.
"""

import logging
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np

from commesso.discovery.contracts.guiding import GuideInfo
from commesso.discovery.queries.demand import get_demand
from commesso.discovery.queries.guides import find_guide
from commesso.discovery.queries.guiding import Card, iter_buyable, read_card, read_item
from commesso.discovery.rules.guiding.arranging import arrange
from commesso.discovery.rules.guiding.asking import Guide, make_guide
from commesso.discovery.rules.guiding.families import FAMILY, FamilyStep, find_family_step, group_families
from commesso.discovery.rules.guiding.questions import Question
from commesso.discovery.rules.guiding.wording import Rewording
from commesso.discovery.rules.resting import may_make_again
from commesso.kernel.errors import NotFound
from commesso.kernel.ids import StoreId

log = logging.getLogger(__name__)

_OLD_SECONDS = 600.0
_IDLE_SECONDS = 3600.0
_MOST = 200  # guides in memory


@dataclass(kw_only=True, eq=False)
class ReadyGuide:
    """A guide that answers, with its products as they are shown. `asked_at` keeps it in memory.

    `changes` is how often the store's products had changed before they were read at `made_at`, and `made_in` how many
    seconds that took. `families` are the products of each family, where the whole shop is gone through. `wanted` is
    what the merchant made of it, and `questions` all there are, hidden ones too.
    """

    guide: Guide
    questions: tuple[Question, ...]
    cards: dict[str, Card]
    rewordings: Mapping[str, Rewording]
    families: Mapping[str, int]
    wanted: GuideInfo | None
    made_at: float
    made_in: float
    asked_at: float
    changes: int


@dataclass(frozen=True, kw_only=True)
class Opened:
    """The guide a shopper opened: a merchant's or none, its category, and the merchant's guides by category."""

    category: str
    wanted: GuideInfo | None = None
    others: Mapping[str, GuideInfo] = field(default_factory=dict)


_Key = tuple[StoreId, str, str]
_Get = Callable[[StoreId, str, GuideInfo | None], ReadyGuide | None]
_changes: Counter[StoreId] = Counter()
_ready: dict[_Key, ReadyGuide] = {}
_making: defaultdict[StoreId, threading.Lock] = defaultdict(threading.Lock)


def open_guide(active: Sequence[GuideInfo], *, key: str, category: str) -> Opened:
    """Return what a page asks for: the guide with a key, or the one through a category ("": the whole shop).

    A merchant's guide through the category counts there too. Raise NotFound for a key that no guide has.
    """
    others = {guide.category: guide for guide in active}
    if not key:
        return Opened(category=category, wanted=others.get(category), others=others)
    wanted = next((guide for guide in active if guide.key == key), None)
    if wanted is None:
        raise NotFound(
            f"There is no guide {key[:60]!r} that is switched on. Leave it out for the whole shop."
        )
    return Opened(category=wanted.category, wanted=wanted, others=others)


def recall_guide(store_id: StoreId, category: str, wanted: GuideInfo | None) -> ReadyGuide | None:
    """Return the guide if it is in memory, be it as it was before the merchant's last change."""
    ready = _ready.get((store_id, category, wanted.key if wanted else ""))
    if ready is not None:
        ready.asked_at = time.monotonic()
    return ready


def prepare_guide(
    store_id: StoreId, category: str, wanted: GuideInfo | None, *, now: datetime, exact: bool = False
) -> ReadyGuide:
    """Return the guide through a category and those below it ("": all), made now if need be. Raise NotFound.

    `exact`: with the merchant's last change, at once.
    """
    with _making[store_id]:
        ready = recall_guide(store_id, category, wanted)
        if ready is None or (exact and ready.wanted != wanted):
            ready = _make((store_id, category, wanted.key if wanted else ""), wanted, now)
        return ready


def mark_stale(store_id: StoreId) -> None:
    """Have the store's guides made anew: its products changed."""
    _changes[store_id] += 1


def refresh_guides(now: datetime) -> None:
    """Make anew the guides that are due, and forget those nobody asks for."""
    for key, ready in list(_ready.items()):
        at = time.monotonic()
        if at - ready.asked_at > _IDLE_SECONDS:
            _ready.pop(key, None)
            continue
        wanted = find_guide(key[0], key[2]) if key[2] else None
        if key[2] and wanted is None:  # its merchant took it away
            _ready.pop(key, None)
        elif ready.wanted != wanted or _is_due(key[0], ready, at):
            try:
                with _making[key[0]]:
                    _make(key, wanted, now).asked_at = ready.asked_at
            except NotFound:  # the last product of the category went
                _ready.pop(key, None)


def _is_due(store_id: StoreId, ready: ReadyGuide, at: float) -> bool:
    age = at - ready.made_at
    is_old = ready.changes != _changes[store_id] or age > _OLD_SECONDS
    return is_old and may_make_again(age_seconds=age, made_in_seconds=ready.made_in)


def forget_guides() -> None:
    """Begin with an empty memory, as a new process does."""
    _ready.clear()


def _make(key: _Key, wanted: GuideInfo | None, now: datetime) -> ReadyGuide:
    store_id, category, _ = key
    begun, changes = time.monotonic(), _changes[store_id]
    products = sorted(iter_buyable(store_id, category), key=lambda product: product.product_id)
    if not products:
        where = f"in the category {category[:100]!r}" if category else "in this shop"
        raise NotFound(f"There is nothing to buy {where}. Give a category's whole path, like 'Home > Lamps'.")
    keys = [product.product_id for product in products]
    arranged = arrange(
        [read_item(product, category) for product in products], wanted.questions if wanted else ()
    )
    paths = {} if category else {product.product_id: product.categories for product in products}
    demand = get_demand(store_id, now=now)
    ready = ReadyGuide(
        guide=make_guide(
            keys,
            arranged.questions,
            counts=np.asarray([demand.get(key, 0.0) for key in keys]),
            first=arranged.first,
            never=arranged.never,
        ),
        questions=arranged.questions,
        cards={product.product_id: read_card(product) for product in products},
        rewordings=arranged.rewordings,
        families={path: len(found) for path, found in group_families(paths).items()},
        wanted=wanted,
        made_at=begun,
        made_in=time.monotonic() - begun,
        asked_at=begun,
        changes=changes,
    )
    if len(_ready) >= _MOST:
        del _ready[min(_ready, key=lambda key: _ready[key].asked_at)]
    _ready[key] = ready
    log.info("A guide through %d products was made in %.1f s.", len(keys), ready.made_in)
    return ready


@dataclass(frozen=True, kw_only=True)
class Stand:
    """Where a shopper stands: in a guide, on the way to one (`way`), or both. `wanted` is what they opened."""

    ready: ReadyGuide
    wanted: GuideInfo | None
    way: FamilyStep | None
    rewordings: Mapping[str, Rewording]


def recall_stand(store_id: StoreId, opened: Opened, answers: Mapping[str, str]) -> Stand | None:
    """Return where the answers lead, if all that is needed is in memory."""
    return _find_stand(store_id, opened, answers, recall_guide)


def prepare_stand(
    store_id: StoreId, opened: Opened, answers: Mapping[str, str], *, now: datetime, exact: bool = False
) -> Stand:
    """Return where the answers lead; what is not in memory is made. Raise NotFound."""

    def get(store_id: StoreId, category: str, wanted: GuideInfo | None) -> ReadyGuide:
        return prepare_guide(store_id, category, wanted, now=now, exact=exact)

    stand = _find_stand(store_id, opened, answers, get)
    assert stand is not None
    return stand


def _find_stand(store_id: StoreId, opened: Opened, answers: Mapping[str, str], get: _Get) -> Stand | None:
    begun = get(store_id, opened.category, opened.wanted)
    if begun is None:
        return None
    asked = (each for each in opened.wanted.questions if each.key == FAMILY) if opened.wanted else ()
    order = [option.key for question in asked for option in question.options]
    way = find_family_step(begun.families, answers, order=order) if len(begun.families) > 1 else None
    ready: ReadyGuide | None = begun
    if way is not None and way.path:
        ready = get(store_id, way.path, opened.others.get(way.path, opened.wanted))
    if ready is None:
        return None
    return Stand(
        ready=ready, wanted=begun.wanted, way=way, rewordings={**begun.rewordings, **ready.rewordings}
    )
