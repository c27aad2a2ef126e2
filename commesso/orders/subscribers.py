from collections.abc import Sequence

from commesso.events.profiles import IdentitiesLinked, ProfileErased
from commesso.events.stream import StreamEvent
from commesso.orders.actions.blocks import take_block
from commesso.orders.rules.reading import CHANGES, ENTRIES

NAMES = frozenset({*CHANGES, *ENTRIES})
FACTS = frozenset({IdentitiesLinked.__name__, ProfileErased.__name__})


def on_stream(events: Sequence[StreamEvent]) -> None:
    take_block(events)
