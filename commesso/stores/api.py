"""What rooms above may ask of stores.

`from commesso.stores import api as stores`
"""

from commesso.stores.actions.stores import create_source, create_store
from commesso.stores.queries.gate import staff_view
from commesso.stores.queries.stores import find_source, get_store, get_store_by_slug, list_stores

__all__ = [
    "create_source",
    "create_store",
    "find_source",
    "get_store",
    "get_store_by_slug",
    "list_stores",
    "staff_view",
]
