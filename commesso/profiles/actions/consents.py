"""Consent that staff, forms and other rooms record."""

from datetime import datetime

from django.db import transaction

from commesso.kernel.clock import now
from commesso.kernel.errors import Invalid
from commesso.kernel.ids import ProfileId, StoreId, new_event_id
from commesso.profiles.actions.identities import take_turn
from commesso.profiles.actions.statements import write_consents
from commesso.profiles.queries.identities import load_branches
from commesso.profiles.queries.records import find_root, get_anchor
from commesso.profiles.rules.consents import MAX_TEXT, Choice
from commesso.profiles.rules.evidence import Statement
from commesso.profiles.rules.graph import Home


@transaction.atomic
def record_consent(
    *,
    store_id: StoreId,
    profile_id: ProfileId,
    purpose: str,
    granted: bool,
    source: str,
    channel: str = "",
    text: str = "",
    at: datetime | None = None,
    told_by: str = "",
) -> None:
    """Record a yes or no to a purpose on a channel ("" = every channel). Raise NotFound, Invalid.

    `text` is what the person was shown. `told_by` is the id of what led here; the same twice records once.
    """
    purpose, channel = purpose.strip(), channel.strip().lower()
    if not 1 <= len(purpose) <= 60:
        raise Invalid(
            f"purpose={purpose[:80]!r} is not a purpose. Use 1 to 60 characters, like 'marketing'.",
            field="purpose",
        )
    if len(channel) > 20:
        raise Invalid(
            f"channel={channel[:80]!r} is too long. Use at most 20 characters, like 'email'.", field="channel"
        )
    if len(text) > MAX_TEXT:
        raise Invalid(f"text has {len(text)} characters. Use at most {MAX_TEXT}.", field="text")
    take_turn(store_id)
    root = find_root(store_id, profile_id)
    branch = next(each for each in load_branches(store_id, [root]) if each.id == root)
    said = Statement(
        get_anchor(store_id, root),
        at or now(),
        told_by or new_event_id(),
        source[:60],
        choices=(Choice(purpose, granted, channel, text),),
    )
    write_consents(store_id, [(Home(*branch), said)])
