"""What may cross the doors of demo."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

Event = dict[str, Any]  # as a Segment library sends it
Row = dict[str, Any]  # as a shop's product file has it

SHOP_NAME = "Bottega Aurora"
SHOP_SLUG = "bottega-aurora"
SHOP_URL = "https://bottega-aurora.example"
LANGUAGES = ("it", "en")
CURRENCY = "EUR"
TIME_ZONE = "Europe/Rome"
# What the columns of the shop's product file mean, as its owner would tell Commesso.
PRODUCT_MAP = """
title = "The products of Bottega Aurora"
kind = "products"

[fields]
product_id = "id"
title = "title.it"
description = "description.it"
brand = "brand"
url = "url"
categories = "category"
currency = "currency"

[languages.en]
title = "title.en"
description = "description.en"

[attributes]
material = "attributes.material"
collection = "attributes.collection"

[variants]
each = "variants"
variant_id = "id"
sku = "sku"
title = "title.it"
price = "price"
compare_at = "compare_at_price"
currency = { value = "EUR" }
stock = "stock"

[variants.options]
colour = "options.colour"
finish = "options.finish"
metal = "options.metal"
wood = "options.wood"
size = "options.size"
"""
# The same for its list of orders that were sent.
ORDER_MAP = """
title = "The orders of Bottega Aurora that were sent"
kind = "orders"

[fields]
order_id = "order"
placed_at = "placed"
updated_at = "sent"
fulfilment_state = "state"
"""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What history to invent. The same plan gives the same history, to the last byte."""

    ending: datetime  # aware; the history's last moment
    seed: int = 7
    shoppers: int = 3_000
    months: int = 12
