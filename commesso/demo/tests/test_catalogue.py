"""The files of the catalogue are complete, in every language, and say nothing twice."""

import pytest

from commesso.demo.rules import catalogue
from commesso.demo.rules.faults import find_faults

TEXTS = catalogue.list_texts()


@pytest.mark.parametrize("key", TEXTS)
def test_a_family_is_written_as_the_shop_reads_it(key: str) -> None:
    faults = list(find_faults(key, TEXTS[key]))
    assert not faults, "\n".join(faults)


def test_no_product_and_no_variant_has_the_id_of_another() -> None:
    families = [catalogue.read_family(text) for text in TEXTS.values()]
    products = [product for family in families for product in family.products]
    assert len({product.id for product in products}) == len(products)
    skus = [variant.sku for product in products for variant in product.variants]
    assert len(set(skus)) == len(skus)


def test_every_variant_has_a_colour_to_be_drawn_in() -> None:
    shop = catalogue.get_catalogue()
    for product, variant in shop.by_sku.values():
        colour, _ = catalogue.colours_of(shop.family_of(product), product, variant)
        assert colour.startswith("#")
