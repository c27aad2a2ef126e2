"""What search engines read of a product, for the shop's own server to put into its page."""

from urllib.parse import parse_qs, urlsplit

import msgspec

from commesso.catalog.contracts import ProductStatus
from commesso.discovery.endpoints.entering import enter
from commesso.discovery.queries.products import find_products
from commesso.discovery.rules.structuring import describe_product
from commesso.infra.api import storefront

_SECONDS = 300
_LONGEST = 500  # letters of an address
# The document stands in a <script>, which nothing in it may end.
_UNSAFE = ((b"<", b"\\u003c"), (b">", b"\\u003e"), (b"&", b"\\u0026"))


async def get_structured_data(asked: storefront.Asked) -> storefront.Answer:
    """A product as JSON-LD: `?key=&product_id=`, with `&language=` and `&categories=` if you like."""
    query = {name: values[0] for name, values in parse_qs(asked.query).items()}
    store = await enter(asked, query.get("key", ""))
    product_id, categories = query.get("product_id", ""), query.get("categories", "")
    if categories and not _is_address(categories):
        raise storefront.Refusal(
            400, "categories is no address. Write it like https://shop.example/{path}.", field="categories"
        )
    if "\0" in product_id:
        raise storefront.Refusal(400, "product_id has a NUL sign.", field="product_id")
    found = await storefront.in_thread(find_products)(store.id, [product_id])
    product = found.get(product_id)
    if product is None or product.status is not ProductStatus.ACTIVE:
        raise storefront.Refusal(404, f"The shop shows no product {product_id[:80]!r}.", field="product_id")
    told = describe_product(
        product,
        language=query.get("language", "") or store.languages[0],
        shop=store.name,
        categories=categories,
    )
    body = msgspec.json.encode(told)
    for mark, written in _UNSAFE:
        body = body.replace(mark, written)
    headers = (
        (b"content-type", b"application/ld+json"),
        (b"cache-control", f"public, max-age={_SECONDS}".encode()),
    )
    return storefront.Answer(200, body, headers)


def _is_address(text: str) -> bool:
    if len(text) > _LONGEST or text.count("{") > 1:
        return False
    try:
        return urlsplit(text).scheme in ("http", "https")
    except ValueError:
        return False
