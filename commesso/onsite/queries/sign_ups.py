import hashlib
from collections.abc import Collection
from datetime import datetime

from django.db.models import Count

from commesso.kernel.errors import NotFound
from commesso.kernel.ids import StoreId
from commesso.onsite.models import Link, SignUp
from commesso.onsite.rules.mailing import MONTH


def digest_token(token: str) -> str:
    """Return what is kept of a token. It is long and random, so a plain digest is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def get_link(token: str) -> Link:
    """Return the link with this token, and its sign-up. Raise NotFound."""
    # The token itself names the store, so no store is known before.
    link = Link._plain.select_related("sign_up").filter(digest=digest_token(token)).first()  # noqa: SLF001
    if link is None:
        raise NotFound("This link is not known here, or what it led to was erased.")
    return link


def list_sent_times(sign_up: SignUp, now: datetime) -> list[datetime]:
    """Return when this address was mailed in the last month."""
    links = Link.objects.for_store(StoreId(sign_up.store_id)).filter(sign_up=sign_up, made_at__gt=now - MONTH)
    return list(links.values_list("made_at", flat=True))


def list_due(at: datetime, *, limit: int) -> list[SignUp]:
    """Return the sign-ups of every shop whose mail is due, the longest waiting first."""
    due = SignUp._plain.filter(mail_due_at__lte=at)  # noqa: SLF001 the clock works for all shops
    return list(due.order_by("mail_due_at")[:limit])


def count_confirmed(store_id: StoreId, panel_ids: Collection[int], *, since: datetime) -> dict[int, int]:
    """Return how many sign-ups of each panel were confirmed since a moment."""
    rows = SignUp.objects.for_store(store_id).filter(panel_id__in=panel_ids, confirmed_at__gte=since)
    counted = rows.order_by().values_list("panel_id").annotate(count=Count("pk"))
    return {panel_id: count for panel_id, count in counted if panel_id is not None}
