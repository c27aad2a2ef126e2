"""What the clock starts."""

from datetime import datetime, timedelta

from commesso.connectors.actions.uploads import drop_old_uploads

_KEPT = timedelta(days=7)


def every_hour(now: datetime) -> None:
    """Files that were uploaded and then forgotten hold people's data; they do not stay."""
    drop_old_uploads(before=now - _KEPT)
