"""Products from shoppers' events: unknown ones are noted, gaps are filled, the shop's own word stands."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction

from commesso.catalog.actions.writing import Edit, write_edits
from commesso.catalog.contracts import ProductStatus
from commesso.catalog.models import Product, Variant
from commesso.catalog.queries.learning import list_known
from commesso.catalog.queries.products import list_product_rows, list_variant_rows
from commesso.catalog.rules.learning import (
    EVENT,
    FIELDS,
    MOST_VARIANTS,
    Hint,
    first_image,
    gather_hints,
    is_news,
    learn_field,
    may_reprice,
    variant_of,
)
from commesso.events.stream import StreamEvent
from commesso.infra import api as infra
from commesso.kernel.errors import NotFound
from commesso.stores import api as stores
from commesso.stores.contracts import StoreInfo

if TYPE_CHECKING:
    from commesso.kernel.ids import StoreId


@transaction.atomic
def take_block(events: Sequence[StreamEvent]) -> None:
    """Learn of products from a block. The same events twice leave the same state."""
    by_store: dict[StoreId, list[StreamEvent]] = defaultdict(list)
    for event in events:
        by_store[event.store_id].append(event)
    for store_id, of_store in by_store.items():
        try:
            store = stores.get_store(store_id)
        except NotFound:
            continue  # a store that was deleted takes its events with it
        hints = gather_hints(of_store, currency=store.currency)
        if hints:
            _learn(store, hints)


def _learn(store: StoreInfo, hints: Mapping[str, Sequence[Hint]]) -> None:
    known = list_known(store.id, hints)
    news = {
        product_id: of_product
        for product_id, of_product in hints.items()
        if product_id not in known or is_news(known[product_id], of_product)
    }
    rows = list_product_rows(store.id, known.keys() & news.keys())
    variants = list_variant_rows(store.id, [row.pk for row in rows.values() if row.source == EVENT])
    edits = []
    for product_id, of_product in news.items():
        row = rows.get(product_id)
        edit = Edit(
            row=row or _new(store, of_product),
            variants=variants[row.pk] if row is not None else [],
            is_new=row is None,
        )
        for hint in of_product:
            _fill(edit, hint)
            if edit.row.source == EVENT:
                _fill_variant(store, edit, hint)
        if edit.row.source == EVENT and (edit.is_new or edit.is_changed):
            edit.summarise()
        if edit.is_new or edit.is_changed or edit.is_stamped:
            edits.append(edit)
    if edits:
        write_edits(store, edits)


def _new(store: StoreInfo, hints: Sequence[Hint]) -> Product:
    values = {
        "store_id": store.id,
        "product_id": hints[0].said.product_id,
        "status": ProductStatus.ACTIVE,
        "source": EVENT,
        "created_at": hints[0].at,
        "updated_at": hints[-1].at,
    }
    return infra.new_row(Product, values)


def _fill(edit: Edit, hint: Hint) -> None:
    row, at = edit.row, hint.milliseconds
    for field in FIELDS:
        new = getattr(hint.said, field)
        current = _current(row, field)
        if not learn_field(current, row.learned.get(field), new, at):
            continue
        row.learned = {**row.learned, field: at}
        edit.is_stamped = True
        if new != current:
            edit.is_changed = True
            edit.has_new_categories |= field == "category"
            _set(row, field, new)


def _current(row: Product, field: str) -> str:
    if field == "image":
        return first_image(row.images)
    if field == "category":
        return str(row.categories[0]) if row.categories else ""
    return str(getattr(row, field))


def _set(row: Product, field: str, new: str) -> None:
    if field == "image":
        row.images = [{"url": new, "alt": ""}]
    elif field == "category":
        row.categories = [new]
    else:
        setattr(row, field, new)


def _fill_variant(store: StoreInfo, edit: Edit, hint: Hint) -> None:
    """Keep the price last seen of a product that only events told of."""
    said = hint.said
    if said.price_minor is None:
        return
    variant_id = variant_of(said)
    row = next((variant for variant in edit.variants if variant.variant_id == variant_id), None)
    if row is None:
        if len(edit.variants) >= MOST_VARIANTS:
            return
        own = {"store_id": store.id, "product_id": edit.row.pk, "variant_id": variant_id}
        row = infra.new_row(Variant, {**own, "position": len(edit.variants)})
        edit.variants.append(row)
    elif not may_reprice(row.learned_at, hint.at):
        return
    values: dict[str, Any] = {"price_minor": said.price_minor, "currency": said.currency}
    if said.sku:
        values["sku"] = said.sku
    if infra.put(row, values) or row.learned_at is None:
        row.learned_at = hint.at
        edit.is_changed = edit.has_new_variants = True
