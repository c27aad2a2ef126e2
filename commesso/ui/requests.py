"""The request of a staff page, after `stores.api.staff_view` let it in."""

from django.http import HttpRequest

from commesso.ui.contracts import Shell


class StaffRequest(HttpRequest):
    shell: Shell
