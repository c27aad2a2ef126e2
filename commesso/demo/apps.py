from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "commesso.demo"
    label = "demo"
