"""Looking round: home, families, products, search."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from commesso.demo.actions.carts import MOST
from commesso.demo.actions.seeking import Sought, seek
from commesso.demo.contracts import CURRENCY, SHOP_NAME
from commesso.demo.pages.frame import Events, cart_of, shop_address, show, show_missing
from commesso.demo.queries import pictures
from commesso.demo.queries.stock import Stock, count_stock
from commesso.demo.rules import choosing, delivery, search
from commesso.demo.rules.catalogue import Family, Product, Variant, get_catalogue
from commesso.demo.rules.filters import SORTS, choose, list_facets, list_variants, read_asked
from commesso.demo.rules.telling import Piece, describe, name_variant
from commesso.demo.rules.words import LANGUAGES
from commesso.kernel.clock import now

_MOST_FOUND = 48  # products of a search
_LISTED = 12  # products that an event names
_FEW = 3  # pieces: below this it is worth saying


@dataclass(frozen=True, slots=True)
class Card:
    """A product as a list shows it."""

    product: Product
    variant: Variant
    colours: tuple[str, ...]
    is_sold_out: bool
    has_prices: bool


@require_safe
def home(request: HttpRequest, language: str) -> HttpResponse:
    shop, stock, today = get_catalogue(), count_stock(now()), now().date()
    seasonal, hero = choosing.pick_for_season(shop, today), choosing.pick_hero(shop, today)
    loved = choosing.pick_loved(shop, seasonal)
    context = {
        "hero": _card(hero, stock),
        "tiles": [(family, _card(choosing.pick_face(family), stock)) for family in shop.families.values()],
        "seasonal": _cards(seasonal, stock),
        "season": choosing.season_of(today),
        "loved": _cards(loved, stock),
        "on_page": _name_all((hero, *seasonal, *loved)),
    }
    return show(request, language, "home", context, name="Home")


@require_safe
def family(request: HttpRequest, language: str, key: str) -> HttpResponse:
    shop = get_catalogue()
    if key not in shop.families:
        return show_missing(request, language)
    found, stock = shop.families[key], count_stock(now())
    asked = read_asked(found, dict(request.GET.lists()))
    products = choose(found, asked, stock.left)
    listed: dict[str, Any] = {
        "list_id": key,
        "category": found.name["it"],
        "products": _describe(products, request, language),
    }
    events: list[tuple[str, dict[str, Any]]] = [("Product List Viewed", listed)]
    if asked.count:
        filters = [{"type": name, "value": each} for name, chosen in asked.values.items() for each in chosen]
        events = [("Product List Filtered", listed | {"filters": filters, "sorts": [{"type": asked.sort}]})]
    context = {
        "family": found,
        "cards": [_card(each, stock, list_variants(each, asked, stock.left)) for each in products],
        "asked": asked,
        "facets": list_facets(found, asked, stock.left),
        "sorts": SORTS,
        "from": request.GET.get("from", ""),
        "to": request.GET.get("to", ""),
    }
    return show(request, language, "family", context, name="Product list", events=events)


@require_safe
def product(request: HttpRequest, language: str, product_id: str) -> HttpResponse:
    shop, moment = get_catalogue(), now()
    found = shop.products.get(product_id)
    if found is None:
        return show_missing(request, language)
    kin, stock, cart = shop.family_of(found), count_stock(moment), cart_of(request)
    variant = choosing.pick_variant(found, request.GET.get("v", ""), stock.left)
    country = cart.country if cart else delivery.LIKELY[language]
    offers = delivery.list_offers(
        country, variant.cents, made_to_order="made_to_order" in found.tags, now=moment
    )
    piece = Piece(kin, found, variant, 1, variant.cents)
    address = shop_address(request)
    said = describe(piece, language, address=address, picture=pictures.address_of(variant.sku))
    left, related = stock.left(variant.sku), choosing.pick_related(shop, found)
    context = {
        "product": found,
        "family": kin,
        "variant": variant,
        "options": choosing.list_options(kin, found, variant, stock.left),
        "views": [
            (each.sku, view, name_variant(kin, each, language))
            for each, view in choosing.list_views(found, variant)
        ],
        "facts_table": choosing.list_facts(kin, found, language),
        "left": left,
        "is_few": 0 < left <= _FEW,
        "quantities": range(1, min(left, MOST) + 1),
        "offer": offers[0],
        "country_code": country,
        "is_gone": not any(stock.left(each.sku) for each in found.variants),
        "related": _cards(related, stock),
        "on_page": _name_all(related),
        "structured_data": _structure(found, kin, stock, language, address),
        "added": _read_count(request.GET.get("added", "")),
    }
    events: Events = [("Product Viewed", said | {"value": variant.cents / 100})]
    if "added" in request.GET:  # the page comes back from its own form
        events = []
    return show(request, language, "product", context, name="Product", events=events)


@require_safe
def search_products(request: HttpRequest, language: str) -> HttpResponse:
    query = request.GET.get("q", "").strip()[:200]
    sought = _seek(query, language)
    if sought.redirect:
        return redirect(sought.redirect)
    found = list(sought.products)
    listed = {"query": query, "results": sought.count, "products": _describe(found, request, language)}
    stock = count_stock(now())
    ideas = choosing.pick_loved(get_catalogue(), ()) if not found else ()
    context = {
        "query": query,
        "cards": _cards(found, stock),
        "found": sought.count,
        "ideas": _cards(ideas, stock),
        "on_page": _name_all(ideas),
    }
    events: Events = [("Products Searched", listed)] if query else []
    return show(request, language, "search", context, name="Search", events=events)


def _seek(query: str, language: str) -> Sought:
    """Let Commesso search; where it does not answer, the shop searches by itself."""
    if not query:
        return Sought((), 0)
    if (sought := seek(query, language)) is not None:
        return sought
    found = search.find(_index(language), query)
    return Sought(found[:_MOST_FOUND], len(found))


def _name_all(products: Iterable[Product]) -> str:
    """Name the products of a page, so that what is recommended in it does not repeat them."""
    return ",".join(each.id for each in products)


def _read_count(text: str) -> int | None:
    """How many were just put into the cart; None when nobody did so."""
    return int(text) if text.isdecimal() and len(text) < 4 else None


@cache
def _index(language: str) -> tuple[search.Entry, ...]:
    assert language in LANGUAGES
    return search.make_index(get_catalogue(), language)


def _cards(products: Iterable[Product], stock: Stock) -> list[Card]:
    return [_card(product, stock) for product in products]


def _card(product: Product, stock: Stock, variants: Sequence[Variant] = ()) -> Card:
    """Show a product by the first of these variants that is there: in the colour that was asked for."""
    first = next((each.sku for each in variants if stock.left(each.sku)), "")
    colours = choosing.list_colours(get_catalogue().family_of(product), product)
    return Card(
        product=product,
        variant=choosing.pick_variant(product, first, stock.left),
        colours=tuple(colours),
        is_sold_out=not any(stock.left(each.sku) for each in product.variants),
        has_prices=len({each.cents for each in product.variants}) > 1,
    )


def _describe(products: list[Product], request: HttpRequest, language: str) -> list[dict[str, Any]]:
    shop, address = get_catalogue(), shop_address(request)
    return [
        describe(Piece(shop.family_of(each), each, each.variants[0], 1, each.cents), language)
        | {"position": place, "url": f"{address}/{language}/products/{each.id}"}
        for place, each in enumerate(products[:_LISTED], 1)
    ]


def _structure(
    found: Product, kin: Family, stock: Stock, language: str, address: str
) -> list[dict[str, Any]]:
    """What a search engine reads: the product with its offers, and the way to it (schema.org)."""
    url = f"{address}/{language}/products/{found.id}"
    offers = [
        {
            "@type": "Offer",
            "sku": each.sku,
            "url": f"{url}?v={each.sku}",
            "price": f"{each.cents / 100:.2f}",
            "priceCurrency": CURRENCY,
            "itemCondition": "https://schema.org/NewCondition",
            "availability": "https://schema.org/" + ("InStock" if stock.left(each.sku) else "OutOfStock"),
        }
        for each in found.variants
    ]
    images = [address + pictures.address_of(each.sku) for each in found.variants]
    trail = (
        (SHOP_NAME, f"{address}/{language}/"),
        (kin.name[language], f"{address}/{language}/shop/{kin.key}"),
        (found.name[language], url),
    )
    steps = [
        {"@type": "ListItem", "position": place, "name": name, "item": item}
        for place, (name, item) in enumerate(trail, 1)
    ]
    return [
        {
            "@context": "https://schema.org",
            "@type": "Product",
            "name": found.name[language],
            "description": found.text[language],
            "sku": found.id,
            "category": kin.name[language],
            "brand": {"@type": "Brand", "name": SHOP_NAME},
            "image": list(dict.fromkeys(images)),
            "offers": offers,
        },
        {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": steps},
    ]
