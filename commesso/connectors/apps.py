from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from commesso.ui import api as ui
from commesso.ui.contracts import Entry, Section


class ConnectorsConfig(AppConfig):
    name = "commesso.connectors"
    label = "connectors"

    def ready(self) -> None:
        from commesso.connectors import jobs
        from commesso.infra import api as infra

        infra.every(3600, "connectors.uploads", jobs.every_hour)
        ui.register(
            Entry(
                section=Section.SETTINGS,
                label=_("Import"),
                url_name="connectors:imports",
                order=60,
                roles=frozenset({"owner", "marketer"}),
            )
        )
