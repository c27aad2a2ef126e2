"""A recount takes in what is new and keeps what a whole fit learnt."""

from dataclasses import replace
from datetime import timedelta

import numpy as np

from commesso.discovery.actions.fitting import forget_shops, prepare_shop, refresh_shops
from commesso.discovery.contracts.recommending import ClickLog, Question
from commesso.discovery.rules.recommending.recommender import (
    fit_recommender,
    keep_blend,
    recount_recommender,
)
from commesso.discovery.tests.shoppers import GOODS, START, stock, tell
from commesso.discovery.tests.test_recommending import write_log
from commesso.infra.api import Runner
from commesso.kernel.clock import now
from commesso.stores.contracts import StoreInfo

VISITS = [[0, 1, 2], [1, 2], [3, 4], [4, 0], [2, 5, 1]] * 10
PEOPLE = [each % 7 for each in range(len(VISITS))]


def renumber(log: ClickLog) -> ClickLog:
    """The same log, its products counted from the other end."""
    last = len(log.products) - 1
    return replace(log, products=log.products[::-1], product=(last - log.product).astype(np.int32))


def answers(log: ClickLog, blend_of: ClickLog) -> list[tuple[str, str]]:
    blend = keep_blend(fit_recommender(blend_of), blend_of)
    recounted = recount_recommender(log, blend)
    assert recounted is not None
    place = log.products.index("p1")
    return [(log.products[each.product], each.reason) for each in recounted.rank(Question((place,), 3), 5)]


def test_a_recount_of_the_same_log_answers_as_the_whole_fit() -> None:
    log = write_log(VISITS, PEOPLE)
    whole = [
        (log.products[each.product], each.reason) for each in fit_recommender(log).rank(Question((1,), 3), 5)
    ]
    assert answers(log, blend_of=log) == whole


def test_products_may_be_counted_in_another_order() -> None:
    log = write_log(VISITS, PEOPLE)
    assert answers(renumber(log), blend_of=log) == answers(log, blend_of=log)


def test_a_product_seen_since_is_found_and_one_that_went_is_not() -> None:
    before = write_log([[0, 1], [0, 1], [0, 2]] * 10)
    after = write_log([[0, 3]] * 40, products=4)
    after = replace(after, products=("p0", "p7", "p1", "p3"))  # p2 went, p3 and p7 are new
    blend = keep_blend(fit_recommender(before), before)
    recounted = recount_recommender(after, blend)
    assert recounted is not None
    assert after.products[recounted.rank(Question((0,)), 1)[0].product] == "p3"


def test_a_shop_that_learnt_who_its_people_are_needs_a_whole_fit() -> None:
    strangers = write_log(VISITS)
    blend = keep_blend(fit_recommender(strangers), strangers)
    assert recount_recommender(write_log(VISITS, PEOPLE), blend) is None


def test_a_serving_process_counts_new_clicks_in_another_and_keeps_the_blend(
    stream: Runner, shop: StoreInfo, computing_apart: None
) -> None:
    forget_shops()
    stock(shop)
    look(stream, shop, range(-300, -60))
    before = prepare_shop(shop.id).behaviour
    look(stream, shop, range(20))
    refresh_shops(now())
    assert prepare_shop(shop.id).behaviour is before  # a moment later it rests
    refresh_shops(now() + timedelta(hours=1))  # however long a fit took, a slow machine's too, it has rested
    recounted = prepare_shop(shop.id).behaviour
    assert (recounted.clicks, recounted.blend.clicks) == (260, 240)
    look(stream, shop, range(70, 110))
    refresh_shops(now() + timedelta(hours=2))
    whole = prepare_shop(shop.id).behaviour
    assert (whole.clicks, whole.blend.clicks) == (300, 300)


def look(stream: Runner, shop: StoreInfo, minutes: range) -> None:
    """Have somebody look at a product at each of these minutes from now."""
    from_start = (now() - START) // timedelta(minutes=1) + 1
    for minute in minutes:
        product = tuple(GOODS)[minute % len(GOODS)]
        tell(shop, "Product Viewed", from_start + minute, f"shopper{minute // 3}", product_id=product)
    stream.drain()
