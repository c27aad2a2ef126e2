"""What lies in the shop."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db.models import Sum

from commesso.demo.models import OrderLine
from commesso.demo.rules.catalogue import get_catalogue

_MADE_AGAIN = timedelta(days=14)  # what was sold stands on the shelf again


class Stock:
    """How many of each variant are left, at one moment."""

    def __init__(self, sold: Mapping[str, int]) -> None:
        self._sold = sold
        self._variants = get_catalogue().by_sku

    def left(self, sku: str) -> int:
        return max(0, self._variants[sku][1].stock - self._sold.get(sku, 0))


def count_stock(now: datetime) -> Stock:
    sold = (
        OrderLine.objects.filter(order__placed_at__gt=now - _MADE_AGAIN)
        .exclude(order__state="cancelled")
        .values_list("sku")
        .annotate(pieces=Sum("quantity"))
    )
    return Stock(dict(sold))
