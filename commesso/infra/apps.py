from django.apps import AppConfig


class InfraConfig(AppConfig):
    name = "commesso.infra"
    label = "infra"

    def ready(self) -> None:
        from commesso.infra import jobs
        from commesso.infra.contracts import Place
        from commesso.infra.stream.registry import every

        every(3600, "infra.roll_old_segments", jobs.roll_old_segments, place=Place.SERVER)
        every(3600, "infra.drop_read_segments", jobs.drop_read_segments)
        every(3600, "infra.refresh_statistics", jobs.refresh_statistics)
