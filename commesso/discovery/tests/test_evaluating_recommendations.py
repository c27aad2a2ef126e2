"""`commesso evaluate recommendations`: logs as shops have them, and what it says of those it cannot use."""

import gzip
import json
import random
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from commesso.discovery.queries.events import read_click_log
from commesso.kernel.errors import Invalid, NotFound

START = datetime(2026, 3, 1, 10, 0, 7, tzinfo=UTC)
PAIRS = [("lamp", "bulb"), ("bed", "duvet"), ("desk", "chair"), ("pan", "lid")]


def viewed(product: str, minute: float, who: str = "cleo", **more: Any) -> dict[str, Any]:
    at = (START + timedelta(minutes=minute)).isoformat()
    return {
        "type": "track",
        "event": "Product Viewed",
        "anonymousId": who,
        "timestamp": at,
        "properties": {"product_id": product},
        **more,
    }


def ordered(products: Iterable[str], minute: float, number: str, who: str = "cleo") -> dict[str, Any]:
    event = viewed("", minute, who)
    return event | {
        "event": "Order Completed",
        "properties": {"order_id": number, "products": [{"product_id": each} for each in products]},
    }


def write(folder: Path, events: Iterable[Any], name: str = "events.jsonl") -> Path:
    file = folder / name
    file.write_text("".join(json.dumps(each) + "\n" for each in events), encoding="utf-8")
    return file


def visits_of(file: Path) -> list[list[str]]:
    log = read_click_log(file).log
    visits: list[list[str]] = [[] for _ in range(log.visits)]
    for visit, product in zip(log.visit, log.product, strict=True):
        visits[visit].append(log.products[product])
    return visits


def shopping(*, orders: bool = False, views: bool = True) -> list[dict[str, Any]]:
    """Two hundred visits, an hour apart, each to the two products of a pair."""
    events: list[dict[str, Any]] = []
    for number in range(200):
        pair, who = PAIRS[number % 4], f"shopper {number % 17}"
        if views:
            events += [viewed(each, number * 60 + place, who) for place, each in enumerate(pair)]
        if orders:
            events.append(ordered(pair, number * 60 + 5, f"o{number}", who))
    return events


def evaluate(*arguments: str | Path) -> dict[str, Any]:
    out = StringIO()
    call_command("evaluate", "recommendations", *map(str, arguments), "--json", stdout=out)
    return dict(json.loads(out.getvalue()))


def test_thirty_minutes_of_silence_or_another_session_end_a_visit(tmp_path: Path) -> None:
    quiet = [viewed("a", 0), viewed("b", 29), viewed("c", 60), viewed("d", 61, who="dario")]
    assert visits_of(write(tmp_path, quiet)) == [["a", "b"], ["c"], ["d"]]
    named = [viewed("a", 0, context={"sessionId": 7}), viewed("b", 90, context={"sessionId": 7})]
    named.append(viewed("c", 91, context={"sessionId": 8}))
    assert visits_of(write(tmp_path, named)) == [["a", "b"], ["c"]]


def test_an_order_belongs_to_the_visit_before_it_and_not_to_another_order(tmp_path: Path) -> None:
    events = [
        viewed("a", 0),
        ordered(["b"], 10, "1"),
        ordered(["c", "d"], 500, "2"),
        ordered(["e"], 501, "3"),
    ]
    assert visits_of(write(tmp_path, events)) == [["a", "b"], ["c", "d"], ["e"]]


def test_two_orders_of_one_moment_stay_two(tmp_path: Path) -> None:
    events = [ordered([f"{number}{letter}" for letter in "ab"], 0, str(number)) for number in (1, 2)]
    mixed = [viewed("x", 0), viewed("y", 0), *events]
    assert visits_of(write(tmp_path, events)) == [["1a", "1b"], ["2a", "2b"]]
    assert visits_of(write(tmp_path, mixed)) == [["x", "y", "1a", "1b"], ["2a", "2b"]]


def test_who_signs_in_stays_the_same_person(tmp_path: Path) -> None:
    events = [
        viewed("a", 0),
        viewed("b", 1, userId="u1"),
        viewed("c", 2) | {"anonymousId": None, "userId": "u1"},
    ]
    assert visits_of(write(tmp_path, events)) == [["a", "b", "c"]]


@settings(max_examples=20, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_lines_and_repeated_lines_do_not_matter(
    tmp_path_factory: pytest.TempPathFactory, shuffle: random.Random
) -> None:
    events = shopping(orders=True)[:60]
    mixed = events + shuffle.sample(events, 20)
    shuffle.shuffle(mixed)
    folder = tmp_path_factory.mktemp("logs")
    assert visits_of(write(folder, mixed, "mixed")) == visits_of(write(folder, events, "plain"))


def test_lines_of_no_use_are_counted_and_the_rest_is_taken(tmp_path: Path) -> None:
    good = [viewed("a", 0), viewed("b", 1)]
    useless = [
        {"type": "page", "name": "Home"},
        viewed("", 2),
        viewed("c", 3) | {"timestamp": "yesterday"},
        viewed("d", 4) | {"anonymousId": None},
        viewed("e", 5) | {"properties": None},
    ]
    file = write(tmp_path, [*good, *useless])
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes() + b'\n{"half": \xff\n[1]\n')
    found = read_click_log(file)
    assert visits_of(file) == [["a", "b"]]
    assert (found.events, found.others, found.strangers, found.faults) == (3, 1, 1, 5)
    assert found.examples[0] == "line 4 names no product_id"


@pytest.mark.parametrize(
    "event",
    [
        viewed("7", 0) | {"event": "Viewed Product"},
        viewed("7", 0) | {"timestamp": (START + timedelta()).timestamp() * 1000},
        viewed("7", 0) | {"timestamp": None, "originalTimestamp": "2026-03-01T10:00:07"},
        viewed("7", 0) | {"properties": {"productId": 7.0}, "anonymousId": 12},
        {"batch": [viewed("7", 0)], "sentAt": "2026-03-01T10:00:00Z"},
    ],
)
def test_names_and_clocks_of_other_senders_are_understood(tmp_path: Path, event: dict[str, Any]) -> None:
    log = read_click_log(write(tmp_path, [event])).log
    assert (log.products, log.at.tolist()) == (("7",), [START.timestamp()])


@pytest.mark.django_db
@pytest.mark.parametrize(("orders", "views"), [(True, False), (False, True), (True, True)])
def test_views_orders_or_both_are_learnt_from(tmp_path: Path, orders: bool, views: bool) -> None:
    answer = evaluate("--events", write(tmp_path, shopping(orders=orders, views=views)))
    assert answer["metrics"]["hr@5"] == 1.0
    assert answer["metrics"]["mrr@20"] > 0.95 > answer["beside"]["popularity"]["mrr@20"]
    assert answer["questions"]["asked"] == 40
    assert set(answer["metrics"]) == {"hr@5", "hr@20", "mrr@20", "coverage@20"}


@pytest.mark.django_db
def test_a_split_is_a_date_and_what_is_new_after_it_is_not_asked(tmp_path: Path) -> None:
    events = [*shopping(), viewed("lamp", 20_000), viewed("novelty", 20_001), viewed("bulb", 20_002)]
    file = write(tmp_path, events)
    packed = tmp_path / "events.jsonl.gz"
    packed.write_bytes(gzip.compress(file.read_bytes()))
    answer = evaluate("--events", packed, "--split", "2026-03-08")
    assert answer["split"] == "2026-03-08"
    assert answer["questions"]["of_new_products"] == 1
    assert answer["questions"]["asked"] == answer["questions"]["later"] - 1


@pytest.mark.django_db
def test_what_was_just_seen_counts_only_where_the_protocol_says_so(tmp_path: Path) -> None:
    events = [viewed(each, number * 60 + place) for number in range(60) for place, each in enumerate("aba")]
    new = evaluate("--events", write(tmp_path, events))
    every = evaluate("--events", write(tmp_path, events), "--protocol", "next-item")
    assert every["questions"]["asked"] == 2 * new["questions"]["asked"]
    assert every["metrics"]["mrr@20"] == 1.0


@pytest.mark.django_db
def test_the_table_says_what_was_done(tmp_path: Path) -> None:
    out = StringIO()
    call_command("evaluate", "recommendations", "--events", str(write(tmp_path, shopping())), stdout=out)
    for part in ("next-item-new", "Commesso", "popularity", "HR@20", "95%", "Learnt before 2026-03-"):
        assert part in out.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--events", "nowhere.jsonl"], "nowhere.jsonl is not there"),
        (["--events", "{good}", "--split", "2026-13-01"], "--split '2026-13-01' is no date"),
        (["--events", "{good}", "--split", "2020-01-01"], "Nothing happened before 2020-01-01"),
        (
            ["--events", "{good}", "--split", "2030-01-01"],
            "After 2030-01-01 no visit or order has two products",
        ),
        (["--events", "{empty}"], "has no product that somebody looked at"),
        (["--events", "{wrong}"], "line 1 is no event"),
        (["--events", "{broken}"], "cannot be read to its end"),
        (["--events", "{folder}"], "cannot be read"),
    ],
)
def test_what_cannot_be_used_is_named_with_what_to_do(
    tmp_path: Path, arguments: list[str], said: str
) -> None:
    files = {
        "good": write(tmp_path, shopping(), "good"),
        "empty": write(tmp_path, [], "empty"),
        "folder": tmp_path,
    }
    files["wrong"] = tmp_path / "wrong.csv"
    files["wrong"].write_text("product,at\nlamp,today\n", encoding="utf-8")
    files["broken"] = tmp_path / "broken.gz"
    files["broken"].write_bytes(gzip.compress(files["good"].read_bytes())[:-200])
    with pytest.raises(Invalid) as error:
        evaluate(*(each.format(**files) for each in arguments))
    assert said in str(error.value)


@pytest.mark.django_db
def test_a_store_that_is_not_there_is_named() -> None:
    with pytest.raises(NotFound, match="nowhere"):
        evaluate("--store", "nowhere")
