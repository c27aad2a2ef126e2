"""What was set aside for the event store, for a consumer that is gone, or about somebody who is erased."""

import msgspec
import pytest

from commesso.infra import api as infra
from commesso.infra.contracts import SetAsideEvent
from commesso.infra.stream.consume import set_aside
from commesso.infra.stream.runner import Runner
from commesso.infra.tests.test_stream import make_event, stored
from commesso.kernel.errors import NotFound
from commesso.kernel.ids import StoreId, VisitorId

SHOP = StoreId(1)


def put(consumer: str, number: int = 1) -> SetAsideEvent:
    set_aside(consumer, make_event(number), ValueError("no"))
    return infra.list_set_aside(SHOP).items[0]


def test_an_event_the_store_refused_is_stored_when_it_is_tried_again(stream: Runner) -> None:
    found = put("events")
    assert infra.retry_set_aside(store_id=SHOP, set_aside_id=found.id) == ""
    assert [row["id"] for row in stored()] == ["m-1"]
    assert infra.count_set_aside(SHOP) == 0


def test_an_event_that_is_stored_already_is_not_stored_twice(stream: Runner) -> None:
    infra.append_offline("main", [make_event(1)])
    stream.drain()
    assert infra.retry_set_aside(store_id=SHOP, set_aside_id=put("events").id) == ""
    assert [row["id"] for row in stored()] == ["m-1"]


def test_an_event_for_a_consumer_that_is_gone_says_so(stream: Runner) -> None:
    assert "'gone'" in infra.retry_set_aside(store_id=SHOP, set_aside_id=put("gone").id)
    assert "NobodyListens" in infra.list_set_aside(SHOP).items[0].error


def test_another_shops_event_is_not_there(stream: Runner) -> None:
    found = put("events")
    with pytest.raises(NotFound):
        infra.retry_set_aside(store_id=StoreId(2), set_aside_id=found.id)


def test_what_was_set_aside_about_an_erased_person_goes_too(stream: Runner) -> None:
    put("orders")
    set_aside("orders", msgspec.structs.replace(make_event(2), visitor_id=VisitorId("a:2")), ValueError("no"))
    assert infra.erase_set_aside(SHOP, [VisitorId("a:1")]) == 1
    assert [each.event.id for each in infra.list_set_aside(SHOP).items] == ["m-2"]


def test_a_long_list_comes_in_pages(stream: Runner) -> None:
    for number in range(3):
        put("orders", number)
    page = infra.list_set_aside(SHOP, limit=2)
    rest = infra.list_set_aside(SHOP, limit=2, cursor=page.next_cursor)
    assert [each.event.id for each in (*page.items, *rest.items)] == ["m-2", "m-1", "m-0"]
    assert rest.next_cursor == ""
