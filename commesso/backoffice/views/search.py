"""One search over customers, orders and products."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commesso.backoffice.queries.people import search_people
from commesso.backoffice.views.customers import customer_row
from commesso.backoffice.views.orders import list_order_rows
from commesso.backoffice.views.products import product_row
from commesso.catalog import api as catalog
from commesso.catalog.contracts import ProductFilter
from commesso.orders import api as orders
from commesso.orders.contracts import OrderFilter
from commesso.profiles.contracts import ProfileFilters
from commesso.stores import api as stores
from commesso.stores.contracts import Actor, StoreInfo
from commesso.ui import api as ui
from commesso.ui.contracts import Teach

_SHOWN = 6


@require_safe
@stores.staff_view()
def search(request: ui.StaffRequest, store: StoreInfo, _actor: Actor) -> HttpResponse:
    """Show the first few of each kind, and where the rest is."""
    query = request.GET.get("q", "").strip()
    context: dict[str, object] = {"query": query, "teach": _teach(query)}
    if query:
        people = search_people(store.id, query, filters=ProfileFilters(), cursor="", limit=_SHOWN)
        bought = orders.list_orders(store.id, where=OrderFilter(search=query), limit=_SHOWN)
        products = catalog.list_products(store.id, where=ProductFilter(search=query), limit=_SHOWN)
        context |= {
            "people": [customer_row(store, person) for person in people.items],
            "orders": list_order_rows(store, bought.items),
            "products": [product_row(store, each) for each in products.items],
            "all_people": _all(store, "customers", query) if people.next_cursor else "",
            "all_orders": _all(store, "orders", query) if bought.next_cursor else "",
            "all_products": _all(store, "products", query) if products.next_cursor else "",
        }
    return render(request, "backoffice/search.html", context)


def _all(store: StoreInfo, name: str, query: str) -> str:
    return reverse(f"backoffice:{name}", kwargs={"slug": store.slug}) + "?" + urlencode({"q": query})


def _teach(query: str) -> Teach:
    if query:
        return Teach(
            title=_("Nothing found for “%(query)s”") % {"query": query},
            text=_("Try fewer letters: names, addresses and ids are found by their beginning."),
            icon="search-off",
        )
    return Teach(
        title=_("What are you looking for?"),
        text=_("A name, an e-mail address, a phone number, an order number, a product, any id."),
        icon="search",
    )
