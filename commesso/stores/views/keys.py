"""Write keys, secret keys, and how to connect a shop with them."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commesso.stores.actions.keys import (
    create_api_key,
    restore_api_key,
    restore_source,
    revoke_api_key,
    revoke_source,
)
from commesso.stores.actions.stores import create_source
from commesso.stores.contracts import Actor, Role, Scope, StoreInfo
from commesso.stores.forms.shop import SCOPES, ApiKeyForm, SourceForm
from commesso.stores.queries.gate import staff_view
from commesso.stores.queries.keys import list_api_keys, list_sources
from commesso.stores.rules import may_act_as
from commesso.ui import api as ui


@staff_view(at_least=Role.OWNER)
@require_safe
def keys(request: ui.StaffRequest, store: StoreInfo, _actor: Actor) -> HttpResponse:
    return _show(request, store)


@staff_view(at_least=Role.OWNER)
@require_POST
def create_write_key(request: ui.StaffRequest, store: StoreInfo, _actor: Actor) -> HttpResponse:
    form = SourceForm(request.POST)
    if not form.is_valid():
        return _show(request, store, source_form=form, status=422)
    create_source(store_id=store.id, name=form.cleaned_data["name"])
    ui.say(request, _("The write key is ready."))
    return redirect("stores:keys", slug=store.slug)


@staff_view(at_least=Role.OWNER)
@sensitive_variables("secret")
@require_POST
def create_secret_key(request: ui.StaffRequest, store: StoreInfo, _actor: Actor) -> HttpResponse:
    """Answer with the secret itself, not by a redirect: it is shown once and kept nowhere."""
    form = ApiKeyForm(request.POST)
    if not form.is_valid():
        return _show(request, store, key_form=form, status=422)
    scopes = frozenset(Scope(scope) for scope in form.cleaned_data["scopes"])
    secret = create_api_key(store_id=store.id, name=form.cleaned_data["name"], scopes=scopes)
    return _show(request, store, secret=secret)


@staff_view(at_least=Role.OWNER)
@require_POST
def revoke_write_key(
    request: ui.StaffRequest, store: StoreInfo, _actor: Actor, source_id: int
) -> HttpResponse:
    revoke_source(store_id=store.id, source_id=source_id)
    undo = reverse("stores:restore_write_key", kwargs={"slug": store.slug, "source_id": source_id})
    ui.say(request, _("The write key is revoked. Events that come with it are refused."), undo_url=undo)
    return redirect("stores:keys", slug=store.slug)


@staff_view(at_least=Role.OWNER)
@require_POST
def restore_write_key(
    request: ui.StaffRequest, store: StoreInfo, _actor: Actor, source_id: int
) -> HttpResponse:
    restore_source(store_id=store.id, source_id=source_id)
    ui.say(request, _("The write key is good again."))
    return redirect("stores:keys", slug=store.slug)


@staff_view(at_least=Role.OWNER)
@require_POST
def revoke_secret_key(request: ui.StaffRequest, store: StoreInfo, _actor: Actor, key_id: int) -> HttpResponse:
    revoke_api_key(store_id=store.id, key_id=key_id)
    undo = reverse("stores:restore_secret_key", kwargs={"slug": store.slug, "key_id": key_id})
    ui.say(request, _("The secret key is revoked."), undo_url=undo)
    return redirect("stores:keys", slug=store.slug)


@staff_view(at_least=Role.OWNER)
@require_POST
def restore_secret_key(
    request: ui.StaffRequest, store: StoreInfo, _actor: Actor, key_id: int
) -> HttpResponse:
    restore_api_key(store_id=store.id, key_id=key_id)
    ui.say(request, _("The secret key is good again."))
    return redirect("stores:keys", slug=store.slug)


@staff_view()
@require_http_methods(["GET", "HEAD"])
def install(request: ui.StaffRequest, store: StoreInfo, actor: Actor) -> HttpResponse:
    """Show how a shop is connected, ready to copy; say when its first event came."""
    sources = [source for source in list_sources(store.id) if source.revoked_at is None]
    wanted = request.GET.get("source", "")
    chosen = next((source for source in sources if str(source.id) == wanted), sources[0] if sources else None)
    context = {
        "sources": sources,
        "source": chosen,
        "host": ui.public_base(request),
        "panel": _panel_url("collector:last_event", store.slug),
        "may_make_keys": actor.role is Role.OWNER,
        "may_change_consent": actor.role is not None and may_act_as(actor.role, Role.MARKETER),
    }
    return render(request, "stores/install.html", context)


def _panel_url(name: str, slug: str) -> str:
    """Return the address of another room's panel, or "" where that room is not built."""
    try:
        return reverse(name, kwargs={"slug": slug})
    except NoReverseMatch:
        return ""


def _show(
    request: ui.StaffRequest,
    store: StoreInfo,
    *,
    source_form: SourceForm | None = None,
    key_form: ApiKeyForm | None = None,
    secret: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "sources": list_sources(store.id),
        "api_keys": list_api_keys(store.id),
        "scope_names": dict(SCOPES),
        "source_form": source_form or SourceForm(auto_id="source_%s"),
        "key_form": key_form or ApiKeyForm(auto_id="key_%s"),
        "secret": secret,
        "store": store,
    }
    return render(request, "stores/keys.html", context, status=status)
