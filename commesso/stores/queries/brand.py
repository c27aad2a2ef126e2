from typing import TYPE_CHECKING

from django.urls import reverse

from commesso.kernel.errors import NotFound
from commesso.kernel.ids import StoreId
from commesso.stores.contracts import BrandInfo
from commesso.stores.models import BrandKit, Store
from commesso.stores.rules import check_colours

if TYPE_CHECKING:
    from django.core.files import File


def get_brand_kit(store_id: StoreId) -> BrandKit:
    kit = BrandKit.objects.for_store(store_id).select_related("store").first()
    if kit is None:
        raise NotFound(f"The store with id {store_id} has no brand kit.")
    return kit


def get_brand(store_id: StoreId) -> BrandInfo:
    """Return how a shop looks and sounds. Its colours are safe to draw text with."""
    kit = get_brand_kit(store_id)
    check = check_colours(kit.colour, kit.background)
    return BrandInfo(
        colour=kit.colour,
        readable_colour=check.used,
        ink=check.ink,
        background=kit.background,
        font=kit.font,
        tone=kit.tone,
        signature=kit.signature,
        postal_address=kit.postal_address,
        logo_url=logo_url(kit),
    )


def logo_url(kit: BrandKit) -> str:
    """Return where everyone sees the logo. A new picture gets a new address, so it may be kept for ever."""
    if not kit.logo:
        return ""
    name = kit.logo.name.rpartition("/")[2]
    return reverse("stores:logo", kwargs={"slug": kit.store.slug, "name": name})


def open_logo(*, slug: str, name: str) -> "File[bytes]":
    """Return the logo's bytes. Raise NotFound unless it is this shop's logo now."""
    store = Store.objects.filter(slug=slug).first()
    kit = get_brand_kit(StoreId(store.pk)) if store else None
    if kit is None or not kit.logo or kit.logo.name.rpartition("/")[2] != name:
        raise NotFound(f"There is no logo called {name!r}.")
    try:
        opened: File[bytes] = kit.logo.storage.open(kit.logo.name)
    except FileNotFoundError:
        raise NotFound(f"The logo {name!r} is gone from the disk. Upload it again.") from None
    return opened
