"""The checkout: one page, no account, no cost that was not there before, and nothing to type twice."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from commesso.demo import forms
from commesso.demo.actions import carts
from commesso.demo.actions.ordering import CHANGE_MINUTES, Outcome, answer_challenge, place_order
from commesso.demo.adapters.sandbox import CARDS, Verdict
from commesso.demo.contracts import SHOP_NAME
from commesso.demo.models import Attempt, Cart
from commesso.demo.pages.cart import SeeOther, list_countries
from commesso.demo.pages.frame import COOKIE, Events, cart_of, show, show_missing
from commesso.demo.queries.carts import Basket, get_basket
from commesso.demo.queries.orders import read_order
from commesso.demo.rules import words
from commesso.demo.rules.telling import list_products
from commesso.kernel.clock import now

# Why a challenge, or a payment, came to nothing, as the address of the checkout names it.
PROBLEMS = {*Verdict, "refused", "short", "dearer"} - {Verdict.PAID, Verdict.CHALLENGE}


@require_http_methods(["GET", "HEAD", "POST"])
def checkout(request: HttpRequest, language: str) -> HttpResponse:
    cart = cart_of(request)
    if cart is None:  # ordered already, or never filled
        return SeeOther(reverse("thanks", args=(language,)))
    if not get_basket(cart, now()).lines:
        return SeeOther(reverse("cart", args=(language,)))
    if request.method == "POST":
        return _take(request, language, cart)
    basket = get_basket(cart, now())
    problem = request.GET.get("problem", "")
    problem = problem if problem in PROBLEMS else ("short" if basket.short_lines else "")
    return _show(
        request,
        language,
        basket,
        _form(basket, cart.typed or None),
        problem,
        is_new=not problem and "updated" not in request.GET,
    )


def _take(request: HttpRequest, language: str, cart: Cart) -> HttpResponse:
    """Keep what was typed before anything can go wrong, then try to order."""
    country = forms.read_country(request.POST, cart.country)
    delivery = forms.read_delivery(request.POST, country, cart.delivery)
    note = forms.read_note(request.POST)
    carts.set_cart_options(cart=cart, country=country, delivery=delivery, note=note, now=now())
    carts.keep_typed(cart=cart, typed=forms.read_typed(request.POST), now=now())
    if "update" in request.POST:
        return SeeOther(f"{reverse('checkout', args=(language,))}?updated")
    form = _form(get_basket(cart, now()), request.POST)
    if not form.is_valid():
        return _show(request, language, get_basket(cart, now()), form, "typed")
    outcome = place_order(cart=cart, checkout=form.read_checkout(language), card=form.read_card(), now=now())
    if outcome.problem:
        return _show(request, language, get_basket(cart, now()), form, outcome.problem)
    return _lead_on(outcome, language)


def _form(basket: Basket, data: Any) -> forms.CheckoutForm:
    return forms.CheckoutForm(
        data, country=basket.cart.country, delivery=basket.offer.key, today=now().date()
    )


def _lead_on(outcome: Outcome, language: str) -> HttpResponse:
    if outcome.challenge:
        return SeeOther(reverse("bank", args=(language, outcome.challenge.token)))
    return SeeOther(reverse("thanks", args=(language,)))


def _show(
    request: HttpRequest,
    language: str,
    basket: Basket,
    form: forms.CheckoutForm,
    problem: str,
    *,
    is_new: bool = False,
) -> HttpResponse:
    is_checked = problem == "typed"
    if not is_checked:
        form.errors.clear()  # what was kept, or was good, is not scolded
    payments = forms.list_payments(basket.cart.country, basket.offer.key)
    chosen = str(form["payment"].value() or "card")
    context = {
        "basket": basket,
        "form": form,
        "problem": problem,
        "faults": [(name, words.say(str(errors[0]), language)) for name, errors in form.errors.items()],
        "countries": list_countries(language),
        "payments": payments,
        "payment": chosen if chosen in payments else payments[0],
        "card": _retype(request, is_checked=is_checked),
        "cards": [(" ".join(_four(number)), f"sandbox.{verdict}") for number, verdict in CARDS.items()],
        "change_minutes": CHANGE_MINUTES,
    }
    events: Events = [("Checkout Started", _describe(basket, language))] if is_new else []
    status = 200 if request.method != "POST" else 422
    return show(
        request, language, "checkout", context, name="Checkout", events=events, status=status, is_private=True
    )


def _retype(request: HttpRequest, *, is_checked: bool) -> dict[str, str]:
    """A card's number stands again when another field was wrong, in this one answer; its code never does."""
    names = ("card_number", "card_expiry") if is_checked else ()
    return {name: str(request.POST.get(name, ""))[:30] for name in names}


def _four(number: str) -> list[str]:
    return [number[place : place + 4] for place in range(0, len(number), 4)]


def _describe(basket: Basket, language: str) -> dict[str, Any]:
    return {
        "checkout_id": f"ch-{basket.cart.key}",
        "cart_id": basket.cart.key,
        "currency": "EUR",
        "value": basket.bill.goods_cents / 100,
        "shipping": basket.bill.delivery_cents / 100,
        "products": list_products(basket.pieces, language),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def bank(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """The shopper's bank, which is none: it asks whether they mean it (3-D Secure)."""
    attempt = Attempt.objects.filter(token=token).select_related("cart").first()
    if attempt is None:
        return show_missing(request, language)
    if request.method == "POST":
        outcome = answer_challenge(attempt=attempt, agrees="agree" in request.POST, now=now())
        if outcome.problem:
            return SeeOther(f"{reverse('checkout', args=(language,))}?problem={outcome.problem}")
        return _lead_on(outcome, language)
    if attempt.state != Verdict.CHALLENGE:
        return HttpResponseRedirect(reverse("checkout", args=(language,)))
    context = {"language": language, "bcp47": words.TAGS[language], "attempt": attempt, "shop": SHOP_NAME}
    response = render(request, "demo/bank.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def thanks(request: HttpRequest, language: str) -> HttpResponse:
    """The confirmation. Its address holds no secret: the cart's cookie knows which order it was."""
    cart = Cart.objects.filter(token=request.COOKIES.get(COOKIE, ""), order__isnull=False).first()
    if cart is None:
        return SeeOther(reverse("cart", args=(language,)))
    placed = read_order(cart.order)
    context = {"placed": placed, "order": placed.order, "may_change": placed.may_change(now())}
    return show(
        request,
        language,
        "thanks",
        context,
        name="Order confirmation",
        events=carts.take_untold(cart),
        is_private=True,
    )
