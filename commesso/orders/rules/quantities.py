"""How many units of a line stand where, and what must hold between the numbers."""

from collections.abc import Iterable
from dataclasses import astuple, fields

from commesso.orders.contracts import FulfilmentState, LineQuantities, ReturnState

NAMES = tuple(field.name for field in fields(LineQuantities))


def read_units(numbers: Iterable[int]) -> LineQuantities:
    """Return the quantities from their numbers in the order of the fields."""
    return LineQuantities(**dict(zip(NAMES, numbers, strict=True)))


def list_faults(units: LineQuantities) -> list[str]:
    """Return what is broken of the invariants (aftercare: four axes), in words."""
    returns = units.return_requested + units.return_received + units.return_dismissed
    faults = [
        f"{name}={value} is below 0" for name, value in zip(NAMES, astuple(units), strict=True) if value < 0
    ]
    if units.fulfilled > units.ordered - units.cancelled:
        faults.append(f"fulfilled={units.fulfilled} is more than ordered less cancelled")
    if units.shipped > units.fulfilled:
        faults.append(f"shipped={units.shipped} is more than fulfilled={units.fulfilled}")
    if units.delivered > units.shipped:
        faults.append(f"delivered={units.delivered} is more than shipped={units.shipped}")
    if returns > units.shipped:
        faults.append(f"returns={returns} are more than shipped={units.shipped}")
    return faults


def fit_quantities(units: LineQuantities) -> LineQuantities:
    """Return the nearest numbers for which everything holds: upstream is believed, downstream is cut."""
    ordered = max(units.ordered, 0)
    cancelled = _clip(units.cancelled, ordered)
    fulfilled = _clip(units.fulfilled, ordered - cancelled)
    shipped = _clip(units.shipped, fulfilled)
    received = _clip(units.return_received, shipped)
    requested = _clip(units.return_requested, shipped - received)
    return LineQuantities(
        ordered=ordered,
        fulfilled=fulfilled,
        shipped=shipped,
        delivered=_clip(units.delivered, shipped),
        return_requested=requested,
        return_received=received,
        return_dismissed=_clip(units.return_dismissed, shipped - received - requested),
        written_off=_clip(units.written_off, ordered),
        cancelled=cancelled,
    )


def cancel_rest(units: LineQuantities) -> LineQuantities:
    """Return the line of a cancelled order: what was not fulfilled will not be."""
    values = dict(zip(NAMES, astuple(units), strict=True))
    return LineQuantities(**{**values, "cancelled": units.ordered - units.fulfilled})


def count_refundable(units: LineQuantities) -> int:
    """Units whose money may go back: those that arrived back, were written off, or were never shipped."""
    return min(units.ordered, units.return_received + units.written_off + units.ordered - units.shipped)


def derive_fulfilment(lines: Iterable[LineQuantities]) -> FulfilmentState:
    units = [(line.ordered - line.cancelled, line.fulfilled) for line in lines]
    wanted, done = sum(each for each, _ in units), sum(each for _, each in units)
    if not done:
        return FulfilmentState.UNFULFILLED
    return FulfilmentState.FULFILLED if done >= wanted else FulfilmentState.PARTIALLY_FULFILLED


def derive_return(lines: Iterable[LineQuantities]) -> ReturnState:
    units = list(lines)
    received = sum(line.return_received for line in units)
    requested = sum(line.return_requested for line in units)
    if received and received >= sum(line.shipped for line in units):
        return ReturnState.RETURNED
    if received and requested:
        return ReturnState.IN_PROGRESS
    if received:
        return ReturnState.PARTIALLY_RETURNED
    return ReturnState.REQUESTED if requested else ReturnState.NONE


def _clip(value: int, most: int) -> int:
    return max(0, min(value, most))
