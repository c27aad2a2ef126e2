"""Lines of an order: goods, their amounts, and how many units stand where."""

from collections.abc import Iterable, Sequence

import msgspec

from commesso.orders.contracts import LineQuantities
from commesso.orders.rules.amounts import LARGEST, SCALE, to_minor
from commesso.orders.rules.entries import Item
from commesso.orders.rules.quantities import cancel_rest, fit_quantities, list_faults, read_units

_MOST_TOTAL = LARGEST * SCALE


class Line(msgspec.Struct, kw_only=True, frozen=True, gc=False):
    line_id: str
    item: Item
    unit_price: int
    total_minor: int
    units: LineQuantities


def drop_negative(items: Sequence[Item], warnings: list[str]) -> tuple[list[Item], int]:
    """Return the goods, and the sum of lines that only lower the amount (they act as a discount)."""
    kept, lowered = [], 0
    for item in items:
        amount = amount_of(item)
        if item.quantity > 0 and (amount is None or amount >= 0):
            kept.append(item)
        else:
            lowered -= min(amount or 0, 0)
            warnings.append(f"line {item.product_id!r} of {item.quantity} units was taken as a discount")
    return kept, lowered


def amount_of(item: Item) -> int | None:
    """The amount of a line in ten-thousandths; None where no price is known."""
    if item.total is not None:
        return item.total
    if item.unit_price is None:
        return None
    return max(-_MOST_TOTAL, min(item.unit_price * item.quantity, _MOST_TOTAL))


def read_lines(items: Iterable[Item], code: str, *, is_cancelled: bool, warnings: list[str]) -> list[Line]:
    lines: list[Line] = []
    taken: dict[str, int] = {}
    for item in items:
        name = item.line_id or (
            item.product_id + "/" + item.variant_id if item.variant_id else item.product_id
        )
        taken[name] = taken.get(name, 0) + 1
        units = read_units(item.quantities) if item.quantities else LineQuantities(ordered=item.quantity)
        faults = list_faults(units) if item.quantities else []
        if faults:
            warnings.append(f"line {name!r}: {faults[0]}; the numbers were fitted")
            units = fit_quantities(units)
        amount = amount_of(item) or 0
        lines.append(
            Line(
                line_id=name if taken[name] == 1 else f"{name}#{taken[name]}",
                item=item,
                unit_price=item.unit_price
                if item.unit_price is not None
                else amount // max(item.quantity, 1),
                total_minor=to_minor(amount, code),
                units=cancel_rest(units) if is_cancelled else units,
            )
        )
    return lines
