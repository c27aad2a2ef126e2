"""What the tag sends. It may be newer or older than we are: what is not known here is passed over."""

from datetime import UTC, datetime
from typing import Any

import msgspec

from commesso.onsite.contracts import Seen, Visit

_MOST_SEEN = 200
_TEXT = 2_000


class SeenAsk(msgspec.Struct, kw_only=True):
    shown: Any = 0
    last_at: Any = None
    dismissed: Any = False
    submitted: Any = False

    def read(self) -> Seen:
        return Seen(
            shown=self.shown if isinstance(self.shown, int) else 0,
            last_at=_read_time(self.last_at),
            dismissed=self.dismissed is True,
            submitted=self.submitted is True,
        )


class PanelsAsk(msgspec.Struct, kw_only=True):
    """Which panels are there for this page?"""

    key: str
    anonymous_id: str | None = None
    language: str | None = None
    url: str | None = None
    page_number: int | None = None
    campaign: str | None = None
    seen: dict[str, SeenAsk] | None = None

    def read(self, *, is_recognised: bool) -> Visit:
        seen = list((self.seen or {}).items())[:_MOST_SEEN]
        return Visit(
            language=(self.language or "")[:20],
            url=(self.url or "")[:_TEXT],
            page_number=max(1, self.page_number or 1),
            campaign=(self.campaign or "")[:200],
            seen={panel_id: each.read() for panel_id, each in seen},
            is_recognised=is_recognised,
        )


class SignUpAsk(msgspec.Struct, kw_only=True):
    """An address for mail, from a panel's form."""

    key: str
    panel: str
    email: str
    language: str | None = None
    anonymous_id: str | None = None


def _read_time(value: Any) -> datetime | None:
    """Read ISO 8601 (in UTC where it names no zone) or milliseconds since 1970; None for anything else."""
    try:
        if isinstance(value, str):
            at = datetime.fromisoformat(value)
            return at if at.tzinfo else at.replace(tzinfo=UTC)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return datetime.fromtimestamp(value / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return None
