from django.urls import path

from commesso.collector import views

app_name = "collector"
urlpatterns = [
    path("s/<slug:slug>/settings/refused-events/", views.refused_events, name="refused_events"),
    path("s/<slug:slug>/settings/install/last-event", views.last_event, name="last_event"),
]
