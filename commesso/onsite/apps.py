from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from commesso.ui import api as ui
from commesso.ui.contracts import Entry, Section


class OnsiteConfig(AppConfig):
    name = "commesso.onsite"
    label = "onsite"

    def ready(self) -> None:
        from commesso.infra import api as infra
        from commesso.infra.contracts import Place
        from commesso.onsite import jobs, subscribers

        infra.every(2, "onsite.mail", jobs.every_few_seconds, place=Place.SERVER)
        infra.every(3600, "onsite.sign_ups", jobs.every_hour)
        infra.subscribe("onsite.erasing", subscribers.on_profile_erased, facts=["ProfileErased"])
        infra.subscribe("onsite.assistant", subscribers.on_assistant_changed, facts=["AssistantChanged"])
        ui.register(
            Entry(
                section=Section.SPEAK,
                label=_("Panels"),
                url_name="onsite:panels",
                icon="app-window",
                keys="g s",
                order=40,
            )
        )
