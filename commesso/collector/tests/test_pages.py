"""What staff read about events: why some were refused, and whether any arrive."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from django.db import transaction
from django.test import Client

from commesso.collector.actions import count_refusal, forget, write_refusals
from commesso.collector.contracts import Reason, Refusal
from commesso.collector.models import RefusalCount
from commesso.events.profiles import ProfileErased
from commesso.events.stream import Kind, StreamEvent
from commesso.infra import api as infra
from commesso.kernel.ids import EventId, ProfileId, SourceId, VisitorId, new_uuid
from commesso.stores.contracts import StoreInfo

REFUSED = "/s/bottega/settings/refused-events/"
LAST = "/s/bottega/settings/install/last-event"
NOW = datetime.now(UTC)


@pytest.fixture(autouse=True)
def fresh_process() -> None:
    forget()


def viewed(shop: StoreInfo, number: int, *, visitor: str = "cleo", minutes: int = 0) -> StreamEvent:
    return StreamEvent(
        id=EventId(f"m-{number}"),
        store_id=shop.id,
        source_id=SourceId(1),
        kind=Kind.TRACK,
        name="Product Viewed",
        at=NOW - timedelta(minutes=minutes),
        received_at=NOW,
        visitor_id=VisitorId(f"a:{visitor}"),
        user_id="",
        anonymous_id=visitor,
        session_id=f"visit-of-{visitor}",
        props=msgspec.Raw(b"{}"),
    )


def test_a_refusal_says_what_happened_where_and_what_to_do(shop: StoreInfo, alma: Client) -> None:
    for _ in range(3):
        count_refusal(
            shop.id, Refusal(Reason.BAD_TIME, "timestamp", "timestamp lies in the future. Check the clock.")
        )
    count_refusal(shop.id, Refusal(Reason.BOT, "context.userAgent", "A bot."))
    write_refusals()
    page = alma.get(REFUSED).content.decode()
    assert "Impossible time" in page
    assert "<code>timestamp</code>" in page
    assert "Check the clock." in page
    assert '<td data-label="Events" class="number">3</td>' in page
    assert page.index("Impossible time") < page.index("A bot"), "mistakes come first"


@pytest.mark.usefixtures("event_store")
def test_home_says_that_events_were_refused(shop: StoreInfo, alma: Client) -> None:
    refusal = Refusal(Reason.NO_NAME, "event", "event is missing. Name it.")
    for _ in range(4):
        count_refusal(shop.id, refusal)
    count_refusal(shop.id, Refusal(Reason.BOT, "context.userAgent", "A bot."))
    write_refusals()
    page = alma.get("/s/bottega/").content.decode()
    assert "4 events were refused in the last 7 days" in page, "a bot is nobody's mistake"
    assert REFUSED in page


def test_without_refusals_the_page_teaches(alma: Client) -> None:
    assert b"Every event was taken" in alma.get(REFUSED).content


def test_an_old_refusal_shows_only_when_asked_for(shop: StoreInfo, alma: Client) -> None:
    RefusalCount.objects.create(
        store_id=shop.id,
        day=NOW.date() - timedelta(days=20),
        reason=Reason.NO_NAME,
        field="event",
        message="event is missing.",
        count=1,
        last_at=NOW - timedelta(days=20),
    )
    assert b"event is missing" not in alma.get(REFUSED).content
    assert b"event is missing" in alma.get(REFUSED + "?days=30").content
    assert alma.get(REFUSED + "?days=nonsense").status_code == 200


def test_the_install_page_waits_and_then_sees_the_first_event(
    shop: StoreInfo, stream: infra.Runner, alma: Client
) -> None:
    assert b"Waiting for your first event" in alma.get(LAST).content
    infra.append_offline("main", [viewed(shop, 1, minutes=60 * 24 * 40)])
    stream.drain()
    page = alma.get(LAST).content.decode()
    assert "Product Viewed" in page
    assert LAST in page, "it asks again by itself"


@pytest.mark.usefixtures("shop", "event_store")
def test_nobody_else_sees_what_was_refused_or_arrived(edda: Client) -> None:
    for address in (REFUSED, LAST):
        assert edda.get(address).status_code == 404
        assert Client().get(address).status_code == 302


def test_visits_are_counted_as_events_come_in_and_forgotten_with_the_person(
    shop: StoreInfo, stream: infra.Runner
) -> None:
    sent = [viewed(shop, number, minutes=number) for number in range(5)]
    infra.append_offline("main", [*sent, viewed(shop, 9, visitor="dario")])
    stream.drain()
    visits = "SELECT uniqExact(session) AS sessions, uniqExact(visitor) AS visitors FROM visits"
    assert infra.query_text(visits) == [{"sessions": 2, "visitors": 2}]
    with transaction.atomic():
        infra.publish(
            ProfileErased(
                store_id=shop.id, at=NOW, profile_id=ProfileId(new_uuid()), visitor_ids=(VisitorId("a:cleo"),)
            )
        )
    stream.drain()
    assert infra.query_text(visits) == [{"sessions": 1, "visitors": 1}]
