"""Six lamps for guides to ask about."""

from collections.abc import Mapping, Sequence
from typing import Any

from commesso.discovery.rules.guiding.values import Item, make_item

LAMPS = [
    ({"colour": "black", "power": "5 W", "dimmable": "yes", "ean": "8001"}, 20.0),
    ({"colour": "black", "power": "8 W", "dimmable": "no", "ean": "8002"}, 35.0),
    ({"colour": "white", "power": "10 W", "dimmable": "yes", "ean": "8003"}, 50.0),
    ({"colour": "White", "power": "12 W", "ean": "8004"}, 80.0),
    ({"colour": "red", "power": "15 W", "dimmable": "no", "ean": "8005"}, 120.0),
    ({"colour": "brass", "power": "0.02 kW", "dimmable": "yes", "ean": "8006"}, 240.0),
]


def make_items(products: Sequence[tuple[Mapping[str, Any], float | None]]) -> list[Item]:
    return [
        make_item(f"p{place}", attributes=attributes, price=price, currency="EUR")
        for place, (attributes, price) in enumerate(products)
    ]
