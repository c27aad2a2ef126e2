"""The shop and its brand kit."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commesso.kernel.errors import Invalid
from commesso.stores.actions.shop import save_brand, save_consent, save_shop
from commesso.stores.contracts import Actor, Role, StoreInfo
from commesso.stores.forms.shop import BrandForm, ConsentForm, ShopForm
from commesso.stores.queries.brand import get_brand, get_brand_kit
from commesso.stores.queries.gate import staff_view
from commesso.stores.rules import check_colours
from commesso.ui import api as ui


@staff_view(at_least=Role.MARKETER)
@require_http_methods(["GET", "POST"])
def shop(request: ui.StaffRequest, store: StoreInfo, _actor: Actor) -> HttpResponse:
    form = ShopForm(request.POST or None, initial=_shop_values(store))
    if form.is_valid():
        save_shop(store_id=store.id, values=form.cleaned_data)
        ui.say(request, _("Saved."))
        return redirect("stores:shop", slug=store.slug)
    return render(request, "stores/shop.html", {"form": form}, status=_status(request))


def _shop_values(store: StoreInfo) -> dict[str, object]:
    return {
        **{name: getattr(store, name) for name in ShopForm.base_fields if hasattr(store, name)},
        "domains": "\n".join(store.domains),
        "language": store.languages[0],
        "languages": store.languages[1:],
    }


@staff_view(at_least=Role.MARKETER)
@require_http_methods(["GET", "POST"])
def consent(request: ui.StaffRequest, store: StoreInfo, _actor: Actor) -> HttpResponse:
    """Say how shoppers are asked, and what holds until they answer."""
    initial = {name: getattr(store, name) for name in ConsentForm.base_fields}
    form = ConsentForm(request.POST or None, initial=initial)
    if form.is_valid():
        save_consent(store_id=store.id, values=form.cleaned_data)
        ui.say(request, _("Saved."))
        return redirect("stores:consent", slug=store.slug)
    return render(request, "stores/consent.html", {"form": form}, status=_status(request))


@staff_view(at_least=Role.MARKETER)
@require_http_methods(["GET", "POST"])
def brand(request: ui.StaffRequest, store: StoreInfo, _actor: Actor) -> HttpResponse:
    kit = get_brand_kit(store.id)
    texts = set(BrandForm.base_fields) - {"logo", "drop_logo"}
    initial = {name: getattr(kit, name) for name in texts}
    form = BrandForm(request.POST or None, request.FILES or None, initial=initial)
    if form.is_valid():
        values = form.cleaned_data
        save_brand(store_id=store.id, values=values, logo=values["logo"], drop_logo=values["drop_logo"])
        ui.say(request, _("Saved."))
        return redirect("stores:brand", slug=store.slug)
    found = get_brand(store.id)
    check = check_colours(found.colour, found.background)
    context = {"form": form, "brand": found, "check": check, "store": store}
    return render(request, "stores/brand.html", context, status=_status(request))


@staff_view(at_least=Role.MARKETER)
@require_safe
def brand_contrast(request: ui.StaffRequest, store: StoreInfo, _actor: Actor) -> HttpResponse:
    """Say whether two colours read on each other, while they are chosen."""
    kit = get_brand_kit(store.id)
    colour, background = request.GET.get("colour", kit.colour), request.GET.get("background", kit.background)
    try:
        check = check_colours(colour, background)
    except Invalid as error:
        return HttpResponse(str(error), status=422, content_type="text/plain; charset=utf-8")
    return render(request, "stores/brand_contrast.html", {"check": check})


def _status(request: ui.StaffRequest) -> int:
    return 200 if request.method == "GET" else 422
