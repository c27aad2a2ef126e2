from django.apps import AppConfig


class DiscoveryConfig(AppConfig):
    name = "commesso.discovery"
    label = "discovery"
