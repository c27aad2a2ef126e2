from datetime import UTC, datetime, timedelta

from commesso.backoffice.contracts import Happening, Place
from commesso.backoffice.rules.sentences import SILENT
from commesso.infra import api as infra
from commesso.kernel.clock import now
from commesso.kernel.ids import ProfileId, StoreId, digest
from commesso.profiles import api as profiles

PAGE = 30
_MOST = 500
_RECENT = timedelta(days=2)
_BEGINNING = Place(at=datetime(1990, 1, 1, tzinfo=UTC), id="")
_END = Place(at=datetime(2100, 1, 1, tzinfo=UTC), id="")


def list_story(store_id: StoreId, profile_id: ProfileId, *, before: Place | None = None) -> list[Happening]:
    """Return a page of a person's story, the latest first, from `before` back."""
    return _read(store_id, profile_id, before=before or _END, since=_BEGINNING, limit=PAGE)


def list_story_since(store_id: StoreId, profile_id: ProfileId, since: Place) -> list[Happening]:
    """Return the story from a place on, the latest first: the first page, and what was added to it."""
    return _read(store_id, profile_id, before=_END, since=since, limit=_MOST)


def find_story_state(store_id: StoreId, profile_id: ProfileId) -> str:
    """Return a text that changes when the person does something."""
    visitors = profiles.list_visitor_ids(store_id, profile_id)
    row = infra.query_one(
        "backoffice", "story_state", store_id=store_id, visitors=visitors, since=now() - _RECENT
    )
    # A merge brings events without a new one coming in.
    return digest(f"{row['events']} {row['last_at']} {sorted(visitors)}")


def _read(
    store_id: StoreId, profile_id: ProfileId, *, before: Place, since: Place, limit: int
) -> list[Happening]:
    rows = infra.query(
        "backoffice",
        "story",
        store_id=store_id,
        visitors=profiles.list_visitor_ids(store_id, profile_id),
        before_at=before.at,
        before_id=before.id,
        since_at=since.at,
        since_id=since.id,
        silent=sorted(SILENT),
        limit=limit,
    )
    return [Happening(**row) for row in rows]
