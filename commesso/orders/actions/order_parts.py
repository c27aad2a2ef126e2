"""Lines, payments and refunds of folded orders."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from commesso.infra import api as infra
from commesso.orders.actions.outcome import Fold
from commesso.orders.models import OrderLine, Payment, Refund
from commesso.orders.queries.folding import list_line_rows, list_payment_rows, list_refund_rows
from commesso.orders.rules.lines import Line
from commesso.orders.rules.quantities import NAMES
from commesso.stores.contracts import StoreInfo

P = TypeVar("P", OrderLine, Payment, Refund)


def write_parts(store: StoreInfo, folds: Sequence[Fold]) -> None:
    """Bring the parts of each order in line with the fold; parts that vanished go."""
    known = [fold.row.pk for fold in folds if fold.before is not None]
    _sync(store, OrderLine, "line_id", list_line_rows(store.id, known), _wanted_lines(folds))
    _sync(store, Payment, "payment_id", list_payment_rows(store.id, known), _wanted_payments(folds))
    refunds = _sync(store, Refund, "refund_id", list_refund_rows(store.id, known), _wanted_refunds(folds))
    by_order = {fold.row.pk: fold for fold in folds}
    for refund in refunds:
        by_order[refund.order_id].refunds.append(refund)


Wanted = Iterable[tuple[int, str, Mapping[str, Any]]]


def _sync(store: StoreInfo, table: type[P], name: str, known: Iterable[P], wanted: Wanted) -> list[P]:
    """Insert, change and delete rows until they are the wanted ones; return those."""
    left = {(row.order_id, getattr(row, name)): row for row in known}
    fresh: list[P] = []
    changed: list[P] = []
    kept: list[P] = []
    for order_pk, part_id, values in wanted:
        row = left.pop((order_pk, part_id), None)
        if row is None:
            fresh.append(table(store_id=store.id, order_id=order_pk, **{name: part_id}, **values))
        elif infra.put(row, dict(values)):
            changed.append(row)
        else:
            kept.append(row)
    infra.delete_rows(store.id, left.values())
    infra.upsert(table, fresh + changed, unique=("order_id", name))
    return fresh + changed + kept


def _wanted_lines(folds: Iterable[Fold]) -> Wanted:
    for fold in folds:
        for position, line in enumerate(fold.after.lines):
            yield fold.row.pk, line.line_id, _line_values(position, line)


def _line_values(position: int, line: Line) -> dict[str, Any]:
    item, units = line.item, line.units
    return {
        "position": position,
        "product_id": item.product_id,
        "variant_id": item.variant_id,
        "sku": item.sku,
        "title": item.title,
        "category": item.category,
        "url": item.url,
        "image_url": item.image_url,
        "unit_price": line.unit_price,
        "total_minor": line.total_minor,
        **{name: getattr(units, name) for name in NAMES},
    }


def _wanted_payments(folds: Iterable[Fold]) -> Wanted:
    for fold in folds:
        for payment in fold.after.payments:
            values = {name: getattr(payment, name) for name in ("at", "amount_minor", "status", "method")}
            yield fold.row.pk, payment.payment_id, values


def _wanted_refunds(folds: Iterable[Fold]) -> Wanted:
    for fold in folds:
        for refund in fold.after.refunds:
            values = {name: getattr(refund, name) for name in ("at", "amount_minor", "is_full", "reason")}
            yield fold.row.pk, refund.refund_id, {**values, "quantities": dict(refund.quantities)}
