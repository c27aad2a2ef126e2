"""All that was learnt of one shop, and what each kind of slot wishes for."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from commesso.discovery.contracts.recommending import NOBODY, ClickLog, ProductCard, Question, SlotKind, Wish
from commesso.discovery.rules.recommending.baskets import Together
from commesso.discovery.rules.recommending.content import Content
from commesso.discovery.rules.recommending.habits import Habits
from commesso.discovery.rules.recommending.logs import cut_rows, last_moment
from commesso.discovery.rules.recommending.members import Member, best_of
from commesso.discovery.rules.recommending.popularity import Popularity
from commesso.discovery.rules.recommending.recommender import (
    Blend,
    Recommender,
    fit_recommender,
    keep_blend,
    recount_recommender,
)

_FEW_BUYERS = 5
_REBUYERS = 0.1  # share of a product's buyers who came back for it: then it gets used up
_PROVEN = 0.7  # what meetings must weigh before a row says "bought together": more than one can
_SPARE = 3  # wishes for each place, since some may not be shown
_DEARER, _CHEAPER = (1.05, 1.8), (0.4, 0.95)  # of the price of what is looked at


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a slot is filled for. `products` are those of the page or the cart, `seen` the visit, oldest first.

    `person` is empty where nobody is known or has agreed to be; `usual` is what they keep buying, what is due first.
    """

    kind: SlotKind
    products: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()
    person: str = ""
    usual: tuple[str, ...] = ()
    count: int = 8


@dataclass(frozen=True, eq=False)
class Behaviour:
    """What was learnt from the shop's clicks and orders."""

    products: tuple[str, ...]
    places: Mapping[str, int]
    people: dict[str, int]
    recommender: Recommender
    blend: Blend
    viewed: Together
    bought: Together
    trending: Popularity
    habits: Habits
    consumables: frozenset[str]
    clicks: int

    def list_bought(self, person: str) -> list[str]:
        """Return what a person bought, what they buy most and last first."""
        place = self.people.get(person, NOBODY)
        return self._rank(self.habits, Question((), place), len(self.products)) if place != NOBODY else []

    def list_best(self, member: Member, products: Iterable[str], count: int) -> list[str]:
        known = tuple(self.places[each] for each in products if each in self.places)
        return self._rank(member, Question(known), count) if known or not member.knows else []

    def _rank(self, member: Member, question: Question, count: int) -> list[str]:
        scores = member.score(question)
        best = best_of(scores, count)
        return [self.products[each] for each in best[np.lexsort((best, -scores[best]))]]


@dataclass(frozen=True, eq=False)
class Shop:
    """A shop ready to answer. Cards and words are renewed more often than what was learnt."""

    behaviour: Behaviour
    content: Content
    cards: Mapping[str, ProductCard]


def learn_behaviour(log: ClickLog, *, blend: Blend | None = None) -> Behaviour:
    """Learn a shop's behaviour. With the blend of an earlier fit, members are counted anew and the blend is kept."""
    recommender = recount_recommender(log, blend) if blend is not None else None
    if recommender is None or blend is None:
        recommender = fit_recommender(log)
        blend = keep_blend(recommender, log)
    orders = cut_rows(log, log.bought)
    return Behaviour(
        products=log.products,
        places={product: place for place, product in enumerate(log.products)},
        people={person: place for place, person in enumerate(log.people)},
        recommender=recommender,
        blend=blend,
        viewed=Together(cut_rows(log, ~log.bought), least=_PROVEN),
        bought=Together(orders, least=_PROVEN),
        trending=Popularity(log, now=last_moment(log), half_life_days=7),
        habits=Habits(orders, now=last_moment(log), half_life_days=90),
        consumables=find_consumables(orders),
        clicks=len(log),
    )


def find_consumables(orders: ClickLog) -> frozenset[str]:
    """Return the products that a good part of their buyers bought again: these may be shown to who has them."""
    known = orders.person != NOBODY
    pair = orders.product[known].astype(np.int64) * max(1, len(orders.people)) + orders.person[known]
    pairs, of = np.unique(pair, return_inverse=True)
    bought = np.unique(of.astype(np.int64) * max(1, orders.visits) + orders.visit[known])  # once a visit
    times = np.bincount(bought // max(1, orders.visits), minlength=len(pairs))
    product = pairs // max(1, len(orders.people))
    buyers = np.bincount(product, minlength=len(orders.products))
    again = np.bincount(product, weights=times > 1, minlength=len(orders.products))
    used_up = (buyers >= _FEW_BUYERS) & (again >= _REBUYERS * buyers)
    return frozenset(orders.products[each] for each in np.flatnonzero(used_up))


def iter_wishes(shop: Shop, asked: Asked) -> Iterator[list[Wish]]:
    """Yield lists of wishes: what the slot promises first, then what comes nearest, at last anything in the shop.

    Each is made when it is asked for, as the first mostly fills the slot.
    """
    wanted = asked.count * _SPARE
    for source in _SOURCES[asked.kind]:
        yield _PROMISES[source](shop, asked, wanted)
    yield [Wish(each, "new", is_guess=True) for each in shop.cards]


def _for_you(shop: Shop, asked: Asked, wanted: int) -> list[Wish]:
    known = shop.behaviour
    context = [*asked.seen, *(each for each in asked.products if each not in asked.seen)]
    question = Question(
        tuple(known.places[each] for each in context if each in known.places),
        known.people.get(asked.person, NOBODY),
    )
    never = {known.places[each] for each in asked.products if each in known.places}
    found = known.recommender.rank(question, wanted, never=never)
    return [Wish(known.products[each.product], each.reason, is_guess=each.is_guess) for each in found]


def _together(shop: Shop, asked: Asked, wanted: int) -> list[Wish]:
    found = shop.behaviour.list_best(shop.behaviour.bought, asked.products, wanted)
    return [Wish(each, "bought together") for each in found]


def _viewed(shop: Shop, asked: Asked, wanted: int) -> list[Wish]:
    found = shop.behaviour.list_best(shop.behaviour.viewed, asked.products, wanted)
    return [Wish(each, "viewed together") for each in found]


def _similar(shop: Shop, asked: Asked, wanted: int) -> list[Wish]:
    lists = [shop.content.find_similar(each, wanted) for each in (asked.products or asked.seen[:-4:-1])]
    alike: dict[str, float] = {}
    for product, score in (pair for found in lists for pair in found):
        alike[product] = max(alike.get(product, 0.0), score)
    return [Wish(each, "similar") for each in sorted(alike, key=lambda each: (-alike[each], each))]


def _priced(shop: Shop, asked: Asked, wanted: int, *, bounds: tuple[float, float], reason: str) -> list[Wish]:
    prices = [card.price_minor for each in asked.products if (card := shop.cards.get(each))]
    known = [price for price in prices if price]
    if not known:
        return []
    low, high = (known[0] * bound for bound in bounds)
    cards = [
        shop.cards[each.product_id]
        for each in _similar(shop, asked, 3 * wanted)
        if each.product_id in shop.cards
    ]
    fitting = [card for card in cards if card.price_minor and low <= card.price_minor <= high]
    return [Wish(card.product_id, reason) for card in fitting]


def _trending(shop: Shop, asked: Asked, wanted: int) -> list[Wish]:
    is_guess = asked.kind != SlotKind.TRENDING
    found = shop.behaviour.list_best(shop.behaviour.trending, (), wanted)
    return [Wish(each, "trending", is_guess=is_guess) for each in found]


def _recent(_shop: Shop, asked: Asked, _wanted: int) -> list[Wish]:
    return [Wish(each, "seen lately") for each in dict.fromkeys(reversed(asked.seen))]


def _again(shop: Shop, asked: Asked, _wanted: int) -> list[Wish]:
    bought = shop.behaviour.list_bought(asked.person)
    used_up = [each for each in bought if each in shop.behaviour.consumables]
    return [Wish(each, "bought before") for each in dict.fromkeys((*asked.usual, *used_up))]


_Promise = Callable[[Shop, Asked, int], list[Wish]]
_better: _Promise = partial(_priced, bounds=_DEARER, reason="better")
_simpler: _Promise = partial(_priced, bounds=_CHEAPER, reason="simpler")
_PROMISES: Mapping[str, _Promise] = {
    "for you": _for_you,
    "together": _together,
    "viewed": _viewed,
    "similar": _similar,
    "trending": _trending,
    "recent": _recent,
    "again": _again,
    "better": _better,
    "simpler": _simpler,
}
_SOURCES: Mapping[SlotKind, Sequence[str]] = {
    SlotKind.FOR_YOU: ("for you", "similar", "trending"),
    SlotKind.TOGETHER: ("together", "viewed", "for you", "similar", "trending"),
    SlotKind.VIEWED: ("viewed", "for you", "similar", "trending"),
    SlotKind.SIMILAR: ("similar", "viewed", "for you", "trending"),
    SlotKind.TRENDING: ("trending",),
    SlotKind.RECENT: ("recent", "for you", "trending"),
    SlotKind.AGAIN: ("again", "for you", "trending"),
    SlotKind.CART: ("together", "for you", "similar", "trending"),
    SlotKind.ALTERNATIVES: ("similar", "viewed", "for you", "trending"),
    SlotKind.BETTER: ("better", "similar", "for you", "trending"),
    SlotKind.SIMPLER: ("simpler", "similar", "for you", "trending"),
}
