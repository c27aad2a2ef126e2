from django.apps import AppConfig


class CatalogConfig(AppConfig):
    name = "commesso.catalog"
    label = "catalog"

    def ready(self) -> None:
        from commesso.catalog import subscribers
        from commesso.infra import api as infra

        infra.subscribe("catalog", subscribers.on_stream, names=subscribers.NAMES)
