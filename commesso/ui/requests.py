"""The request of a staff page, after `stores.api.staff_view` let it in."""

from django.conf import settings
from django.http import HttpRequest

from commesso.ui.contracts import Shell


class StaffRequest(HttpRequest):
    shell: Shell


def public_base(request: HttpRequest) -> str:
    """Return the address of this server, for links in mails and code to copy: "https://commesso.example.com"."""
    return str(settings.PUBLIC_URL) or request.build_absolute_uri("/").rstrip("/")
