from django.apps import AppConfig


class CatalogConfig(AppConfig):
    name = "commesso.catalog"
    label = "catalog"

    def ready(self) -> None:
        from commesso.catalog import subscribers  # noqa: PLC0415 (models are there only now)
        from commesso.infra import api as infra  # noqa: PLC0415

        infra.subscribe("catalog", subscribers.on_stream, names=subscribers.NAMES)
