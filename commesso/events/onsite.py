"""Facts of the room `onsite`."""

from dataclasses import dataclass
from typing import ClassVar

from commesso.events.facts import Fact, fact
from commesso.kernel.ids import ProfileId


@fact
@dataclass(frozen=True, kw_only=True)
class SignUpConfirmed(Fact):
    """Somebody who asked for mail followed the link in it and agreed. `panel_id` is the panel they asked in."""

    room: ClassVar[str] = "onsite"
    profile_id: ProfileId
    panel_id: str
    language: str
