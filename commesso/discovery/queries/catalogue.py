"""What of the catalogue is searched."""

from collections import Counter
from collections.abc import Iterator, Sequence

from commesso.catalog import api as catalog
from commesso.catalog.contracts import ProductFilter, ProductInfo, ProductStatus
from commesso.discovery.rules.searching.families import FamilyName, read_family
from commesso.discovery.rules.searching.languages import guess_language
from commesso.kernel.ids import StoreId
from commesso.stores.contracts import StoreInfo

_SAMPLE = 300  # products are enough to hear which language a catalogue speaks
_PAGE = 500
_ACTIVE = ProductFilter(status=ProductStatus.ACTIVE)


def iter_products(store_id: StoreId) -> Iterator[ProductInfo]:
    """Yield every product that shoppers may see."""
    cursor = ""
    while True:
        page = catalog.list_products(store_id, where=_ACTIVE, cursor=cursor, limit=_PAGE)
        yield from page.items
        if not (cursor := page.next_cursor):
            return


def list_family_names(store_id: StoreId, languages: Sequence[str]) -> tuple[FamilyName, ...]:
    """Return the families that have products, the largest first."""
    sizes: Counter[str] = Counter()
    for each in catalog.list_categories(store_id):
        levels = each.path.split(" > ")
        for depth in range(1, len(levels) + 1):  # a family has the products of those below it too
            sizes[" > ".join(levels[:depth])] += each.product_count
    return tuple(read_family(path, languages) for path, size in sizes.most_common() if size)


def find_own_language(store: StoreInfo) -> str:
    """Return the language of the products' own words, which need not be the first that the store speaks."""
    return find_languages(store)[0]


def find_languages(store: StoreInfo) -> tuple[str, ...]:
    """Return every language a product may be searched in: that of the products' own words, the store's, translations'."""
    sample = catalog.list_products(store.id, where=_ACTIVE, limit=_SAMPLE).items
    texts = [text for product in sample for text in (product.title, product.description)]
    own = guess_language(texts, otherwise=store.languages[0])
    translated = [language for product in sample for language in product.languages]
    return tuple(dict.fromkeys((own, *store.languages, *sorted(translated))))
