from django.db import models

from commesso.collector.contracts import Reason
from commesso.infra import api as infra


class RefusalCount(infra.StoreTable):
    """How many events of a day were refused for one reason at one field. No word of the event itself."""

    day = models.DateField()
    reason = models.CharField(max_length=20, choices=[(each.value, each.name) for each in Reason])
    field = models.CharField(max_length=40)
    message = models.CharField(max_length=300)
    count = models.PositiveBigIntegerField(default=0)
    last_at = models.DateTimeField()

    class Meta(infra.StoreTable.Meta):
        db_table = "collector_refusal_count"
        constraints = [
            models.UniqueConstraint(
                fields=["store", "day", "reason", "field", "message"], name="collector_refusal_count_once"
            )
        ]
