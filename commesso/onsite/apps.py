from django.apps import AppConfig


class OnsiteConfig(AppConfig):
    name = "commesso.onsite"
    label = "onsite"
