"""Products from platforms and files, in bulk; a second run changes nothing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

import msgspec
from django.db import transaction

from commesso.catalog.actions.writing import Edit, write_edits
from commesso.catalog.contracts import ImportCount, ProductInput, ProductStatus, Rejected
from commesso.catalog.models import Product, Variant
from commesso.catalog.queries.products import list_product_rows, list_variant_rows
from commesso.catalog.rules.learning import EVENT
from commesso.catalog.rules.reading import ProductDraft, VariantDraft, read_product
from commesso.catalog.rules.summary import has_price_dropped, is_back_in_stock
from commesso.events.catalog import BackInStock, PriceDropped
from commesso.events.facts import Fact
from commesso.infra import api as infra
from commesso.kernel.errors import Invalid
from commesso.kernel.ids import StoreId
from commesso.stores import api as stores
from commesso.stores.contracts import StoreInfo

_BATCH = 1_000


def import_products(
    store_id: StoreId, rows: Iterable[ProductInput], source: str, at: datetime
) -> ImportCount:
    """Take products as their platform knows them; see `ProductInput` for what a row means.

    `at` is when the rows were true, for those that do not say it. Committed in batches of 1,000. A row that
    cannot be a product is rejected with its reason; the others go on.
    """
    store, count = stores.get_store(store_id), ImportCount()
    for drafts in _batches(store, rows, at, count):
        with transaction.atomic():
            _import_batch(store, drafts, source, count)
    return count


def _batches(
    store: StoreInfo, rows: Iterable[ProductInput], at: datetime, count: ImportCount
) -> Iterator[dict[str, ProductDraft]]:
    """Yield readable rows, each product once in a batch: a second row of it must see what the first wrote."""
    batch: dict[str, ProductDraft] = {}
    for index, row in enumerate(rows):
        try:
            draft = read_product(row, at=at, currency=store.currency)
        except Invalid as error:
            count.rejected.append(Rejected(index=index, reason=str(error), field=error.field))
            continue
        if draft.product_id in batch or len(batch) == _BATCH:
            yield batch
            batch = {}
        batch[draft.product_id] = draft
    if batch:
        yield batch


def _import_batch(
    store: StoreInfo, drafts: Mapping[str, ProductDraft], source: str, count: ImportCount
) -> None:
    known = list_product_rows(store.id, drafts)
    variants = list_variant_rows(store.id, [row.pk for row in known.values()])
    edits: list[Edit] = []
    facts: list[Fact] = []
    for draft in drafts.values():
        row = known.get(draft.product_id)
        if row is not None and _is_stale(row, draft):
            count.stale += 1
            continue
        edit = _edit(store, row, draft, source, variants[row.pk] if row else [])
        facts += _set_variants(store, edit, draft)
        edit.summarise()
        edits.append(edit)
        count.created += edit.is_new
        count.changed += edit.is_changed and not edit.is_new
        count.unchanged += not (edit.is_changed or edit.is_new)
    write_edits(store, edits)
    infra.publish(*facts)


def _is_stale(row: Product, draft: ProductDraft) -> bool:
    """What events told gives way to any row of the shop's own."""
    return row.source != EVENT and (draft.updated_at, draft.version) < (row.updated_at, row.version)


def _edit(
    store: StoreInfo, row: Product | None, draft: ProductDraft, source: str, variants: list[Variant]
) -> Edit:
    is_new = row is None
    if row is None:
        row = Product(
            store_id=store.id,
            product_id=draft.product_id,
            status=ProductStatus.ACTIVE,
            created_at=draft.created_at or draft.updated_at,
        )
    values = dict(draft.values)
    if draft.created_at is not None:
        values["created_at"] = draft.created_at
    had = row.categories
    is_changed = infra.put(row, values)
    told = {"images": "image", "categories": "category"}
    given = {told.get(name, name) for name in values}
    learned = {name: at for name, at in row.learned.items() if name not in given}
    stamps = {"source": source, "version": draft.version, "updated_at": draft.updated_at, "learned": learned}
    return Edit(
        row=row,
        variants=variants,
        is_new=is_new,
        is_changed=is_changed,
        is_stamped=infra.put(row, stamps),
        has_new_categories=row.categories != had or (is_new and bool(row.categories)),
    )


def _set_variants(store: StoreInfo, edit: Edit, draft: ProductDraft) -> Iterator[Fact]:
    """Make the variants the listed ones; yield what shoppers who wait for a product want to hear."""
    if draft.variants is None:
        return
    known = {variant.variant_id: variant for variant in edit.variants}
    kept: list[Variant] = []
    for position, listed in enumerate(draft.variants):
        row = known.pop(listed.variant_id, None)
        if row is None:
            row = Variant(store_id=store.id, product_id=edit.row.pk, variant_id=listed.variant_id)
            edit.has_new_variants = True
        elif edit.row.status == ProductStatus.ACTIVE and row.learned_at is None:
            yield from _tell(store, edit.row, row, listed, draft.updated_at)
        said = {
            name: value
            for name, value in msgspec.structs.asdict(listed).items()
            if value not in (None, "", {})
        }
        values = {**said, "position": position, "learned_at": None}
        edit.has_new_variants |= infra.put(row, values)
        kept.append(row)
    edit.variants, edit.gone = kept, list(known.values())
    edit.is_changed |= edit.has_new_variants or bool(edit.gone)


def _tell(
    store: StoreInfo, product: Product, old: Variant, new: VariantDraft, at: datetime
) -> Sequence[Fact]:
    facts: list[Fact] = []
    if has_price_dropped(old, new):
        assert old.price_minor is not None
        assert new.price_minor is not None
        facts.append(
            PriceDropped(
                store_id=store.id,
                at=at,
                product_id=product.product_id,
                variant_id=new.variant_id,
                old_minor=old.price_minor,
                new_minor=new.price_minor,
                currency=new.currency,
            )
        )
    if is_back_in_stock(old, new):
        assert new.stock is not None
        facts.append(
            BackInStock(
                store_id=store.id,
                at=at,
                product_id=product.product_id,
                variant_id=new.variant_id,
                quantity=new.stock,
            )
        )
    return facts
