from django.apps import AppConfig


class StoresConfig(AppConfig):
    name = "commesso.stores"
    label = "stores"
