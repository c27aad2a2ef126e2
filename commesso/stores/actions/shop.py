import hashlib
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from commesso.kernel.errors import Invalid
from commesso.kernel.ids import StoreId
from commesso.stores.models import Store
from commesso.stores.queries.brand import get_brand_kit
from commesso.stores.rules import picture_kind

_SHOP_FIELDS = (
    "name",
    "domains",
    "languages",
    "currency",
    "time_zone",
    "cart_idle_minutes",
    "cart_abandoned_minutes",
    "cart_expired_days",
)
_CONSENT_FIELDS = (
    "browser_consent",
    "consent_banner",
    "privacy_url",
    "consent_policy",
    "gpc_means_no_analytics",
)
_BRAND_FIELDS = ("colour", "background", "font", "tone", "signature", "postal_address", "sender_email")


@transaction.atomic
def save_shop(*, store_id: StoreId, values: dict[str, Any]) -> None:
    """Write what the owner says about the shop. `values` has every name of `_SHOP_FIELDS`."""
    Store.objects.filter(pk=store_id).update(**{name: values[name] for name in _SHOP_FIELDS})


@transaction.atomic
def save_consent(*, store_id: StoreId, values: dict[str, Any]) -> None:
    """Write how shoppers are asked, and what holds before they answer. `values` has every `_CONSENT_FIELDS`."""
    Store.objects.filter(pk=store_id).update(**{name: values[name] for name in _CONSENT_FIELDS})


@transaction.atomic
def save_brand(*, store_id: StoreId, values: dict[str, Any], logo: bytes | None, drop_logo: bool) -> None:
    """Write the brand kit. A new logo replaces the old one, whose file goes."""
    kit = get_brand_kit(store_id)
    for name in _BRAND_FIELDS:
        setattr(kit, name, values[name])
    old = kit.logo.name if kit.logo and (logo or drop_logo) else ""
    if logo:
        kind = picture_kind(logo)
        if kind is None:
            raise Invalid("logo is not a PNG, JPEG, GIF or WebP picture. Save it as PNG.", field="logo")
        # Named by its content: a new picture is a new address, and what was kept elsewhere is never wrong.
        kit.logo.save(
            f"{store_id}-{hashlib.sha256(logo).hexdigest()[:16]}.{kind}", ContentFile(logo), save=False
        )
    elif drop_logo:
        kit.logo = ""
    kit.save(update_fields=(*_BRAND_FIELDS, "logo"))
    if old and old != kit.logo.name:
        storage = kit.logo.storage
        transaction.on_commit(lambda: storage.delete(old))
