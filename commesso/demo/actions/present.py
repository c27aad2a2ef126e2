"""Keeping the shop visited: so many shoppers a minute come in and walk about."""

import logging
import time
from collections.abc import Iterator
from heapq import heappop, heappush
from random import Random
from threading import Event as Flag

from commesso.demo.actions.walking import Walk
from commesso.demo.adapters.browser import Browser
from commesso.demo.contracts import Here, Plan
from commesso.demo.rules.goods import make_goods
from commesso.demo.rules.people import make_shoppers

log = logging.getLogger(__name__)

_LONGEST_REST_SECONDS = 1.0


def keep_visited(*, plan: Plan, here: Here, shoppers_a_minute: float, stop: Flag) -> None:
    """Let shoppers walk through the shop until `stop` is set. One that meets a closed door goes away."""
    random = Random(f"present {plan.seed} {plan.ending.timestamp()}")  # noqa: S311 an invented day holds no secret
    shoppers, goods = make_shoppers(plan.seed, plan.shoppers), make_goods(plan.seed)
    often = [shopper.habit.visits for shopper in shoppers]
    walking: list[tuple[float, int, Iterator[float]]] = []
    _wait_until_open(here, stop)
    arrives, count = time.monotonic(), 0
    while not stop.is_set():
        moment = time.monotonic()
        if arrives <= moment:
            count += 1
            walk = Walk(random.choices(shoppers, often)[0], goods, here, random)
            heappush(walking, (moment, count, walk.steps()))
            arrives += random.expovariate(shoppers_a_minute / 60)
        elif walking and walking[0][0] <= moment:
            _, number, steps = heappop(walking)
            pause = _step(steps, stop)
            if pause is not None:
                heappush(walking, (time.monotonic() + pause, number, steps))
        else:
            until = min(arrives, walking[0][0] if walking else arrives)
            stop.wait(min(_LONGEST_REST_SECONDS, max(0.0, until - moment)))


def _wait_until_open(here: Here, stop: Flag) -> None:
    """Return when the shop, which starts beside this process, answers."""
    door = Browser(here.shop, user_agent="", language="en")
    while not stop.is_set():
        try:
            door.open("/robots.txt")
        except OSError:
            stop.wait(_LONGEST_REST_SECONDS)
        else:
            return


def _step(steps: Iterator[float], stop: Flag) -> float | None:
    """Return how long the shopper looks at what came, or None when they left."""
    try:
        return next(steps, None)
    except OSError as error:
        if not stop.wait(_LONGEST_REST_SECONDS):  # Ctrl-C ends the shop a moment before it ends this
            log.info("A shopper left, as the shop did not answer: %s", error)
        return None
