"""How far each consumer has read each lane."""

import logging
from collections.abc import Iterable

from django.db import transaction

from commesso.infra.log.lanes import log_folder
from commesso.infra.log.reader import Position, first_position, last_position
from commesso.infra.models import Checkpoint
from commesso.kernel.clock import now

log = logging.getLogger(__name__)


class Checkpoints:
    """The positions of one thread's consumers: in memory for speed, in the database for truth."""

    def __init__(self) -> None:
        self._positions: dict[tuple[str, str], Position] = {}
        self._unwritten: set[tuple[str, str]] = set()

    def find(self, consumer: str, lane: str) -> Position | None:
        """Return where to read on, or None while the lane holds nothing."""
        known = self._positions.get((consumer, lane))
        if known is None:
            known = _load(consumer, lane)
            if known is not None:
                self._positions[consumer, lane] = known
        return known

    def save(self, consumer: str, lane: str, position: Position) -> None:
        """Write the position in the present transaction; remember it once that commits."""
        _write([(consumer, lane, position)])
        transaction.on_commit(lambda: self._remember(consumer, lane, position))

    def move_to(self, consumer: str, lane: str, position: Position) -> None:
        """Move on in memory alone: to read what lies between again would do no harm."""
        self._positions[consumer, lane] = position
        self._unwritten.add((consumer, lane))

    def write_down(self) -> None:
        """Write the places that moved in memory alone."""
        if self._unwritten:
            _write((*place, self._positions[place]) for place in self._unwritten)
            self._unwritten.clear()

    def _remember(self, consumer: str, lane: str, position: Position) -> None:
        self._positions[consumer, lane] = position
        self._unwritten.discard((consumer, lane))


def _write(places: Iterable[tuple[str, str, Position]]) -> None:
    moved_at = now()
    Checkpoint.objects.bulk_create(
        [
            Checkpoint(
                consumer=consumer,
                lane=lane,
                sequence=position.sequence,
                segment=position.segment,
                offset=position.offset,
                moved_at=moved_at,
            )
            for consumer, lane, position in places
        ],
        update_conflicts=True,
        unique_fields=("consumer", "lane"),
        update_fields=("sequence", "segment", "offset", "moved_at"),
    )


def _load(consumer: str, lane: str) -> Position | None:
    """Read the place in the database.

    A consumer may have read events that a power cut then took from the log, as the disk had not said "safe" yet
    (nor had anybody been told so). New events take their numbers: it goes on where the log ends.
    """
    row = Checkpoint.objects.filter(consumer=consumer, lane=lane).first()
    if row is None:
        return first_position(log_folder() / lane)
    saved = Position(row.sequence, row.segment, row.offset)
    end = last_position(log_folder() / lane)
    if end is not None and end.sequence < saved.sequence:
        log.warning(
            "%s had read %s to event %d; the log ends at %d.", consumer, lane, saved.sequence, end.sequence
        )
        return end
    return saved
