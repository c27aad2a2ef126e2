"""Signing up for mail: asking, confirming, leaving, being forgotten."""

from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q

from commesso.events.onsite import SignUpConfirmed
from commesso.infra import api as infra
from commesso.kernel.errors import Invalid
from commesso.kernel.ids import StoreId, VisitorId, visitor_id
from commesso.onsite.contracts import Asks, PanelInfo
from commesso.onsite.models import Link, SignUp
from commesso.onsite.queries.people import CHANNEL, PURPOSE
from commesso.onsite.queries.sign_ups import list_sent_times
from commesso.onsite.rules.contents import choose_language
from commesso.onsite.rules.mailing import MONTH, may_mail
from commesso.profiles import api as profiles
from commesso.stores.contracts import StoreInfo

_DEVICE = "a:"


@transaction.atomic
def ask_for_mail(
    *,
    store: StoreInfo,
    panel: PanelInfo,
    email: str,
    language: str,
    anonymous_id: str,
    base_url: str,
    at: datetime,
) -> str:
    """Note that an address asked for mail, and have the link sent to it. Return what to tell the shopper.

    The same is told whoever the address belongs to. Raise Invalid for what is no address.
    """
    address = _clean_email(email)
    spoken = choose_language(panel, wanted=language, default=store.languages[0])
    if panel.asks is not Asks.SIGN_UP or spoken is None:
        raise Invalid("This panel takes no addresses. Ask /panels which are there.", field="panel")
    content = panel.contents[spoken]
    values = {
        "email_key": visitor_id(email=address),
        "anonymous_id": anonymous_id[:200],
        "panel_id": panel.id,
        "language": spoken,
        "consent_text": content.consent_label,
        "base_url": base_url,
        "asked_at": at,
    }
    # The words are the shop's own: a request could put anything into its mouth.
    row, _ = SignUp.objects.for_store(store.id).update_or_create(
        store_id=store.id, email=address, defaults=values
    )
    if row.mail_due_at is None and may_mail(list_sent_times(row, at), at):
        row.mail_due_at, row.mail_tries = at, 0
        row.save(update_fields=("mail_due_at", "mail_tries"))
    return content.done


def _clean_email(text: str) -> str:
    address = profiles.clean_email(text)
    try:
        validate_email(address)  # stricter about what mail servers take
    except ValidationError:
        raise Invalid(
            f"email={text[:80]!r} is not an address. Write it like cleo@example.com.", field="email"
        ) from None
    return address


@transaction.atomic
def confirm_sign_up(link: Link, *, at: datetime) -> None:
    """Record that the owner of an address agreed to mail. Twice is once."""
    store_id = StoreId(link.store_id)
    row = SignUp.objects.for_store(store_id).select_for_update().get(pk=link.sign_up_id)
    is_known = row.confirmed_at is not None and row.left_at is None
    profile_id = profiles.record_consent_of_email(
        store_id=store_id,
        email=row.email,
        purpose=PURPOSE,
        channel=CHANNEL,
        granted=True,
        source=_source(row),
        text=row.consent_text,
        at=at,
        anonymous_id=row.anonymous_id,
        is_restated=is_known,
    )
    if is_known:
        return
    row.confirmed_at, row.left_at = at, None
    row.save(update_fields=("confirmed_at", "left_at"))
    infra.publish(
        SignUpConfirmed(
            store_id=store_id,
            at=at,
            visitor_id=VisitorId(row.email_key),
            profile_id=profile_id,
            panel_id=str(row.panel_id or ""),
            language=row.language,
        )
    )


@transaction.atomic
def leave(link: Link, *, at: datetime) -> None:
    """Record that the owner of an address wants no mail, confirmed before or not. Twice is once."""
    store_id = StoreId(link.store_id)
    row = SignUp.objects.for_store(store_id).select_for_update().get(pk=link.sign_up_id)
    profiles.record_consent_of_email(
        store_id=store_id,
        email=row.email,
        purpose=PURPOSE,
        channel=CHANNEL,
        granted=False,
        source=_source(row),
        at=at,
        is_restated=row.left_at is not None,
    )
    row.left_at = row.left_at or at
    row.mail_due_at = None
    row.save(update_fields=("left_at", "mail_due_at"))


def _source(row: SignUp) -> str:
    return f"panel:{row.panel_id or ''}"


def forget_sign_ups(store_id: StoreId, visitor_ids: Collection[VisitorId]) -> None:
    """Delete what was asked by an erased person, or from a device of theirs."""
    devices = [each.removeprefix(_DEVICE) for each in visitor_ids if each.startswith(_DEVICE)]
    for part in infra.slices([*visitor_ids, *devices]):
        theirs = Q(email_key__in=part) | (Q(anonymous_id__in=part) & ~Q(anonymous_id=""))
        SignUp.objects.for_store(store_id).filter(theirs).delete()


def forget_unconfirmed(at: datetime) -> None:
    """Delete addresses that asked a month ago and never confirmed: they agreed to nothing."""
    old = SignUp._plain.filter(confirmed_at=None, left_at=None, asked_at__lt=at - MONTH)  # noqa: SLF001 every shop's
    old.delete()
