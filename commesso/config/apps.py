from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The roof, as an app: for its commands."""

    name = "commesso.config"
    label = "config"
