"""What shoppers of Alma's shop do in these tests, as events on the stream."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from commesso.events.stream import Kind, StreamEvent
from commesso.infra import api as infra
from commesso.infra.api import Runner
from commesso.kernel.ids import EventId, SourceId, VisitorId, visitor_id
from commesso.stores.contracts import StoreInfo

NOW = datetime.now(UTC).replace(microsecond=0)


class Street:
    """The way into a shop: what is done here is known everywhere when `open()` returns."""

    def __init__(self, shop: StoreInfo, stream: Runner) -> None:
        self.shop = shop
        self.stream = stream
        self._count = 0

    def track(
        self, name: str, /, *, ago: timedelta = timedelta(), who: str = "cleo", user: str = "", **props: Any
    ) -> None:
        self.send(Kind.TRACK, name, props, ago=ago, who=who, user=user)

    def send(
        self,
        kind: Kind,
        name: str,
        props: Any,
        *,
        ago: timedelta = timedelta(),
        who: str = "cleo",
        user: str = "",
    ) -> None:
        """Append one event of `who`'s device; `user` is the id they are signed in with."""
        self._count += 1
        at = NOW - ago
        event = StreamEvent(
            id=EventId(f"{self.shop.slug}-{self._count}"),
            store_id=self.shop.id,
            source_id=SourceId(1),
            kind=kind,
            name=name,
            at=at,
            received_at=at,
            visitor_id=VisitorId(visitor_id(user_id=user, anonymous_id=who)),
            user_id=user,
            anonymous_id=who,
            session_id=f"{who}-{at:%Y%m%d}" if who else "",
            props=msgspec.Raw(msgspec.json.encode(props)),
        )
        infra.append_offline("main", [event])

    def open(self) -> None:
        self.stream.drain()
        # The clock does this every second.
        infra.query_text("SYSTEM RELOAD DICTIONARY people")
