"""A year in the life of the shop, in the order of time."""

from collections.abc import Iterator
from heapq import heapify, heappop, heappush
from math import exp
from random import Random

from commesso.demo.contracts import Event, Plan
from commesso.demo.rules.goods import make_goods
from commesso.demo.rules.people import Shopper, make_shoppers
from commesso.demo.rules.rhythm import Calendar
from commesso.demo.rules.truth import LIFTS, Treatment, Truth
from commesso.demo.rules.visits import Shop


def iter_history(plan: Plan) -> Iterator[Event]:
    """Yield every event up to the plan's end, oldest first."""
    random = Random(f"history {plan.seed}")  # noqa: S311 an invented year holds no secret
    calendar = Calendar.of(plan.ending, plan.months)
    shoppers = make_shoppers(plan.seed, plan.shoppers)
    stamp = f"demo{plan.seed}-{int(plan.ending.timestamp()):x}"
    shop = Shop(make_goods(plan.seed), random, truth=make_truth(plan), stamp=stamp)
    visits = [(moment, place, "") for place, moment in _plan_visits(shoppers, calendar, random)]
    heapify(visits)
    waiting: list[tuple[float, int, Event]] = []
    count, last = 0, plan.ending.timestamp()
    while visits:
        moment, place, after_cart = heappop(visits)
        while waiting and waiting[0][0] < moment:
            yield heappop(waiting)[2]
        events, back = shop.visit(shoppers[place], moment, after_cart=after_cart)
        for at, event in events:
            count += 1
            if at <= last:
                heappush(waiting, (at, count, event))
        if back is not None and back[0] < last:
            heappush(visits, (back[0], place, back[1]))
    while waiting:
        yield heappop(waiting)[2]


def make_truth(plan: Plan) -> Truth:
    """Return what treatments do in this history: the plan's lifts, else the usual ones."""
    given = {Treatment(name): lift for name, lift in plan.lifts.items()}
    return Truth(plan.seed, plan.holdout, {**LIFTS, **given})


def _plan_visits(shoppers: list[Shopper], calendar: Calendar, random: Random) -> Iterator[tuple[int, float]]:
    """Yield (shopper, moment) of every visit that is not caused by another."""
    last = calendar.ending.timestamp()
    for place, shopper in enumerate(shoppers):
        wanted, moment = _pick_count(shopper.habit.visits, random), calendar.pick_moment(random)
        if not shopper.habit.days_between:
            moments = [moment, *(calendar.pick_moment(random) for _ in range(wanted - 1))]
        else:
            moments = _list_close_visits(moment, wanted, shopper.habit.days_between, calendar, random)
        yield from ((place, each) for each in moments if each < last)


def _list_close_visits(
    moment: float, wanted: int, days: float, calendar: Calendar, random: Random
) -> list[float]:
    """Most people come a few times while they look for something, then no more."""
    moments = [moment]
    for _ in range(wanted * 4):
        later = calendar.pick_later(moments[-1], days, random)
        if later is not None:
            moments.append(later)
        if len(moments) >= wanted:
            break
    return moments


def _pick_count(mean: float, random: Random) -> int:
    """Return how often a shopper visits: at least once, with a long tail."""
    return 1 + int(random.expovariate(1 / (mean - 0.5))) if mean > 1 else int(random.random() < exp(-mean))
