from django.urls import path

from commesso.connectors import views

app_name = "connectors"
urlpatterns = [
    path("s/<slug:slug>/settings/import/", views.imports, name="imports"),
    path("s/<slug:slug>/settings/import/<int:run_id>", views.import_run, name="import_run"),
    path("s/<slug:slug>/settings/import/<int:run_id>/preview", views.preview_import, name="preview_import"),
    path("s/<slug:slug>/settings/import/<int:run_id>/columns", views.choose_columns, name="choose_columns"),
    path("s/<slug:slug>/settings/import/<int:run_id>/start", views.start_import, name="start_import"),
    path("s/<slug:slug>/settings/import/<int:run_id>/drop", views.drop_import, name="drop_import"),
    path(
        "s/<slug:slug>/settings/import/<int:run_id>/progress", views.import_progress, name="import_progress"
    ),
    path("s/<slug:slug>/settings/import/<int:run_id>/rejects", views.import_rejects, name="import_rejects"),
]
