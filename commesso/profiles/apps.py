from django.apps import AppConfig


class ProfilesConfig(AppConfig):
    name = "commesso.profiles"
    label = "profiles"

    def ready(self) -> None:
        from commesso.infra import api as infra  # noqa: PLC0415 - tables are there only now
        from commesso.profiles import jobs, subscribers  # noqa: PLC0415

        infra.subscribe("profiles", subscribers.on_stream, kinds=subscribers.KINDS)
        infra.subscribe("profiles.map", subscribers.on_identities_linked, names=["IdentitiesLinked"])
        infra.every(60, "profiles.erasures", jobs.finish_erasures)
