"""Searching: Commesso is asked, as any shop's server may; the shop's own search answers where it does not."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

from commesso.demo.adapters import commesso
from commesso.demo.rules.catalogue import Product, get_catalogue


@dataclass(frozen=True, slots=True)
class Sought:
    """What a query found, the best first; and the page that the merchant would rather show for it."""

    products: Sequence[Product]
    count: int
    redirect: str = ""


def seek(query: str, language: str) -> Sought | None:
    """Return what Commesso finds for the query; None where nobody answers in time."""
    at: dict[str, str] = settings.COMMESSO
    if not at["address"]:
        return None
    told = commesso.search(
        query, language=language, address=at["address"], key=at["key"], secret=at["secret"]
    )
    if told is None:
        return None
    if told["matched"] == "none":
        return Sought((), 0, told["redirect"])
    known = get_catalogue().products
    found = [known[each["product_id"]] for each in told["products"] if each["product_id"] in known]
    return Sought(found, told["count"], told["redirect"])
