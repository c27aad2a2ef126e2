from django.db import models

from commesso.connectors.contracts import Kind, RunState
from commesso.infra import api as infra


class ImportRun(infra.StoreTable):
    """One file on its way in. The same file with the same map is one run: it goes on where it stopped."""

    kind = models.CharField(max_length=10, choices=[(each.value, each.name) for each in Kind])
    digest = models.CharField(max_length=32)  # of the file's bytes
    map_digest = models.CharField(max_length=32)
    file_name = models.CharField(max_length=255)
    map_name = models.CharField(max_length=120)
    state = models.CharField(max_length=8, choices=[(each.value, each.name) for each in RunState])
    position = models.PositiveBigIntegerField(default=0)
    share = models.FloatField(default=0)
    counts = models.JSONField(default=dict)
    rejected = models.PositiveBigIntegerField(default=0)
    rejects_file = models.CharField(max_length=1000, blank=True)
    error = models.TextField(blank=True)
    upload = models.CharField(
        max_length=255, blank=True
    )  # in the data folder, when it came by the back office
    map_text = models.TextField(blank=True)  # the map as edited there
    started_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta(infra.StoreTable.Meta):
        db_table = "connectors_import_run"
        constraints = [
            models.UniqueConstraint(
                fields=["store", "kind", "digest", "map_digest"], name="connectors_import_run_once"
            )
        ]
        indexes = [models.Index(fields=["store", "-started_at"], name="connectors_run_started")]
