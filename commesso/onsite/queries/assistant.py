from commesso.kernel.ids import StoreId
from commesso.onsite.models import AssistantSwitch


def has_assistant(store_id: StoreId) -> bool:
    """Say whether the shop's pages show its assistant."""
    return AssistantSwitch.objects.for_store(store_id).filter(is_on=True).exists()
