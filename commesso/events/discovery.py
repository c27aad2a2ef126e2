"""Facts of the room `discovery`."""

from dataclasses import dataclass
from typing import ClassVar

from commesso.events.facts import Fact, fact


@fact
@dataclass(frozen=True, kw_only=True)
class AssistantChanged(Fact):
    """The assistant of a shop was switched on or off, or changed while it was on."""

    room: ClassVar[str] = "discovery"
    is_on: bool
