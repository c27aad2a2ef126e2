from django.apps import AppConfig


class ConnectorsConfig(AppConfig):
    name = "commesso.connectors"
    label = "connectors"
