from django.apps import AppConfig


class InfraConfig(AppConfig):
    name = "commesso.infra"
    label = "infra"
