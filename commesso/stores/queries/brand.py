from typing import TYPE_CHECKING

from django.urls import reverse

from commesso.kernel.errors import NotFound
from commesso.kernel.ids import StoreId
from commesso.stores.contracts import BrandInfo
from commesso.stores.models import BrandKit
from commesso.stores.rules import check_colours

if TYPE_CHECKING:
    from django.core.files import File


def get_brand_kit(store_id: StoreId) -> BrandKit:
    kit = BrandKit.objects.for_store(store_id).first()
    if kit is None:
        raise NotFound(f"The store with id {store_id} has no brand kit.")
    return kit


def get_brand(store_id: StoreId) -> BrandInfo:
    """Return how a shop looks and sounds. Its colours are safe to draw text with."""
    return _brand_info(get_brand_kit(store_id))


def plain_brand() -> BrandInfo:
    """Return the look of a page that belongs to no shop."""
    return _brand_info(BrandKit())


def _brand_info(kit: BrandKit) -> BrandInfo:
    check = check_colours(kit.colour, kit.background)
    return BrandInfo(
        colour=kit.colour,
        readable_colour=check.used,
        ink=check.ink,
        text=check.text,
        background=kit.background,
        font=kit.font,
        tone=kit.tone,
        signature=kit.signature,
        postal_address=kit.postal_address,
        sender_email=kit.sender_email,
        logo_url=logo_url(kit),
    )


def logo_url(kit: BrandKit) -> str:
    """Return where everyone sees the logo. A new picture gets a new address, so it may be kept for ever."""
    if not kit.logo:
        return ""
    return reverse("stores:logo", kwargs={"name": _file_name(kit)})


def open_logo(name: str) -> "File[bytes]":
    """Return the picture "<store id>-<digest>.png". Raise NotFound unless it is that shop's logo now."""
    store_id = name.partition("-")[0]
    kit = BrandKit.objects.for_store(StoreId(int(store_id))).first() if store_id.isdecimal() else None
    if kit is None or _file_name(kit) != name:
        raise NotFound(f"There is no logo called {name!r}.")
    try:
        opened: File[bytes] = kit.logo.storage.open(str(kit.logo.name))
    except FileNotFoundError:
        raise NotFound(f"The logo {name!r} is gone from the disk. Upload it again.") from None
    return opened


def _file_name(kit: BrandKit) -> str:
    return str(kit.logo.name).rpartition("/")[2] if kit.logo else ""
