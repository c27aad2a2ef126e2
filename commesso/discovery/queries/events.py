"""Reading a file of Segment events: one JSON object a line, in any order, gzip or not."""

import gzip
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from commesso.discovery.contracts.recommending import ClickLog
from commesso.discovery.rules.recommending.sightings import Sightings
from commesso.kernel.errors import Invalid

_ONE = frozenset({"Product Viewed", "Viewed Product", "Product Added", "Added Product"})
_MANY = frozenset({"Order Completed", "Completed Order"})
_PRODUCT = ("product_id", "productId", "id", "item_id", "sku")
_ORDER = ("order_id", "orderId", "id", "checkout_id")
_SESSION = ("sessionId", "session_id")
_FAULTS_TOLD = 3
_MILLISECONDS = 1e11  # as seconds this would be the year 5138
_YEARS = (datetime(1990, 1, 1, tzinfo=UTC).timestamp(), datetime(2200, 1, 1, tzinfo=UTC).timestamp())


class _Event(msgspec.Struct, rename="camel"):
    """Loosely typed: a field that makes no sense must not cost the file."""

    type: Any = None
    event: Any = None
    message_id: Any = None
    user_id: Any = None
    anonymous_id: Any = None
    timestamp: Any = None
    original_timestamp: Any = None
    sent_at: Any = None
    received_at: Any = None
    properties: Any = None
    context: Any = None
    batch: list[msgspec.Raw] | None = None


_decode = msgspec.json.Decoder(_Event).decode


@dataclass
class FileLog:
    """A file's click log, and what of the file is not in it."""

    log: ClickLog
    events: int = 0
    others: int = 0
    duplicates: int = 0
    strangers: int = 0
    faults: int = 0
    examples: list[str] = field(default_factory=list)


def read_click_log(path: Path) -> FileLog:
    """Return what shoppers did as a file tells it. Raise Invalid when it cannot be read or has nothing of use."""
    reader = _Reader()
    for number, line in _read_lines(path):
        reader.read(line, number)
    if not len(reader.sightings):
        raise Invalid(
            f"{path} has no product that somebody looked at or bought ({reader.describe()}). Expected is one "
            'Segment event a line: "Product Viewed", "Product Added" or "Order Completed" with a product_id, a '
            "timestamp, and an anonymousId or userId.",
            field="events",
        )
    sightings = reader.sightings
    return FileLog(
        log=sightings.make_log(),
        events=reader.taken,
        others=reader.others,
        duplicates=sightings.duplicates + reader.duplicates,
        strangers=sightings.strangers,
        faults=reader.faults,
        examples=reader.examples,
    )


def _read_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    try:
        with path.open("rb") as raw:
            is_packed = raw.read(2) == b"\x1f\x8b"
        with gzip.open(path) if is_packed else path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield number, line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
    except FileNotFoundError:
        raise Invalid(
            f"{path} is not there. Name a file of events, one JSON object a line.", field="events"
        ) from None
    except (OSError, EOFError, zlib.error) as error:
        raise Invalid(
            f"{path} cannot be read to its end: {error}. Copy it here once more.", field="events"
        ) from None


class _Reader:
    def __init__(self) -> None:
        self.sightings = Sightings()
        self.taken = self.others = self.duplicates = self.faults = 0
        self.examples: list[str] = []
        self._messages: set[str] = set()
        self._orders: set[str] = set()

    def read(self, line: bytes | msgspec.Raw, number: int) -> None:
        try:
            event = _decode(line)
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
            self._fault(number, f"is no event: {error}")
            return
        if event.batch is not None:
            for part in event.batch:
                self.read(part, number)
            return
        self._take(event, number)

    def describe(self) -> str:
        said = f"{self.others:,} events of other kinds, {self.faults:,} lines that could not be read"
        return said + "".join(f"; {each}" for each in self.examples)

    def _take(self, event: _Event, number: int) -> None:
        anonymous, user = _as_text(event.anonymous_id), _as_text(event.user_id)
        if anonymous and user:
            self.sightings.unite(anonymous, user)
        if not isinstance(event.event, str) or event.event not in _ONE | _MANY:
            self.others += 1
            return
        message = _as_text(event.message_id)
        if message and message in self._messages:
            self.duplicates += 1
            return
        at = _find_moment(event)
        if at is None:
            self._fault(number, "has no timestamp that can be read")
            return
        props = event.properties if isinstance(event.properties, dict) else {}
        products = _find_products(event.event, props)
        if not products:
            self._fault(number, "names no product_id")
            return
        self._messages.update([message] if message else [])
        order = ""
        if event.event in _MANY:
            order = _find_text(props, _ORDER) or message or f"line {number}"
            if order in self._orders:
                self.duplicates += 1
                return
            self._orders.add(order)
        context = event.context if isinstance(event.context, dict) else {}
        session = _find_text(context, _SESSION) or _find_text(props, _SESSION)
        self.taken += 1
        for product in products:
            self.sightings.add(person=user or anonymous, session=session, order=order, product=product, at=at)

    def _fault(self, number: int, what: str) -> None:
        self.faults += 1
        if len(self.examples) < _FAULTS_TOLD:
            self.examples.append(f"line {number} {what}")


def _find_products(name: str, props: Mapping[str, Any]) -> list[str]:
    listed = props.get("products")
    if name in _MANY and isinstance(listed, list):
        found = [_find_text(each, _PRODUCT) for each in listed if isinstance(each, dict)]
        return list(dict.fromkeys(each for each in found if each))
    product = _find_text(props, _PRODUCT if name in _ONE else _PRODUCT[:2])
    return [product] if product else []


def _find_text(values: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return next((found for name in names if (found := _as_text(values.get(name)))), "")


def _as_text(value: Any) -> str:
    """Return an id as text: shops send 17850 and "17850" and mean the same."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _find_moment(event: _Event) -> float | None:
    moments = (event.timestamp, event.original_timestamp, event.sent_at, event.received_at)
    return next((at for each in moments if (at := read_moment(each)) is not None), None)


def read_moment(value: Any) -> float | None:
    """Return seconds of the Unix clock from ISO 8601 (UTC where it names no zone), seconds or milliseconds."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        try:
            moment = datetime.fromisoformat(value.strip())
        except ValueError:
            return None
        value = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    if not isinstance(value, int | float):
        return None
    seconds = value / 1000 if abs(value) > _MILLISECONDS else float(value)
    return seconds if _YEARS[0] <= seconds <= _YEARS[1] else None
