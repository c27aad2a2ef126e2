from django.urls import path

from commesso.infra import endpoints

app_name = "infra"
urlpatterns = [
    path("health", endpoints.get_health, name="health"),
    path("health/ready", endpoints.get_ready, name="ready"),
    path("metrics", endpoints.get_metrics, name="metrics"),
]
