"""What rooms above may ask of catalog.

`from commesso.catalog import api as catalog`
"""

from commesso.catalog.actions.importing import import_products
from commesso.catalog.queries.products import (
    count_products,
    find_product,
    find_products,
    get_product,
    list_categories,
    list_products,
)

__all__ = [
    "count_products",
    "find_product",
    "find_products",
    "get_product",
    "import_products",
    "list_categories",
    "list_products",
]
