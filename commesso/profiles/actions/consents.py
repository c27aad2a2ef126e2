"""Consent that staff, forms and other rooms record."""

from datetime import datetime

from django.db import transaction

from commesso.kernel.clock import now
from commesso.kernel.errors import Invalid
from commesso.kernel.ids import ProfileId, StoreId, new_event_id
from commesso.profiles.actions.identities import link, take_turn
from commesso.profiles.actions.statements import write_consents
from commesso.profiles.contracts import ANONYMOUS_ID, EMAIL
from commesso.profiles.queries.identities import load_branches
from commesso.profiles.queries.people import find_profiles
from commesso.profiles.queries.records import find_root, get_anchor
from commesso.profiles.rules.consents import MAX_TEXT, Choice
from commesso.profiles.rules.evidence import Gathered, Statement, see
from commesso.profiles.rules.graph import Home
from commesso.profiles.rules.identifiers import make_node


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
    choice = _read_choice(purpose, channel, text, granted=granted)
    take_turn(store_id)
    root = find_root(store_id, profile_id)
    branch = next(each for each in load_branches(store_id, [root]) if each.id == root)
    said = Statement(
        get_anchor(store_id, root), at or now(), told_by or new_event_id(), source[:60], choices=(choice,)
    )
    write_consents(store_id, [(Home(*branch), said)])


@transaction.atomic
def record_consent_of_email(
    *,
    store_id: StoreId,
    email: str,
    purpose: str,
    granted: bool,
    source: str,
    channel: str = "email",
    text: str = "",
    at: datetime | None = None,
    anonymous_id: str = "",
    is_restated: bool = False,
) -> ProfileId:
    """Record a yes or no of whoever owns an address, known so far or not, and return who it is. Raise Invalid.

    `anonymous_id` is the device they asked from: it is theirs from now on, unless it is another person's.
    `is_restated`: they said it before, so it is recorded only where the present answer is another.
    """
    choice = _read_choice(purpose, channel, text, granted=granted)
    address = make_node(EMAIL, email)
    if address is None:
        raise Invalid(
            f"email={email[:80]!r} is not an address. Write it like cleo@example.com.", field="email"
        )
    device = make_node(ANONYMOUS_ID, anonymous_id)
    moment, cause = at or now(), new_event_id()
    gathered = Gathered()
    nodes = [address, device] if device else [address]
    sighting = see(gathered, nodes, at=moment, told_by=cause, source=source[:60])
    assert sighting
    said = Statement(sighting.anchor, moment, cause, source[:60], choices=(choice,), is_restated=is_restated)
    gathered.statements.append(said)
    link(store_id, gathered)
    return find_profiles(store_id, [address])[address]


def _read_choice(purpose: str, channel: str, text: str, *, granted: bool) -> Choice:
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
    return Choice(purpose, granted, channel, text)
