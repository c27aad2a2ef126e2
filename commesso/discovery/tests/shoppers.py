"""What shoppers do in these tests, as events on the stream."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from commesso.events.stream import Kind, StreamEvent
from commesso.infra import api as infra
from commesso.kernel.ids import EventId, SourceId, VisitorId, visitor_id
from commesso.stores.contracts import StoreInfo

START = datetime(2026, 3, 1, 10, 0, tzinfo=UTC)


def tell(shop: StoreInfo, name: str, minute: int, who: str, **props: Any) -> None:
    """Have somebody do something in a shop."""
    at = START + timedelta(minutes=minute)
    event = StreamEvent(
        id=EventId(f"{shop.slug}-{name}-{who}-{minute}"),
        store_id=shop.id,
        source_id=SourceId(1),
        kind=Kind.TRACK,
        name=name,
        at=at,
        received_at=at,
        visitor_id=VisitorId(visitor_id(user_id="", anonymous_id=who)),
        user_id="",
        anonymous_id=who,
        session_id=f"{who}-{minute // 60}",
        props=msgspec.Raw(msgspec.json.encode(props)),
    )
    infra.append_offline("main", [event])
