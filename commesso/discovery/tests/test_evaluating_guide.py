"""`commesso evaluate guide`, and the invented shoppers it sends."""

import json
from datetime import UTC, datetime
from io import StringIO
from typing import Any

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from commesso.catalog import api as catalog
from commesso.catalog.contracts import ProductInput, VariantInput
from commesso.discovery.rules.guiding.asking import Guide, make_guide
from commesso.discovery.rules.guiding.drawing import derive_questions
from commesso.discovery.rules.guiding.families import group_families, list_parts
from commesso.discovery.rules.guiding.shoppers import (
    Policy,
    Shopper,
    expect_rank,
    send_shoppers,
    summarise,
)
from commesso.discovery.rules.guiding.values import make_item
from commesso.kernel.errors import CommessoError, Invalid, NotFound
from commesso.stores.contracts import StoreInfo

NOW = datetime(2026, 5, 4, 10, tzinfo=UTC)


def lamp(number: int) -> dict[str, str]:
    return {
        "colour": ("black", "white", "red", "brass")[number % 4],
        "power": f"{3 + number * 7 % 40} W",
        "room": ("bath", "hall", "study")[number // 4 % 3],
        "dimmable": ("yes", "no")[number // 12 % 2],
    }


def make_lamps(count: int) -> Guide:
    items = [make_item(f"p{number}", attributes=lamp(number), price=10.0 + number) for number in range(count)]
    return make_guide([item.key for item in items], derive_questions(items))


def fill(shop: StoreInfo, count: int, **others: Any) -> None:
    rows = [
        ProductInput(
            product_id=f"p{number}",
            title=f"Lamp {number}",
            categories=("Home > Lamps",),
            attributes=lamp(number),
            variants=(VariantInput(variant_id=f"v{number}", currency="EUR", **others),),
        )
        for number in range(count)
    ]
    catalog.import_products(shop.id, rows, source="till", at=NOW)


def evaluate(*arguments: str) -> str:
    out = StringIO()
    call_command("evaluate", "guide", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("belief", "target", "rank"),
    [([0.5, 0.3, 0.2], 0, 1), ([0.5, 0.3, 0.2], 2, 3), ([0.4, 0.3, 0.3], 1, 2.5), ([0.25] * 4, 3, 2.5)],
)
def test_equals_share_their_ranks(belief: list[float], target: int, rank: float) -> None:
    assert expect_rank(np.asarray(belief), target) == rank


def test_truthful_shoppers_find_their_product_sooner_when_asked_what_tells_most() -> None:
    found = {
        policy: summarise(send_shoppers([make_lamps(200)], Shopper(), count=200, seed=3, policy=policy))
        for policy in Policy
    }
    ours = found[Policy.ADAPTIVE]
    assert ours.reached_top10 == 1
    assert ours.dead_ends == 0
    assert ours.questions_to_top10 <= min(each.questions_to_top10 for each in found.values())
    assert ours.questions_to_top10 < found[Policy.RANDOM].questions_to_top10


def test_noise_ends_a_filter_and_never_a_guide() -> None:
    guides, noisy = [make_lamps(60)], Shopper(noise=0.4)
    assert summarise(send_shoppers(guides, noisy, count=100, seed=3)).dead_ends == 0
    assert summarise(send_shoppers(guides, noisy, count=100, seed=3, hard=True)).dead_ends > 0


def test_the_same_seed_sends_the_same_shoppers() -> None:
    walks = [send_shoppers([make_lamps(50)], Shopper(noise=0.2), count=20, seed=3) for _ in range(2)]
    assert [walk.answers for walk in walks[0]] == [walk.answers for walk in walks[1]]


def test_demand_says_who_is_looked_for() -> None:
    demand = np.zeros(50)
    demand[7] = 1
    (walk,) = send_shoppers([make_lamps(50)], Shopper(), count=1, seed=3, demand=[demand])
    assert {key: walk.answers[key] for key in ("colour", "room")} == {"colour": "brass", "room": "hall"}


def test_a_small_family_goes_into_the_one_above() -> None:
    paths = {
        **{f"a{number}": ("Home > Lamps > Table",) for number in range(3)},
        **{f"b{number}": ("Home > Lamps",) for number in range(2)},
        "c": ("Home > Rugs",),
        "d": (),
    }
    assert group_families(paths, least=3) == {
        "": ["d"],
        "Home": ["b0", "b1", "c"],
        "Home > Lamps > Table": ["a0", "a1", "a2"],
    }


@pytest.mark.parametrize(
    ("family", "paths", "parts"),
    [
        ("Home", ("Home > Lamps > Table", "Home > Gifts", "Sale"), ["Lamps", "Gifts"]),
        ("", ("Home > Lamps", "Sale"), ["Home", "Sale"]),
        ("Home > Lamps", ("Home > Lamps",), []),
    ],
)
def test_a_family_has_the_parts_below_it(family: str, paths: tuple[str, ...], parts: list[str]) -> None:
    assert list_parts(family, paths) == parts


def test_the_table_compares_ours_with_others(shop: StoreInfo) -> None:
    fill(shop, 40)
    table = evaluate("--store", "bottega", "--shoppers", "20")
    assert "40 products in 1 families" in table
    assert all(str(policy) in table for policy in Policy)
    assert "Next question: p50" in table


def test_json_has_the_metrics(shop: StoreInfo) -> None:
    fill(shop, 40)
    printed = json.loads(evaluate("--store", "bottega", "--shoppers", "20", "--noise", "0.2", "--json"))
    metrics = printed["metrics"]
    assert metrics["dead_ends"] == metrics["truthful_dead_ends"] == 0
    assert metrics["truthful_questions_to_top10"] <= metrics["truthful_random_questions_to_top10"]
    assert 0 <= metrics["top3@5"] <= metrics["top10@5"] <= 1
    assert metrics["next_ms_p50"] > 0
    assert printed["shoppers"] == 20


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--store", "nowhere"], "nowhere"),
        (["--store", "bottega"], "no family of 20 products"),
        (["--store", "bottega", "--noise", "1.5"], "--noise 1.5"),
        (["--store", "bottega", "--unsure", "nan"], "--unsure nan"),
        (["--store", "bottega", "--shoppers", "0"], "--shoppers 0"),
    ],
)
def test_what_cannot_be_measured_is_said(shop: StoreInfo, arguments: list[str], words: str) -> None:
    with pytest.raises(CommessoError, match=words) as raised:
        evaluate(*arguments)
    assert isinstance(raised.value, Invalid | NotFound)


def test_what_is_no_number_is_said(shop: StoreInfo) -> None:
    with pytest.raises(CommandError, match="--shoppers"):
        evaluate("--store", "bottega", "--shoppers", "many")


def test_products_that_cannot_be_bought_are_not_shown(shop: StoreInfo) -> None:
    fill(shop, 40, stock=0)
    with pytest.raises(Invalid, match="no family"):
        evaluate("--store", "bottega")
