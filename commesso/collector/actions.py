"""Taking a request in: read, check every event, make the good ones durable."""

import asyncio
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import msgspec
from asgiref.sync import sync_to_async
from django.db import connection, transaction
from prometheus_client import Counter

from commesso.collector.contracts import Reason, Refusal, Refused
from commesso.collector.models import RefusalCount
from commesso.collector.rules import read
from commesso.collector.rules.sessions import GAP_SECONDS, Sessions
from commesso.collector.rules.steps import Request, read_skew, run_steps
from commesso.events.stream import Kind, StreamEvent
from commesso.infra import api as infra
from commesso.infra.contracts import LogError, LogFull
from commesso.kernel.clock import now
from commesso.kernel.ids import StoreId, VisitorId
from commesso.kernel.limits import Bucket
from commesso.kernel.memory import Memory
from commesso.stores import api as stores
from commesso.stores.contracts import SourceInfo

ACCEPTED = Counter("commesso_events_accepted_total", "Events made durable and acknowledged.")
REFUSED = Counter("commesso_events_refused_total", "Events not taken, by reason.", ["reason"])

_sources: Memory[str, SourceInfo | None] = Memory(seconds=5)  # a revoked key works at most this long
_BURST_SECONDS = 10  # a key may save up so much of its rate
_RUSH_REQUESTS = 8  # a thousand events a second keep one or two requests in hand


@dataclass(frozen=True, slots=True)
class Delivery:
    """A request as it came in. `key` is what its headers say; the body may name one too."""

    body: bytes
    key: str = ""
    kind: Kind | None = None
    user_agent: str = ""
    gpc: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a request: how many events are on disk, and which places in it were refused."""

    accepted: int
    refused: list[tuple[int, Refusal]]


@dataclass(slots=True)
class _Group:
    """Events of the requests that came in the same turn of the loop, on their way to the disk."""

    loop: asyncio.AbstractEventLoop
    on_disk: "asyncio.Future[None]"
    events: list[StreamEvent] = field(default_factory=list)


@dataclass(slots=True)
class _Memory:
    """What the collector keeps between requests."""

    sessions: Sessions = field(default_factory=Sessions)
    buckets: dict[int, Bucket] = field(default_factory=dict)
    refusals: dict[tuple[int, Refusal], int] = field(default_factory=dict)
    group: _Group | None = None
    in_hand: int = 0


_memory = _Memory()


async def take_in(delivery: Delivery) -> Outcome:
    """Check a request's events and return when the good ones are on disk. Raise Refused for the whole of it."""
    _memory.in_hand += 1
    try:
        return await _take_in(delivery)
    finally:
        _memory.in_hand -= 1


def is_rushed() -> bool:
    """Say whether requests queue up."""
    return _memory.in_hand > _RUSH_REQUESTS


async def _take_in(delivery: Delivery) -> Outcome:
    text = read.read_text(delivery.body)
    incoming: list[Any]
    if delivery.kind is None:
        incoming, sent_at, key = read.read_batch(text)
        read.check_count(len(incoming))
    else:
        single = read.read_single(text)
        incoming, sent_at, key = [single], None, single.write_key
    source = await _source_for(delivery.key or (key if isinstance(key, str) else ""))
    _limit(source, len(incoming))
    received_at = now()
    request = Request(
        source.store_id,
        source.id,
        received_at,
        _memory.sessions,
        delivery.kind,
        read_skew(sent_at, received_at),
        delivery.user_agent,
        delivery.gpc,
        source.consent_policy == "required",
        source.gpc_means_no_analytics,
    )
    events: list[StreamEvent] = []
    refused: list[tuple[int, Refusal]] = []
    for place, each in enumerate(incoming):
        result = run_steps(each, request)
        if isinstance(result, StreamEvent):
            events.append(result)
        else:
            refused.append((place, result))
    if events:
        await _make_durable(events)
        ACCEPTED.inc(len(events))
    for _, refusal in refused:
        count_refusal(source.store_id, refusal)
    return Outcome(len(events), refused)


def read_events(
    source: SourceInfo, sent: Sequence[Mapping[str, Any]], received_at: datetime
) -> tuple[list[StreamEvent], list[tuple[int, Refusal]]]:
    """Take events of an import (Segment JSON as dicts) through the steps, in the order they happened.

    Return the good ones, and the places of the others with the reason. Nothing is written. An event that
    names no time counts as happening at `received_at`; sessions are the import's own.
    """
    request = Request(source.store_id, source.id, received_at, Sessions())
    events: list[StreamEvent] = []
    refused: list[tuple[int, Refusal]] = []
    for place, each in enumerate(sent):
        result = run_steps(read.read_one(msgspec.json.encode(each)), request)
        if isinstance(result, StreamEvent):
            events.append(result)
        else:
            refused.append((place, result))
    return events, refused


def count_refusal(store_id: int, refusal: Refusal) -> None:
    """Count in memory; `write_refusals` puts the counts down now and then."""
    key = (store_id, refusal)
    _memory.refusals[key] = _memory.refusals.get(key, 0) + 1
    REFUSED.labels(refusal.reason.value).inc()


def write_refusals() -> None:
    """Add the counts in memory to the table."""
    waiting, _memory.refusals = _memory.refusals, {}
    at = now()
    with transaction.atomic():
        for (store_id, refusal), count in waiting.items():
            row, _ = RefusalCount.objects.for_store(store_id).get_or_create(  # type: ignore[arg-type]
                store_id=store_id,
                day=at.date(),
                reason=refusal.reason,
                field=refusal.field,
                message=refusal.message[:300],
                defaults={"last_at": at},
            )
            row.count += count
            row.last_at = at
            row.save(update_fields=("count", "last_at"))


def forget_visits(store_id: StoreId, visitor_ids: Collection[VisitorId]) -> None:
    """Delete an erased person's visits from the counts."""
    if visitor_ids:
        infra.command("collector", "forget_visits", store_id=store_id, visitor_ids=list(visitor_ids))


def restore_sessions() -> None:
    """After a restart, take up the visits that were going on, from the end of the log."""
    since = now() - timedelta(seconds=GAP_SECONDS)
    for event in infra.iter_recent(infra.MAIN):
        if event.session_id and event.received_at >= since:
            _memory.sessions.restore(
                event.store_id, event.anonymous_id, event.session_id, event.at.timestamp()
            )


def forget() -> None:
    """Begin with an empty memory, as a new process does."""
    global _memory  # noqa: PLW0603 the memory is the process's own
    _memory = _Memory()
    _sources.forget_all()


async def find_source(key: str) -> SourceInfo | None:
    """Return the source of a write key, remembered for a few seconds."""
    kept = _sources.recall(key)
    if kept is not None:
        return kept.value
    return _sources.keep(key, await sync_to_async(_read_source, thread_sensitive=False)(key))


def _read_source(key: str) -> SourceInfo | None:
    try:
        return stores.find_source(key)
    finally:
        if not connection.in_atomic_block:
            connection.close()


async def _source_for(key: str) -> SourceInfo:
    source = await find_source(key) if key else None
    if source is None:
        REFUSED.labels(Reason.UNKNOWN_KEY.value).inc()
        detail = "is not known, or was revoked" if key else "is missing"
        raise Refused(
            Refusal(Reason.UNKNOWN_KEY, "writeKey", f"The write key {detail}. Copy it from Settings, Keys.")
        )
    return source


def _limit(source: SourceInfo, count: int) -> None:
    at = time.monotonic()
    bucket = _memory.buckets.get(source.id)
    if bucket is None or bucket.rate != source.events_per_second:
        rate = source.events_per_second
        bucket = _memory.buckets[source.id] = Bucket.full(rate, rate * _BURST_SECONDS, at)
    wait = bucket.take(count, at)
    if wait > 0:
        refusal = Refusal(
            Reason.TOO_FAST,
            "writeKey",
            f"This key may send {source.events_per_second} events a second. Send slower.",
        )
        count_refusal(source.store_id, refusal)
        raise Refused(refusal, retry_after_seconds=int(wait) + 1)


async def _make_durable(events: list[StreamEvent]) -> None:
    """Return when the events are on disk. Requests of one turn of the loop share a record and a wake-up."""
    loop = asyncio.get_running_loop()
    group = _memory.group
    if group is None or group.loop is not loop:
        group = _memory.group = _Group(loop, loop.create_future())
        loop.call_soon(_append, group)
    group.events += events
    try:
        await asyncio.shield(group.on_disk)
    except LogError as error:
        REFUSED.labels(Reason.DISK.value).inc(len(events))
        message = "The disk is full." if isinstance(error, LogFull) else "The disk failed."
        raise Refused(
            Refusal(Reason.DISK, "", f"{message} Nothing was taken; send the same events again in a moment."),
            retry_after_seconds=5,
        ) from error


def _append(group: _Group) -> None:
    if _memory.group is group:
        _memory.group = None

    def done(error: LogError | None) -> None:
        group.loop.call_soon_threadsafe(_settle, group.on_disk, error)

    infra.open_lane(infra.MAIN).append(msgspec.json.encode(group.events), len(group.events), done)


def _settle(on_disk: asyncio.Future[None], error: LogError | None) -> None:
    if error is None:
        on_disk.set_result(None)
    else:
        on_disk.set_exception(error)
