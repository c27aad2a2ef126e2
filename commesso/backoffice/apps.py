from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from commesso.ui import api as ui
from commesso.ui.contracts import Entry, Section


class BackofficeConfig(AppConfig):
    name = "commesso.backoffice"
    label = "backoffice"

    def ready(self) -> None:
        ui.register_search("backoffice:search")
        ui.register(
            Entry(section=Section.HOME, label=_("Home"), url_name="backoffice:home", keys="g h", order=0),
            Entry(
                section=Section.CUSTOMERS,
                label=_("Customers"),
                url_name="backoffice:customers",
                keys="g c",
                order=10,
            ),
            Entry(
                section=Section.ORDERS, label=_("Orders"), url_name="backoffice:orders", keys="g o", order=10
            ),
            Entry(
                section=Section.ORDERS,
                label=_("Products"),
                url_name="backoffice:products",
                keys="g p",
                order=20,
            ),
            Entry(
                section=Section.SETTINGS,
                label=_("Events set aside"),
                url_name="backoffice:set_aside_events",
                order=81,
                roles=frozenset({"owner", "marketer"}),
            ),
        )
