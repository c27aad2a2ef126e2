from django.apps import AppConfig


class ProfilesConfig(AppConfig):
    name = "commesso.profiles"
    label = "profiles"

    def ready(self) -> None:
        from commesso.infra import api as infra
        from commesso.profiles import jobs, subscribers

        infra.subscribe("profiles", subscribers.on_stream, kinds=subscribers.KINDS)
        infra.subscribe("profiles.map", subscribers.on_identities_linked, names=["IdentitiesLinked"])
        infra.every(1, "profiles.people", jobs.refresh_people)
        infra.every(60, "profiles.erasures", jobs.finish_erasures)
