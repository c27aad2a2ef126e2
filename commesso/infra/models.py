"""Tables of the plumbing. None belongs to a store; none is read outside infra."""

from django.db import models


class OutboxRow(models.Model):
    """A fact that waits to be appended to the stream. Written in its action's transaction."""

    id = models.BigAutoField(primary_key=True)
    event = models.BinaryField(help_text="One StreamEvent as JSON.")

    class Meta:
        db_table = "infra_outbox"


class Checkpoint(models.Model):
    """How far a consumer has read one lane of the log."""

    consumer = models.CharField(max_length=60)
    lane = models.CharField(max_length=60)
    sequence = models.BigIntegerField(default=0, help_text="The next event's number in the lane.")
    segment = models.BigIntegerField(default=0, help_text="First sequence number of the segment.")
    offset = models.BigIntegerField(default=0, help_text="Byte in the segment where the next record begins.")
    moved_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "infra_checkpoint"
        constraints = [models.UniqueConstraint(fields=["consumer", "lane"], name="infra_checkpoint_once")]


class Trouble(models.Model):
    """Work of the stream that rests at the moment, and why. The row goes when the work goes on."""

    name = models.CharField(max_length=60, primary_key=True)
    error = models.TextField()
    since = models.DateTimeField()

    class Meta:
        db_table = "infra_trouble"


class SetAside(models.Model):
    """An event a consumer could not take, kept whole until somebody decides."""

    consumer = models.CharField(max_length=60)
    event_id = models.CharField(max_length=100)
    store_id = models.BigIntegerField()
    event = models.BinaryField()
    error = models.TextField()
    set_aside_at = models.DateTimeField()

    class Meta:
        db_table = "infra_set_aside"
        constraints = [
            models.UniqueConstraint(fields=["consumer", "store_id", "event_id"], name="infra_set_aside_once")
        ]
