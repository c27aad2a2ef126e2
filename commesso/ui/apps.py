from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "commesso.ui"
    label = "ui"
