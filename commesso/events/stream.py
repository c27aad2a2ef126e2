"""The shape of everything that travels on the stream."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec

from commesso.kernel.ids import EventId, SourceId, StoreId, VisitorId

# No write key brought it: a fact, or an event of a file that was imported.
NO_SOURCE = SourceId(0)


class Kind(StrEnum):
    """What sort of call made the event: the six of the Segment spec, and our own facts."""

    TRACK = "track"
    PAGE = "page"
    SCREEN = "screen"
    IDENTIFY = "identify"
    GROUP = "group"
    ALIAS = "alias"
    FACT = "fact"


class StreamEvent(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """One event as it stands in the log, in this order of fields.

    `array_like` keeps a record small; so fields are only ever added, at the end, with a default.
    `props` (properties, or traits of identify and group) and `context` stay the JSON the shop sent, byte
    for byte: most readers never open them.
    """

    id: EventId  # the shop's messageId, at most 100 characters
    store_id: StoreId
    source_id: SourceId  # whose write key brought it, or NO_SOURCE
    kind: Kind
    name: str  # "Order Completed", "OrderPlaced"; the page's name; "" for identify, group, alias
    at: datetime  # when it happened, aware, corrected for the sender's clock
    received_at: datetime
    visitor_id: VisitorId  # kernel.ids.visitor_id: the key reports file the event under
    user_id: str
    anonymous_id: str
    session_id: str
    props: msgspec.Raw = msgspec.Raw(b"{}")
    context: msgspec.Raw = msgspec.Raw(b"{}")
    previous_id: str = ""  # alias: the id that is replaced
    group_id: str = ""
    caused_by: str = ""  # facts: the id of the event that led here
    hops: int = 0  # facts: how many facts stand between this and a shopper event

    def read_props(self) -> dict[str, Any]:
        """Return `props` as a dict. The collector has checked that it is an object."""
        return _read_object(self.props)

    def read_context(self) -> dict[str, Any]:
        return _read_object(self.context)


_decoder = msgspec.json.Decoder(dict[str, Any])


def _read_object(raw: msgspec.Raw) -> dict[str, Any]:
    return _decoder.decode(raw)
