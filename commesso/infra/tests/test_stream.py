"""Events go from the log to every listener and into the event store, once."""

import threading
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from django.db import transaction

from commesso.events.orders import OrderPlaced
from commesso.events.profiles import IdentitiesLinked, IdentityLink
from commesso.events.stream import Kind, StreamEvent
from commesso.infra import api as infra
from commesso.infra.contracts import EventStoreDown, Place
from commesso.infra.eventstore import client
from commesso.infra.jobs import drop_read_segments, roll_old_segments
from commesso.infra.log.lanes import log_folder
from commesso.infra.log.segment import list_segments
from commesso.infra.models import Checkpoint, SetAside
from commesso.infra.stream import load, registry
from commesso.infra.stream.checkpoints import Checkpoints
from commesso.infra.stream.runner import Runner
from commesso.kernel.clock import now
from commesso.kernel.ids import EventId, ProfileId, SourceId, StoreId, VisitorId, new_uuid

if TYPE_CHECKING:
    from commesso.infra.contracts import Subscription

AT = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def make_event(
    number: int, *, name: str = "Product Viewed", props: dict[str, Any] | None = None
) -> StreamEvent:
    return StreamEvent(
        id=EventId(f"m-{number}"),
        store_id=StoreId(1),
        source_id=SourceId(1),
        kind=Kind.TRACK,
        name=name,
        at=AT,
        received_at=AT,
        visitor_id=VisitorId("a:1"),
        user_id="",
        anonymous_id="1",
        session_id="s",
        props=msgspec.Raw(msgspec.json.encode(props or {"price": "12.50", "nested": {"a": [1, None]}})),
    )


@pytest.fixture
def listen(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Subscribe for one test alone."""
    known: dict[str, Subscription] = {}
    monkeypatch.setattr(registry, "_subscriptions", known)
    return infra.subscribe


def stored() -> list[dict[str, Any]]:
    return infra.query_text("SELECT id, name, body FROM events ORDER BY id")


def test_an_event_reaches_its_listener_and_the_event_store(stream: Runner, listen: Any) -> None:
    heard: list[str] = []
    listen("ear", lambda events: heard.extend(event.id for event in events), names=["Product Viewed"])
    infra.append_offline("main", [make_event(1), make_event(2, name="Other")])
    stream.drain()
    assert heard == ["m-1"]
    assert [row["id"] for row in stored()] == ["m-1", "m-2"]
    assert msgspec.json.decode(stored()[0]["body"]) == {"price": "12.50", "nested": {"a": [1, None]}}


def test_a_sent_again_event_is_stored_once(stream: Runner) -> None:
    infra.append_offline("main", [make_event(1), make_event(1)])
    stream.drain()
    infra.append_offline("main", [make_event(1), make_event(2)])
    stream.drain()
    assert [row["id"] for row in stored()] == ["m-1", "m-2"]


def test_reading_the_log_again_from_the_start_stores_nothing_twice(stream: Runner) -> None:
    infra.append_offline("main", [make_event(number) for number in range(50)])
    stream.load_step()
    Runner().load_step()  # the first has not written down how far it came
    assert len(stored()) == 50


def test_what_is_on_its_way_into_a_slow_store_is_not_stored_again(
    stream: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def insert_slowly(*args: Any, **others: Any) -> None:
        time.sleep(0.3)  # time to make the next block ready
        client.insert_rows(*args, **others)

    monkeypatch.setattr(load, "BLOCK_EVENTS", 10)
    monkeypatch.setattr(load, "insert_rows", insert_slowly)
    for first in (0, 5, 10):
        infra.append_offline("main", [make_event(number) for number in range(first, first + 10)])
    stream.drain()
    assert len(stored()) == 20


def test_a_block_that_was_not_written_is_written_before_the_next(
    stream: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    del stream
    failures = [EventStoreDown("The event store does not answer.")]

    def insert_later(*args: Any, **others: Any) -> None:
        if failures:
            raise failures.pop()
        client.insert_rows(*args, **others)

    monkeypatch.setattr(load, "BLOCK_EVENTS", 10)
    monkeypatch.setattr(load, "insert_rows", insert_later)
    for first in (0, 10):
        infra.append_offline("main", [make_event(number) for number in range(first, first + 10)])
    loader, checkpoints = load.Loader(), Checkpoints()
    with pytest.raises(EventStoreDown):
        loader.load("main", checkpoints=checkpoints)
    while loader.load("main", checkpoints=checkpoints):
        pass
    assert len(stored()) == 20


def test_one_bad_event_is_set_aside_and_the_others_go_on(stream: Runner, listen: Any) -> None:
    taken: list[str] = []

    def handle(events: Sequence[StreamEvent]) -> None:
        if any(event.id == "m-3" for event in events):
            raise KeyError("bad")
        taken.extend(event.id for event in events)

    listen("picky", handle)
    infra.append_offline("main", [make_event(number) for number in range(6)])
    stream.drain()
    assert set(taken) == {"m-0", "m-1", "m-2", "m-4", "m-5"}
    assert list(SetAside.objects.values_list("event_id", flat=True)) == ["m-3"]


def test_a_fact_is_told_only_if_its_action_commits(stream: Runner, listen: Any) -> None:
    heard: list[str] = []
    listen("ear", lambda events: heard.extend(event.name for event in events), facts=["OrderPlaced"])
    placed = OrderPlaced(
        store_id=StoreId(1), at=AT, order_id="7", currency="EUR", total_minor=1, revenue_minor=1
    )

    def fail() -> None:
        with transaction.atomic():
            infra.publish(placed)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    stream.drain()
    assert heard == []
    with transaction.atomic():
        infra.publish(placed)
    stream.drain()
    assert heard == ["OrderPlaced"]
    assert [row["name"] for row in stored()] == ["OrderPlaced"]


def test_a_shop_cannot_tell_a_fact(stream: Runner, listen: Any) -> None:
    heard: list[str] = []
    listen("ear", lambda events: heard.extend(event.name for event in events), facts=["ProfileErased"])
    infra.append_offline("main", [make_event(1, name="ProfileErased")])
    stream.drain()
    assert heard == []


def test_a_reader_ahead_of_a_log_that_lost_power_goes_on_where_the_log_ends(
    stream: Runner, listen: Any
) -> None:
    heard: list[str] = []
    listen("ear", lambda events: heard.extend(event.id for event in events))
    infra.append_offline("main", [make_event(1)])
    stream.drain()
    Checkpoint.objects.filter(consumer="ear").update(sequence=5, offset=9_999)
    infra.append_offline("main", [make_event(2)])
    restarted = Runner()
    restarted.drain()
    infra.append_offline("main", [make_event(3)])
    restarted.drain()
    assert heard == ["m-1", "m-3"], "what nobody was told to be safe is not waited for"


def test_facts_that_answer_each_other_without_end_are_cut(stream: Runner, listen: Any) -> None:
    def answer(events: Sequence[StreamEvent]) -> None:
        for event in events:
            infra.publish(
                OrderPlaced(
                    store_id=StoreId(1),
                    at=AT,
                    order_id=event.id,
                    currency="EUR",
                    total_minor=1,
                    revenue_minor=1,
                )
            )

    listen("echo", answer, facts=["OrderPlaced"])
    with transaction.atomic():
        infra.publish(
            OrderPlaced(
                store_id=StoreId(1), at=AT, order_id="7", currency="EUR", total_minor=1, revenue_minor=1
            )
        )
    stream.drain()
    assert len(stored()) == 9
    assert SetAside.objects.get().error.startswith("EventLoop")


def test_an_erased_visitor_is_gone_from_the_log_and_readers_stand_where_they_stood(
    stream: Runner, listen: Any
) -> None:
    heard: list[str] = []
    listen("ear", lambda events: heard.extend(event.id for event in events))
    stranger = msgspec.structs.replace(make_event(2), visitor_id=VisitorId("a:2"))
    infra.append_offline("main", [make_event(1), stranger])
    stream.drain()
    assert infra.erase_from_log(StoreId(1), [VisitorId("a:1")]) == 1
    infra.append_offline("main", [make_event(3)])
    stream.drain()
    assert heard == ["m-1", "m-2", "m-3"]
    late: list[str] = []
    listen("late", lambda events: late.extend(event.id for event in events))
    stream.drain()
    assert late == ["m-2", "m-3"]


def test_facts_that_name_shoppers_for_the_rooms_stay_out_of_reports_and_forget_the_erased(
    stream: Runner, listen: Any
) -> None:
    linked: list[list[str]] = []

    def hear(events: Sequence[StreamEvent]) -> None:
        linked.extend([link["visitor_id"] for link in event.read_props()["links"]] for event in events)

    link = IdentityLink(visitor_id=VisitorId("a:1"), profile_id=ProfileId(new_uuid()), version=1)
    other = msgspec.structs.replace(link, visitor_id=VisitorId("a:2"))
    with transaction.atomic():
        infra.publish(IdentitiesLinked(store_id=StoreId(1), at=AT, links=(link, other)))
    stream.drain()
    assert stored() == []
    assert infra.erase_from_log(StoreId(1), [VisitorId("a:1")]) == 1
    listen("late", hear, facts=["IdentitiesLinked"])
    stream.drain()
    assert linked == [["a:2"]]


def test_a_quiet_lane_lets_go_of_old_events_too(stream: Runner) -> None:
    infra.append_offline("main", [make_event(1)])
    roll_old_segments(AT + timedelta(days=1))
    assert len(list_segments(log_folder() / "main")) == 1, "it is young"
    for _ in range(2):
        roll_old_segments(now())
    assert list_segments(log_folder() / "main") == [0, 1], "an empty segment is not begun anew"
    stream.drain()
    drop_read_segments(now() + timedelta(days=30))
    assert list_segments(log_folder() / "main") == [1]
    infra.append_offline("main", [make_event(2)])
    stream.drain()
    assert [row["id"] for row in stored()] == ["m-1", "m-2"]


def test_segments_everybody_has_read_are_let_go_after_their_days(stream: Runner, listen: Any) -> None:
    listen("uninterested", lambda events: None, names=["Nothing"])
    infra.append_offline("main", [make_event(1)])
    infra.open_lane("main").roll()
    infra.append_offline("main", [make_event(2)])
    later = now() + timedelta(days=30)
    drop_read_segments(later)
    assert len(list_segments(log_folder() / "main")) == 2, "nobody has read them"
    stream.drain()
    drop_read_segments(now())
    assert len(list_segments(log_folder() / "main")) == 2, "they are young"
    drop_read_segments(later)
    assert list_segments(log_folder() / "main") == [1]
    infra.append_offline("main", [make_event(3)])
    Runner().drain()
    assert [row["id"] for row in stored()] == ["m-1", "m-2", "m-3"]


def test_what_is_rung_alone_keeps_nothing_else_waiting(
    stream: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    rung, seen = threading.Event(), list[bool]()
    monkeypatch.setattr(registry, "_ticks", {})
    infra.every(60, "long", lambda _: seen.append(rung.wait(10)), place=Place.SERVER, alone=True)
    infra.every(60, "short", lambda _: rung.set(), place=Place.SERVER)
    runner = Runner({Place.SERVER})
    runner.start()
    assert rung.wait(10)
    runner.stop()
    assert seen == [True]


def test_what_may_change_the_state_is_never_rung_alone() -> None:
    with pytest.raises(ValueError, match=r"Say place=Place\.SERVER"):
        infra.every(60, "long", lambda _: None, alone=True)
