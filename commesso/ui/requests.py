"""The request of a staff page, after `stores.api.staff_view` let it in."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest

from commesso.ui.contracts import Shell


class StaffRequest(HttpRequest):
    shell: Shell


def public_base(request: HttpRequest) -> str:
    """Return the address of this server, for links in mails and code to copy: "https://commesso.example.com"."""
    return str(settings.PUBLIC_URL) or request.build_absolute_uri("/").rstrip("/")


def trusted_base(*, scheme: str, host: str) -> str:
    """Return the address for links in a mail, or "" where nobody can vouch for one.

    A stranger names the host of a request, so it counts only where that cannot lead elsewhere: on a server
    that knows its names, or on this very machine. The caller has checked that the host is one of ours.
    """
    if settings.PUBLIC_URL:
        return str(settings.PUBLIC_URL)
    name = host if host.endswith("]") else host.rpartition(":")[0] or host
    if "*" not in settings.ALLOWED_HOSTS or _is_this_machine(name.strip("[]")):
        return f"{scheme}://{host}"
    return ""


def _is_this_machine(name: str) -> bool:
    try:
        return name == "localhost" or ip_address(name).is_loopback
    except ValueError:
        return False
