from collections.abc import Sequence

from commesso.catalog.actions.learning import take_block
from commesso.catalog.rules.learning import OF_MANY, OF_ONE
from commesso.events.stream import StreamEvent

NAMES = OF_ONE | OF_MANY


def on_stream(events: Sequence[StreamEvent]) -> None:
    take_block(events)
