from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from commesso.ui import api as ui
from commesso.ui.contracts import Entry, Section


class StoresConfig(AppConfig):
    name = "commesso.stores"
    label = "stores"

    def ready(self) -> None:
        from commesso.infra import api as infra
        from commesso.infra.contracts import Place
        from commesso.stores import jobs

        infra.every(3, "stores.mail", jobs.every_few_seconds, place=Place.SERVER)
        infra.every(3600, "stores.sign_in", jobs.every_hour)
        managers, owners = frozenset({"owner", "marketer"}), frozenset({"owner"})
        ui.register(
            Entry(
                section=Section.SETTINGS, label=_("Install"), url_name="stores:install", order=10, keys="g t"
            ),
            Entry(
                section=Section.SETTINGS, label=_("Shop"), url_name="stores:shop", order=20, roles=managers
            ),
            Entry(
                section=Section.SETTINGS,
                label=_("Consent"),
                url_name="stores:consent",
                order=25,
                roles=managers,
            ),
            Entry(
                section=Section.SETTINGS, label=_("Brand"), url_name="stores:brand", order=30, roles=managers
            ),
            Entry(section=Section.SETTINGS, label=_("Keys"), url_name="stores:keys", order=40, roles=owners),
            Entry(
                section=Section.SETTINGS, label=_("Staff"), url_name="stores:staff", order=50, roles=owners
            ),
        )
