"""A product as a shop's page is told of it."""

from decimal import Decimal
from typing import Any

from commesso.catalog.contracts import ProductInfo
from commesso.kernel.money import Money, exponent
from commesso.stores.contracts import StoreInfo


def tell_product(product: ProductInfo, language: str, store: StoreInfo) -> dict[str, Any]:
    """Return what a page needs to show a product, in a language or in the product's own words."""
    wanted = language or store.languages[0]
    words = product.languages.get(wanted) or product.languages.get(wanted[:2])
    return {
        "product_id": product.product_id,
        "title": (words and words.title) or product.title,
        "url": (words and words.url) or product.url,
        "image": product.images[0].url if product.images else "",
        "price": None if product.price is None else tell_money(product.price),
        "in_stock": product.in_stock is not False,
    }


def tell_money(money: Money) -> dict[str, str]:
    amount = money.amount.quantize(Decimal(1).scaleb(-exponent(money.currency)))
    return {"amount": f"{amount:f}", "currency": money.currency}
