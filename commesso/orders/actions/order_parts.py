"""Lines, payments and refunds of folded orders."""

from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from commesso.infra import api as infra
from commesso.orders.actions.outcome import Fold
from commesso.orders.contracts import Document
from commesso.orders.models import OrderLine, Payment, Refund
from commesso.orders.rules.lines import Line
from commesso.orders.rules.quantities import NAMES
from commesso.stores.contracts import StoreInfo

_Part = tuple[int, str, tuple[Any, ...]]  # the order's row, the part's own id, the other columns
_Known = dict[tuple[int, str], tuple[int, tuple[Any, ...]]]  # -> the part's row, the other columns

_ITEM = ("product_id", "variant_id", "sku", "title", "category", "url", "image_url")
_PAYMENT = ("at", "amount_minor", "status", "method")
_REFUND = ("at", "amount_minor", "is_full", "reason", "quantities")
_item = attrgetter(*_ITEM)
_units = attrgetter(*NAMES)
_payment = attrgetter(*_PAYMENT)
_refund = attrgetter(*_REFUND)


class _Kind(NamedTuple):
    """A table of parts, the column that names a part of an order, and the other columns."""

    table: type[infra.StoreTable]
    name: str
    columns: str


_LINES = _Kind(OrderLine, "line_id", " ".join(("position", *_ITEM, "unit_price", "total_minor", *NAMES)))
_PAYMENTS = _Kind(Payment, "payment_id", " ".join(_PAYMENT))
_REFUNDS = _Kind(Refund, "refund_id", " ".join((*_REFUND, "is_told")))


def write_parts(store: StoreInfo, folds: Sequence[Fold]) -> None:
    """Bring the parts of each order in line with the fold; parts that vanished go."""
    known = [fold.row.pk for fold in folds if fold.before is not None]
    _write(store, _LINES, _list_known(store, _LINES, known), _wanted_lines(folds))
    _write(store, _PAYMENTS, _list_known(store, _PAYMENTS, known), _wanted_payments(folds))
    refunds = _list_known(store, _REFUNDS, known)
    _write(store, _REFUNDS, refunds, _wanted_refunds(folds, refunds))


def _list_known(store: StoreInfo, kind: _Kind, orders: Sequence[int]) -> _Known:
    columns = f"id order_id {kind.name} {kind.columns}"
    rows = infra.list_values(kind.table, columns, store.id, by="order_id", values=orders)
    return {(order_pk, part_id): (pk, tuple(values)) for pk, order_pk, part_id, *values in rows}


def _write(store: StoreInfo, kind: _Kind, known: _Known, wanted: Iterable[_Part]) -> None:
    """Insert, change and delete rows until they are the wanted ones."""
    left = dict(known)
    rows = []
    for order_pk, part_id, values in wanted:
        before = left.pop((order_pk, part_id), None)
        if before is None or before[1] != values:
            rows.append((store.id, order_pk, part_id, *values))
    infra.delete_rows(kind.table, store.id, [pk for pk, _ in left.values()])
    infra.write_rows(
        kind.table,
        f"store_id order_id {kind.name} {kind.columns}",
        rows,
        unique=("order_id", kind.name),
        update=kind.columns.split(),
    )


def _wanted_lines(folds: Iterable[Fold]) -> Iterator[_Part]:
    for fold in folds:
        for position, line in enumerate(fold.after.lines):
            yield fold.row.pk, line.line_id, _line(position, line)


def _line(position: int, line: Line) -> tuple[Any, ...]:
    return position, *_item(line.item), line.unit_price, line.total_minor, *_units(line.units)


def _wanted_payments(folds: Iterable[Fold]) -> Iterator[_Part]:
    for fold in folds:
        for payment in fold.after.payments:
            yield fold.row.pk, payment.payment_id, _payment(payment)


def _wanted_refunds(folds: Iterable[Fold], known: _Known) -> Iterator[_Part]:
    """Yield the refunds, and note those that are to be told of now: amounts of an order that was placed."""
    for fold in folds:
        tells = fold.after.is_placed and fold.after.document is Document.ORDER
        for refund in fold.after.refunds:
            before = known.get((fold.row.pk, refund.refund_id))
            is_told = before is not None and bool(before[1][-1])
            if tells and refund.amount_minor and not is_told:
                fold.news.append(refund)
                is_told = True
            yield fold.row.pk, refund.refund_id, (*_refund(refund), is_told)
