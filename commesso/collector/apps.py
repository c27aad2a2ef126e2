from django.apps import AppConfig


class CollectorConfig(AppConfig):
    name = "commesso.collector"
    label = "collector"

    def ready(self) -> None:
        from commesso.collector import jobs
        from commesso.infra import api as infra

        infra.every(5, "collector.write_refusals", jobs.on_tick)
