"""What the roof may ask of the demo.

`from commesso.demo import api as demo`
"""

from collections.abc import Mapping

from commesso.demo.actions.present import keep_visited
from commesso.demo.contracts import SHOP_URL, Row
from commesso.demo.queries.pictures import address_of
from commesso.demo.rules.catalogue import get_catalogue
from commesso.demo.rules.history import iter_history, make_truth
from commesso.demo.rules.rows import list_rows, write_map
from commesso.demo.rules.shipments import Books
from commesso.demo.rules.tally import Tally

__all__ = [
    "Books",
    "Tally",
    "get_product_map",
    "iter_history",
    "keep_visited",
    "list_attribute_words",
    "list_family_words",
    "list_products",
    "make_truth",
]


def list_products(shop: str = SHOP_URL) -> list[Row]:
    """Return the products of the shop at an address, as its own file would have them."""
    return list(list_rows(get_catalogue(), shop=shop, picture=address_of))


def get_product_map() -> str:
    """Return what the columns of that file mean, as a map for imports."""
    return write_map(get_catalogue())


def list_family_words() -> list[Mapping[str, str]]:
    """Return what each family of the shop is called, by language."""
    return [family.name for family in get_catalogue().families.values()]


def list_attribute_words(family: str) -> dict[str, dict[str, Mapping[str, str]]]:
    """Return what is said of a family's products: by attribute and own word, the words by language."""
    found = get_catalogue().families[family]
    named = [(key, each.values) for key, each in found.attributes.items()]
    named += [(key, each.values) for key, each in found.options.items()]
    return {key: {value.words["it"]: value.words for value in values.values()} for key, values in named}
