from django.urls import path

from commesso.onsite import pages

app_name = "onsite"
urlpatterns = [
    path("o/confirm/<token>/", pages.confirm, name="confirm"),
    path("o/leave/<token>/", pages.leave, name="leave"),
]
