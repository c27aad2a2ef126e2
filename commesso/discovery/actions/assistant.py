"""Changing a shop's assistant."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.db import transaction

from commesso.discovery.contracts.assisting import AssistantInfo
from commesso.discovery.models import Assistant
from commesso.discovery.queries.assistant import to_info
from commesso.discovery.rules.assisting.greeting import keep_own
from commesso.events.discovery import AssistantChanged
from commesso.infra import api as infra
from commesso.kernel.clock import now
from commesso.kernel.ids import StoreId


@transaction.atomic
def save_assistant(*, store_id: StoreId, values: Mapping[str, Any]) -> AssistantInfo:
    """Write what staff say of the assistant. `values` are fields of `AssistantInfo`; one left out stays as it is."""
    row = Assistant.objects.for_store(store_id).select_for_update().first() or Assistant(store_id=store_id)
    before = to_info(row)
    words = keep_own(values.get("words", row.words))
    row.is_on = values.get("is_on", row.is_on)
    row.side = values.get("side", row.side)
    row.words = words
    row.guide_key = values.get("guide_key", row.guide_key)
    row.order_url = values.get("order_url", row.order_url)
    row.contact_url = values.get("contact_url", row.contact_url)
    row.save()
    saved = to_info(row)
    if asdict(saved) != asdict(before):
        infra.publish(AssistantChanged(store_id=store_id, at=now(), is_on=saved.is_on))
    return saved
