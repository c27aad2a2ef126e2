from django.db import models

from commesso.infra import api as infra
from commesso.onsite.contracts import Asks, PanelKind, PanelState


class Panel(infra.StoreTable):
    """Something a shop shows in its pages. The JSON fields have the shapes of `contracts`."""

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=[(each.value, each.name) for each in PanelKind])
    slot = models.CharField(max_length=40, blank=True)
    asks = models.CharField(max_length=10, blank=True, choices=[(each.value, each.name) for each in Asks])
    contents = models.JSONField(default=dict)  # language -> Content
    trigger = models.JSONField(default=dict)
    audience = models.JSONField(default=dict)
    frequency = models.JSONField(default=dict)
    active_from = models.DateTimeField(null=True, blank=True)
    active_until = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(
        max_length=10, choices=[(each.value, each.name) for each in PanelState], default=PanelState.DRAFT
    )
    activated_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, help_text="Not shown to anybody; an undo takes it back.")

    class Meta(infra.StoreTable.Meta):
        db_table = "onsite_panel"
        indexes = [models.Index(fields=["store", "id"], name="onsite_panel_by_store")]


class SignUp(infra.StoreTable):
    """An address that asked for mail. The words of consent are the shop's own, as its owner will see them."""

    email = models.EmailField()
    # As events of the address alone are filed; so an erasure finds it without naming it.
    email_key = models.CharField(max_length=40)
    anonymous_id = models.CharField(max_length=200, blank=True)
    panel = models.ForeignKey(Panel, null=True, on_delete=models.SET_NULL, related_name="+")
    language = models.CharField(max_length=20)
    consent_text = models.TextField()
    base_url = models.CharField(max_length=200, help_text="Where this server was reached, for the link.")
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    # A mail that waits to be sent; null: none does.
    mail_due_at = models.DateTimeField(null=True)
    mail_tries = models.PositiveIntegerField(default=0)

    class Meta(infra.StoreTable.Meta):
        db_table = "onsite_sign_up"
        constraints = [models.UniqueConstraint(fields=["email", "store"], name="onsite_sign_up_once")]
        indexes = [
            models.Index(fields=["email_key", "store"], name="onsite_sign_up_by_key"),
            models.Index(
                fields=["mail_due_at"],
                condition=models.Q(mail_due_at__isnull=False),
                name="onsite_sign_up_mail_due",
            ),
            models.Index(fields=["panel", "confirmed_at"], name="onsite_sign_up_by_panel"),
        ]


class Link(infra.StoreTable):
    """A link that was mailed: it confirms for some days, and always lets its reader leave."""

    sign_up = models.ForeignKey(SignUp, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, help_text="The token itself stands in the mail alone.")
    made_at = models.DateTimeField()

    class Meta(infra.StoreTable.Meta):
        db_table = "onsite_link"
        constraints = [models.UniqueConstraint(fields=["digest", "store"], name="onsite_link_once")]


class AssistantSwitch(infra.StoreTable):
    """Whether the tag shows the shop's assistant: what discovery said last."""

    is_on = models.BooleanField(default=False)
    told_at = models.DateTimeField(help_text="Facts may come twice, and late: an older one changes nothing.")

    class Meta(infra.StoreTable.Meta):
        db_table = "onsite_assistant_switch"
        constraints = [models.UniqueConstraint(fields=["store"], name="onsite_assistant_once")]
