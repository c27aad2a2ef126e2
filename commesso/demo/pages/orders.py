"""An order, for who has its private link: to look at, and for half an hour to change."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from commesso.demo import forms
from commesso.demo.actions import changing
from commesso.demo.pages.cart import SeeOther
from commesso.demo.pages.frame import show, show_missing
from commesso.demo.queries.orders import Placed, find_order
from commesso.demo.queries.stock import count_stock
from commesso.demo.rules import words
from commesso.kernel.clock import now

_ADDRESS = ("address", "address_more", "postcode", "city", "province", "phone")


@require_http_methods(["GET", "HEAD", "POST"])
def order(request: HttpRequest, language: str, token: str) -> HttpResponse:
    placed = find_order(token)
    if placed is None:
        return show_missing(request, language)
    form = _form(request, placed)
    if request.method != "POST":
        return _show(request, language, placed, form)
    if "cancel" in request.POST:
        is_done = changing.cancel_order(token=token, now=now())
    elif "quantities" in request.POST:
        quantities = forms.read_quantities(request.POST)
        is_done = changing.change_order(token=token, quantities=quantities, now=now())
    elif form.is_valid():
        phone = form.cleaned_data["phone"]
        is_done = changing.change_address(token=token, address=form.read_address(), phone=phone, now=now())
    else:
        return _show(request, language, placed, form)
    said = "done" if is_done else "late"
    return SeeOther(f"{reverse('order', args=(language, token))}?{said}")


def _form(request: HttpRequest, placed: Placed) -> forms.AddressForm:
    held = {name: getattr(placed.order, name) for name in _ADDRESS}
    is_address = request.method == "POST" and "address" in request.POST
    return forms.AddressForm(
        request.POST if is_address else held,
        country=placed.order.country,
        needs_address=placed.order.delivery != "workshop",
    )


def _show(request: HttpRequest, language: str, placed: Placed, form: forms.AddressForm) -> HttpResponse:
    moment = now()
    stock = count_stock(moment)
    context = {
        "placed": placed,
        "order": placed.order,
        "form": form,
        "faults": [(name, words.say(str(errors[0]), language)) for name, errors in form.errors.items()],
        "may_change": placed.may_change(moment),
        "lines": [(piece, range(changing.most_of(piece, placed, stock) + 1)) for piece in placed.pieces],
        "said": next((each for each in ("done", "late") if each in request.GET), ""),
        "is_secret": True,  # the address is the key: the tag does not read it
    }
    status = 422 if form.errors else 200
    return show(request, language, "order", context, name="Order", status=status, is_private=True)
