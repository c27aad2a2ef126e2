"""Keeping in mind whether a shop's assistant is on."""

from django.db import transaction

from commesso.events.discovery import AssistantChanged
from commesso.onsite.models import AssistantSwitch


@transaction.atomic
def note_assistant(told: AssistantChanged) -> None:
    """Remember what discovery said of the assistant, unless something newer is known."""
    row = AssistantSwitch.objects.for_store(told.store_id).select_for_update().first()
    if row is None:
        AssistantSwitch(store_id=told.store_id, is_on=told.is_on, told_at=told.at).save()
    elif told.at >= row.told_at:
        row.is_on, row.told_at = told.is_on, told.at
        row.save(update_fields=("is_on", "told_at"))
