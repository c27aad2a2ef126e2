from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from commesso.ui import api as ui
from commesso.ui.contracts import Entry, Section


class ConnectorsConfig(AppConfig):
    name = "commesso.connectors"
    label = "connectors"

    def ready(self) -> None:
        ui.register(
            Entry(
                section=Section.SETTINGS,
                label=_("Import"),
                url_name="connectors:imports",
                order=60,
                roles=frozenset({"owner", "marketer"}),
            )
        )
