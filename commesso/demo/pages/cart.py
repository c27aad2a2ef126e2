"""The cart: what is in it, where it goes to, what it costs."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseRedirectBase
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from commesso.demo import forms
from commesso.demo.actions import carts
from commesso.demo.pages.frame import Events, cart_of, remember_cart, show, show_missing
from commesso.demo.queries.carts import get_basket
from commesso.demo.queries.stock import count_stock
from commesso.demo.rules.catalogue import get_catalogue
from commesso.demo.rules.delivery import COUNTRIES
from commesso.demo.rules.formats import country as name_country
from commesso.demo.rules.telling import list_products
from commesso.kernel.clock import now


class SeeOther(HttpResponseRedirectBase):
    """To a page, after a form: reloading it sends nothing again."""

    status_code = 303


@require_http_methods(["GET", "HEAD", "POST"])
def cart(request: HttpRequest, language: str) -> HttpResponse:
    found, moment = cart_of(request), now()
    if request.method == "POST":
        if found:
            country = forms.read_country(request.POST, found.country)
            carts.change_quantities(
                cart=found, quantities=forms.read_quantities(request.POST), language=language, now=moment
            )
            carts.set_cart_options(
                cart=found,
                country=country,
                delivery=forms.read_delivery(request.POST, country, found.delivery),
                note=forms.read_note(request.POST),
                now=moment,
            )
        to = "checkout" if "checkout" in request.POST else "cart"
        return SeeOther(reverse(to, args=(language,)))
    if found is None or not (basket := get_basket(found, moment)).lines:
        return show(request, language, "cart", {"basket": None}, name="Cart", is_private=True)
    stock = count_stock(moment)
    context = {
        "basket": basket,
        "lines": [
            (line, _quantities(line.piece.quantity, stock.left(line.piece.variant.sku)))
            for line in basket.lines
        ],
        "countries": list_countries(language),
        "note_length": forms.NOTE_LENGTH,
        "on_page": ",".join({line.piece.product.id: "" for line in basket.lines}),
    }
    listed = list_products(basket.pieces, language)
    value = basket.bill.goods_cents / 100
    events: Events = [
        ("Cart Viewed", {"cart_id": found.key, "currency": "EUR", "value": value, "products": listed})
    ]
    return show(request, language, "cart", context, name="Cart", events=events, is_private=True)


@require_POST
def put_into_cart(request: HttpRequest, language: str) -> HttpResponse:
    sku, moment = str(request.POST.get("sku", "")), now()
    if sku not in get_catalogue().by_sku:
        return show_missing(request, language)
    product, _ = get_catalogue().by_sku[sku]
    found = cart_of(request) or carts.open_cart(language=language, country="", now=moment)
    added = carts.put_into_cart(
        cart=found, sku=sku, quantity=forms.read_quantity(request.POST), language=language, now=moment
    )
    query = urlencode({"v": sku, "added": added})
    response = SeeOther(f"{reverse('product', args=(language, product.id))}?{query}")
    remember_cart(response, found, secure=request.is_secure())
    return response


def list_countries(language: str) -> list[tuple[str, str]]:
    """Return (code, name) in the order of the reader's alphabet."""
    named = [(code, name_country(code, language)) for code in COUNTRIES]
    return sorted(named, key=lambda each: each[1])


def _quantities(ordered: int, left: int) -> list[int]:
    """What may be chosen; what is in the cart now too, though it be too much."""
    return sorted({ordered, *range(1, min(left, carts.MOST) + 1)})
