"""How far each consumer has read each lane."""

from django.db import transaction

from commesso.infra.log.lanes import log_folder
from commesso.infra.log.reader import Position, first_position
from commesso.infra.models import Checkpoint
from commesso.kernel.clock import now


class Checkpoints:
    """The positions of one runner's consumers: in memory for speed, in the database for truth."""

    def __init__(self) -> None:
        self._positions: dict[tuple[str, str], Position] = {
            (row.consumer, row.lane): Position(row.sequence, row.segment, row.offset)
            for row in Checkpoint.objects.all()
        }
        self._unwritten: set[tuple[str, str]] = set()

    def find(self, consumer: str, lane: str) -> Position | None:
        """Return where to read on, or None while the lane holds nothing."""
        known = self._positions.get((consumer, lane))
        if known is None:
            known = first_position(log_folder() / lane)
            if known is not None:
                self._positions[consumer, lane] = known
        return known

    def save(self, consumer: str, lane: str, position: Position) -> None:
        """Write the position in the present transaction; remember it once that commits."""
        Checkpoint.objects.update_or_create(
            consumer=consumer,
            lane=lane,
            defaults={
                "sequence": position.sequence,
                "segment": position.segment,
                "offset": position.offset,
                "moved_at": now(),
            },
        )
        transaction.on_commit(lambda: self._remember(consumer, lane, position))

    def write_down(self) -> None:
        """Write the places that moved in memory alone, so that the log may let old segments go."""
        with transaction.atomic():
            for consumer, lane in list(self._unwritten):
                self.save(consumer, lane, self._positions[consumer, lane])

    def skip_to(self, consumer: str, lane: str, position: Position) -> None:
        """Move on in memory alone: nothing in between was wanted, so reading it again does no harm."""
        self._positions[consumer, lane] = position
        self._unwritten.add((consumer, lane))

    def _remember(self, consumer: str, lane: str, position: Position) -> None:
        self._positions[consumer, lane] = position
        self._unwritten.discard((consumer, lane))
