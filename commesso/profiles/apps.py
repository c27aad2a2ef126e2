from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from commesso.ui import api as ui
from commesso.ui.contracts import Entry, Section


class ProfilesConfig(AppConfig):
    name = "commesso.profiles"
    label = "profiles"

    def ready(self) -> None:
        from commesso.infra import api as infra
        from commesso.infra.contracts import Place
        from commesso.profiles import jobs, subscribers

        infra.subscribe("profiles", subscribers.on_stream, kinds=subscribers.KINDS)
        infra.subscribe(
            "profiles.map",
            subscribers.on_identities_linked,
            facts=["IdentitiesLinked"],
            place=Place.SERVER,
        )
        infra.every(1, "profiles.people", jobs.refresh_people, place=Place.SERVER)
        infra.every(60, "profiles.erasures", jobs.finish_erasures, place=Place.SERVER)
        ui.register(
            Entry(
                section=Section.CUSTOMERS,
                label=_("Same person?"),
                url_name="profiles:suggestions",
                order=60,
                roles=frozenset({"owner", "marketer", "agent"}),
            ),
            Entry(
                section=Section.CUSTOMERS,
                label=_("Erased"),
                url_name="profiles:receipts",
                order=90,
                roles=frozenset({"owner"}),
            ),
        )
