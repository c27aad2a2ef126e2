from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CollectorConfig(AppConfig):
    name = "commesso.collector"
    label = "collector"

    def ready(self) -> None:
        from commesso.collector import jobs, subscribers
        from commesso.collector.actions import is_rushed
        from commesso.infra import api as infra
        from commesso.infra.contracts import Place
        from commesso.ui import api as ui
        from commesso.ui.contracts import Entry, Section

        infra.rest_while(is_rushed)
        infra.every(5, "collector.write_refusals", jobs.on_tick, place=Place.SERVER)
        infra.subscribe(
            "collector.visits",
            subscribers.on_profile_erased,
            facts=["ProfileErased"],
            place=Place.SERVER,
        )
        ui.register(
            Entry(
                section=Section.SETTINGS,
                label=_("Refused events"),
                url_name="collector:refused_events",
                icon="alert-triangle",
                order=80,
            )
        )
