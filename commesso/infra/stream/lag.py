"""How far behind every consumer is."""

from commesso.infra.contracts import Lag
from commesso.infra.log.lanes import find_open_lane, list_lanes, log_folder
from commesso.infra.log.reader import Position, count_events, first_position, read_block
from commesso.infra.models import Checkpoint, OutboxRow, SetAside, Trouble
from commesso.infra.stream import load
from commesso.infra.stream.registry import list_subscriptions
from commesso.kernel.clock import now
from commesso.kernel.ids import StoreId


def list_lags() -> list[Lag]:
    """Return one row a consumer and lane, with the reason where one rests."""
    saved = {(row.consumer, row.lane): row for row in Checkpoint.objects.all()}
    errors = list_troubles()
    lags = []
    for lane in list_lanes():
        end = _end(lane)
        for consumer in list_readers(lane):
            row = saved.get((consumer, lane))
            start = (
                Position(row.sequence, row.segment, row.offset)
                if row
                else first_position(log_folder() / lane)
            )
            behind = max(0, end - start.sequence) if start else 0
            lags.append(
                Lag(
                    consumer=consumer,
                    lane=lane,
                    events=behind,
                    seconds=_seconds(lane, start) if start and behind else 0.0,
                    moved_at=row.moved_at if row else None,
                    error=errors.get(consumer, ""),
                )
            )
    return lags


def list_troubles() -> dict[str, str]:
    """Return what rests at the moment, with the reason."""
    return dict(Trouble.objects.values_list("name", "error"))


def count_waiting_facts() -> int:
    """Return how many facts wait in the outbox."""
    return OutboxRow.objects.count()


def count_set_aside(store_id: StoreId) -> int:
    """Return how many of a shop's events some consumer could not take."""
    return SetAside.objects.filter(store_id=store_id).values("event_id").distinct().count()


def list_readers(lane: str) -> list[str]:
    """Return the consumers that read a lane."""
    return [load.CONSUMER, *(each.name for each in list_subscriptions() if each.reads(lane))]


def _end(lane: str) -> int:
    writer = find_open_lane(lane)
    return writer.next_sequence if writer else count_events(log_folder() / lane)


def _seconds(lane: str, start: Position) -> float:
    """Age of the oldest event not read yet."""
    block = read_block(log_folder() / lane, start, max_events=1)
    return max(0.0, (now() - block.events[0].received_at).total_seconds()) if block.events else 0.0
