from django.apps import AppConfig


class DiscoveryConfig(AppConfig):
    name = "commesso.discovery"
    label = "discovery"

    def ready(self) -> None:
        from commesso.discovery import jobs, subscribers
        from commesso.infra import api as infra
        from commesso.infra.contracts import Place

        infra.every(5, "discovery.guides", jobs.every_few_seconds, place=Place.SERVER)
        infra.every(10, "discovery.recommendations", jobs.refresh_recommendations, place=Place.SERVER)
        infra.subscribe(
            "discovery.guides",
            subscribers.on_products_changed,
            facts=["ProductsChanged"],
            place=Place.SERVER,
        )
