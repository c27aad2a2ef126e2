"""The assistant of the demo's shop: on from the first day, as its owner would have it."""

from commesso.discovery.actions.assistant import save_assistant
from commesso.discovery.queries.assistant import has_assistant
from commesso.stores.contracts import StoreInfo

_WORDS = {
    "it": {"new": "Benvenuti in bottega. Cercate qualcosa di preciso? Vi aiuto a trovarlo."},
    "en": {"new": "Welcome to the workshop. Looking for something in particular? I'll help you find it."},
    "es": {"new": "Bienvenidos al taller. ¿Buscan algo en particular? Les ayudo a encontrarlo."},
    "zh": {"new": "欢迎来到工坊。在找什么特别的东西吗？我来帮您找。"},
}


def open_assistant(store: StoreInfo) -> None:
    """Switch the assistant on, unless the shop's owner has touched it already."""
    if not has_assistant(store.id):
        values = {"is_on": True, "words": _WORDS, "contact_url": "/{language}/about"}
        save_assistant(store_id=store.id, values=values)
