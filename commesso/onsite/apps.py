from django.apps import AppConfig


class OnsiteConfig(AppConfig):
    name = "commesso.onsite"
    label = "onsite"

    def ready(self) -> None:
        from commesso.infra import api as infra
        from commesso.infra.contracts import Place
        from commesso.onsite import jobs, subscribers

        infra.every(2, "onsite.mail", jobs.every_few_seconds, place=Place.SERVER)
        infra.every(3600, "onsite.sign_ups", jobs.every_hour)
        infra.subscribe("onsite.erasing", subscribers.on_profile_erased, facts=["ProfileErased"])
