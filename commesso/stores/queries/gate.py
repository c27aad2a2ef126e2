"""Who may open a staff page. Every staff view of every room stands behind `staff_view`."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils import timezone
from django.utils.http import urlencode

from commesso.kernel.errors import NotFound
from commesso.stores.contracts import Actor, Role, StoreInfo
from commesso.stores.models import Staff
from commesso.stores.queries.staff import Access, access_for
from commesso.ui import api as ui
from commesso.ui.contracts import Shell, StoreLink

P = ParamSpec("P")
StaffView = Callable[Concatenate[ui.StaffRequest, StoreInfo, Actor, P], HttpResponseBase]
View = Callable[Concatenate[HttpRequest, str, P], HttpResponseBase]


def staff_view(*, at_least: Role = Role.ANALYST) -> Callable[[StaffView[P]], View[P]]:
    """Let only staff of the shop in the URL (`/s/<slug>/…`) in, in this role or above.

    A stranger goes to the sign-in and comes back; everyone else gets the same 404 for missing and forbidden,
    also where the view raises NotFound. The view is called with (request, store, actor, …); the shop's time
    zone is active meanwhile.
    """

    def decorate(view: StaffView[P]) -> View[P]:
        @wraps(view)
        def door(request: HttpRequest, slug: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not isinstance(request.user, Staff):
                return to_sign_in(request)
            try:
                access = access_for(request.user, slug, at_least=at_least)
                inside = cast("ui.StaffRequest", request)
                inside.shell = _shell(request.user, access)
                with timezone.override(ZoneInfo(access.store.time_zone)):
                    response = view(inside, access.store, access.actor, *args, **kwargs)
            except NotFound as error:
                raise Http404(str(error)) from None
            # Nothing of a shop stays in the cache of a computer that others use too.
            response.headers.setdefault("Cache-Control", "private, no-store")
            return response

        return cast("View[P]", door)

    return decorate


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send a stranger to the sign-in, and after it back here."""
    sign_in = resolve_url("stores:sign_in")
    if request.headers.get("HX-Request"):
        # A fragment cannot show a sign-in: the whole page goes there.
        return HttpResponse(status=401, headers={"HX-Redirect": sign_in})
    back = request.get_full_path() if request.method == "GET" else "/"
    return HttpResponseRedirect(f"{sign_in}?{urlencode({'next': back})}")


def _shell(staff: Staff, access: Access) -> Shell:
    return Shell(
        store=StoreLink(slug=access.store.slug, name=access.store.name),
        role=access.actor.role or "",
        stores=tuple(StoreLink(slug=store.slug, name=store.name) for store in access.stores),
        person=str(staff),
        email=staff.email,
    )
