"""What rooms above may ask of stores.

`from commesso.stores import api as stores`
"""

from commesso.stores.actions.keys import actor_for_api_key, create_api_key
from commesso.stores.actions.staff import create_staff, put_member
from commesso.stores.actions.stores import create_source, create_store
from commesso.stores.queries.brand import get_brand
from commesso.stores.queries.gate import staff_view, to_sign_in
from commesso.stores.queries.shopper_page import shopper_page
from commesso.stores.queries.stores import find_source, get_store, get_store_by_slug, list_stores
from commesso.stores.rules import choose_shopper_language, may_act_as

__all__ = [
    "actor_for_api_key",
    "choose_shopper_language",
    "create_api_key",
    "create_source",
    "create_staff",
    "create_store",
    "find_source",
    "get_brand",
    "get_store",
    "get_store_by_slug",
    "list_stores",
    "may_act_as",
    "put_member",
    "shopper_page",
    "staff_view",
    "to_sign_in",
]
