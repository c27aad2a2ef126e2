"""Places in a story, as they stand in addresses."""

from datetime import UTC, datetime

from commesso.backoffice.contracts import Place
from commesso.kernel.errors import Invalid
from commesso.kernel.pages import read_cursor, write_cursor


def write_place(place: Place) -> str:
    return write_cursor(place.at.astimezone(UTC).isoformat(timespec="milliseconds"), place.id)


def read_place(text: str) -> Place | None:
    """Return the place again, or None for "" and for a text that we did not write."""
    try:
        keys = read_cursor(text, str, str)
        return Place(at=datetime.fromisoformat(str(keys[0])), id=str(keys[1])) if keys else None
    except (Invalid, ValueError):
        return None
