from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demo shop, in its own process: `commesso.config.shop_settings` installs it, Commesso's settings do not."""

    name = "commesso.demo"
    label = "demo"
