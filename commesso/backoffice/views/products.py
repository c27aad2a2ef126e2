"""Products: the list, and one of them as the shop describes it."""

from urllib.parse import urlsplit

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commesso.backoffice.views.lists import PAGE, choice, is_narrowed, read_page
from commesso.backoffice.views.needs import find_import_url, find_url
from commesso.backoffice.views.words import origin
from commesso.catalog import api as catalog
from commesso.catalog.contracts import ProductFilter, ProductInfo, ProductStatus, VariantInfo
from commesso.kernel.errors import NotFound
from commesso.stores import api as stores
from commesso.stores.contracts import Actor, StoreInfo
from commesso.ui import api as ui
from commesso.ui.contracts import Chip, Crumb, Fact, Filter, Pager, Teach

_FEW = 5  # pieces left that deserve a word


@require_safe
@stores.staff_view()
def product_list(request: ui.StaffRequest, store: StoreInfo, actor: Actor) -> HttpResponse:
    """List products, the last added first."""
    filters = [
        choice(request, "stock", _("Any stock"), {"in": _("In stock"), "out": _("Sold out")}),
        choice(request, "status", _("Shown and hidden"), {"active": _("Shown"), "hidden": _("Hidden")}),
        *_category_filter(request, store),
    ]
    where = _where(filters, request.GET.get("q", "").strip())
    page = read_page(
        request, lambda cursor: catalog.list_products(store.id, where=where, cursor=cursor, limit=PAGE)
    )
    context = {
        "rows": [product_row(store, product) for product in page.items],
        "filters": filters,
        "pager": Pager(next_cursor=page.next_cursor),
        "teach": _teach(store, actor, is_filtered=is_narrowed(request, filters)),
    }
    return render(request, "backoffice/products.html", context)


def _category_filter(request: ui.StaffRequest, store: StoreInfo) -> list[Filter]:
    """A choice of the top categories; below them the search is quicker."""
    tops = sorted({each.path.split(" > ")[0] for each in catalog.list_categories(store.id)})
    return [choice(request, "category", _("Any category"), {top: top for top in tops[:200]})] if tops else []


def _where(filters: list[Filter], search: str) -> ProductFilter:
    chosen = {each.name: each.value for each in filters}
    return ProductFilter(
        search=search,
        status=ProductStatus(chosen["status"]) if chosen["status"] else None,
        in_stock={"in": True, "out": False}.get(chosen["stock"]),
        category=chosen.get("category", ""),
    )


def product_row(store: StoreInfo, product: ProductInfo) -> dict[str, object]:
    return {
        "product": product,
        "url": product_url(store, product.product_id),
        "image": product.images[0] if product.images and is_web(product.images[0].url) else None,
        "title": product.title or product.product_id,
        "chips": _chips(product),
        "category": product.categories[0] if product.categories else "",
    }


def product_url(store: StoreInfo, product_id: str) -> str:
    return reverse("backoffice:product", kwargs={"slug": store.slug, "product_id": product_id})


def is_web(url: str) -> bool:
    """Whether a link of the shop's may be followed or shown: never `javascript:` and the like."""
    return urlsplit(url).scheme in {"http", "https"}


def _chips(product: ProductInfo) -> list[Chip]:
    chips = []
    if product.status is ProductStatus.HIDDEN:
        chips.append(Chip(label=_("Hidden"), icon="eye-off"))
    if product.in_stock is False:
        chips.append(Chip(label=_("Sold out"), tone="bad"))
    elif product.in_stock:
        chips.append(Chip(label=_("In stock"), tone="good"))
    return chips


def _teach(store: StoreInfo, actor: Actor, *, is_filtered: bool) -> Teach:
    if is_filtered:
        return Teach(
            title=_("No product found"),
            text=_("Try a part of the title, the SKU or the id, or take a filter away."),
            icon="search",
            action=_("Show all products"),
            url=reverse("backoffice:products", kwargs={"slug": store.slug}),
        )
    imports_url = find_import_url(store, actor)
    return Teach(
        title=_("Your products will stand here"),
        text=_("They come from your shop's platform, from a file or feed, or as shoppers look at them."),
        icon="package",
        action=_("Import products") if imports_url else _("Connect your shop"),
        url=imports_url or find_url("stores:install", store),
    )


@require_safe
@stores.staff_view()
def product(request: ui.StaffRequest, store: StoreInfo, _actor: Actor, product_id: str) -> HttpResponse:
    try:
        found = catalog.get_product(store.id, product_id)
    except NotFound as error:
        raise Http404(str(error)) from None
    context = {
        "product": found,
        "title": found.title or found.product_id,
        "shop_url": found.url if is_web(found.url) else "",
        "crumbs": [
            Crumb(label=_("Products"), url=reverse("backoffice:products", kwargs={"slug": store.slug}))
        ],
        "chips": _chips(found),
        "images": [image for image in found.images if is_web(image.url)],
        "about": _about(found),
        "attributes": [Fact(label=name, value=_text(value)) for name, value in found.attributes.items()],
        "variants": [{"variant": each, "chip": _stock_chip(each)} for each in found.variants],
        "languages": [
            (ui.language(code), words)
            for code, words in found.languages.items()
            if words.title or words.description
        ],
    }
    return render(request, "backoffice/product.html", context)


def _about(product: ProductInfo) -> list[Fact]:
    facts = [
        Fact(label=_("Id"), value=product.product_id),
        Fact(label=_("Brand"), value=product.brand) if product.brand else None,
        *(Fact(label=_("Category"), value=path) for path in product.categories),
        Fact(label=_("Came from"), value=origin(product.source)) if product.source else None,
        Fact(label=_("Added"), value=ui.when(product.created_at)),
        Fact(label=_("Changed"), value=ui.when(product.updated_at)),
    ]
    return [fact for fact in facts if fact]


def _stock_chip(variant: VariantInfo) -> Chip:
    if variant.stock is None:
        return Chip(label=_("Not known"))
    if variant.stock <= 0:
        return Chip(label=_("Sold out"), tone="bad")
    return Chip(label=ui.number(variant.stock), tone="warning" if variant.stock <= _FEW else "good")


def _text(value: object) -> str:
    return ", ".join(str(each) for each in value) if isinstance(value, list) else str(value)
