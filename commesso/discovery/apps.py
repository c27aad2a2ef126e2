from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commesso.ui import api as ui
from commesso.ui.contracts import Entry, Section


class DiscoveryConfig(AppConfig):
    name = "commesso.discovery"
    label = "discovery"

    def ready(self) -> None:
        from commesso.discovery import jobs, subscribers
        from commesso.infra import api as infra
        from commesso.infra.contracts import Place

        infra.every(5, "discovery.guides", jobs.every_few_seconds, place=Place.SERVER)
        infra.every(
            10, "discovery.recommendations", jobs.refresh_recommendations, place=Place.SERVER, alone=True
        )
        infra.subscribe(
            "discovery.guides",
            subscribers.on_products_changed,
            facts=["ProductsChanged"],
            place=Place.SERVER,
        )
        infra.every(10, "discovery.search", jobs.refresh_search, place=Place.SERVER)
        infra.every(10, "discovery.query_counts", jobs.write_counts, place=Place.SERVER)
        infra.every(3600, "discovery.old_query_counts", jobs.forget_counts, place=Place.SERVER)
        infra.subscribe(
            "discovery.search",
            subscribers.on_products_changed_in_search,
            facts=["ProductsChanged"],
            place=Place.SERVER,
        )
        infra.subscribe(
            "discovery.answers",
            subscribers.on_guide_question_answered,
            names=["Guide Question Answered"],
        )
        infra.subscribe(
            "discovery.people",
            subscribers.on_profile_erased,
            facts=["ProfileErased"],
            place=Place.SERVER,
        )
        _register_pages()


def _register_pages() -> None:
    ui.register(
        Entry(
            section=Section.FIND,
            label=pgettext_lazy("page", "Search"),
            url_name="discovery:search",
            icon="search",
            keys="g f",
            order=10,
        )
    )
    ui.register(
        Entry(
            section=Section.FIND,
            label=_("Guides"),
            url_name="discovery:guides",
            icon="route",
            keys="g q",
            order=20,
        )
    )
    ui.register(
        Entry(
            section=Section.FIND,
            label=_("Recommendations"),
            url_name="discovery:recommendations",
            icon="sparkles",
            keys="g r",
            order=30,
        )
    )
    ui.register(
        Entry(
            section=Section.FIND,
            label=_("Assistant"),
            url_name="discovery:assistant",
            icon="message-chatbot",
            order=40,
        )
    )
