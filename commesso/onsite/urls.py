from django.urls import path

from commesso.onsite import pages
from commesso.onsite.views import builder, panels

app_name = "onsite"
_PANEL = "s/<slug:slug>/panels/<int:panel_id>/"
urlpatterns = [
    path("o/confirm/<token>/", pages.confirm, name="confirm"),
    path("o/leave/<token>/", pages.leave, name="leave"),
    path("s/<slug:slug>/panels/", panels.panels, name="panels"),
    path("s/<slug:slug>/panels/new", panels.create_panel, name="create_panel"),
    path(_PANEL, builder.panel, name="panel"),
    path(f"{_PANEL}save", builder.save_panel, name="save_panel"),
    path(f"{_PANEL}preview", builder.preview_panel, name="preview_panel"),
    path(f"{_PANEL}activate", panels.activate_panel, name="activate_panel"),
    path(f"{_PANEL}pause", panels.pause_panel, name="pause_panel"),
    path(f"{_PANEL}remove", panels.remove_panel, name="remove_panel"),
    path(f"{_PANEL}restore", panels.restore_panel, name="restore_panel"),
]
