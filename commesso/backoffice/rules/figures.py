"""From counted rows to the home page's numbers."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from commesso.backoffice.contracts import Figure, Figures, Measure, Period

# How many cases make a number worth reading and comparing: below, its interval is wider than any change.
_NEEDED = {
    Measure.REVENUE: 5,
    Measure.ORDERS: 5,
    Measure.AOV: 10,
    Measure.CONVERSION: 100,
    Measure.VISITORS: 20,
    Measure.SESSIONS: 20,
    Measure.ABANDONMENT: 20,
}
_TOTAL = -1


@dataclass(slots=True)
class _Tally:
    """What was counted in one part of a period, or in the whole of it."""

    orders: int = 0
    revenue: int = 0
    placed: int = 0
    abandoned: int = 0
    ordered: int = 0
    recovered: int = 0
    sessions: int = 0
    visitors: int = 0
    buying_sessions: int = 0


@dataclass(slots=True)
class _Side:
    """The period, or the one before."""

    parts: dict[int, _Tally] = field(default_factory=dict)

    def at(self, bucket: int) -> _Tally:
        return self.parts.setdefault(bucket, _Tally())


def build_figures(
    period: Period, *, trade: Iterable[Mapping[str, Any]], visits: Iterable[Mapping[str, Any]], currency: str
) -> Figures:
    """Fold the rows of `sql/trade.sql` and `sql/visits.sql` into figures.

    Trade comes by part and adds up; visits cannot be added up (a person may come on many days), so their
    totals come as rows of their own, with bucket -1.
    """
    present, before = _Side(), _Side()
    left_out = 0
    for row in trade:
        if row["currency"] not in {currency, ""}:
            left_out += row["events"] if row["name"] == "OrderPlaced" and not row["is_previous"] else 0
            continue
        side = before if row["is_previous"] else present
        _add_trade(side.at(row["bucket"]), row)
        if row["is_comparable"]:
            _add_trade(side.at(_TOTAL), row)
    for row in visits:
        tally = (before if row["is_previous"] else present).at(row["bucket"])
        tally.sessions, tally.visitors = row["sessions"], row["visitors"]
        tally.buying_sessions = row["buying_sessions"]
    figures = {measure: _figure(measure, period, present, before) for measure in Measure}
    return Figures(by_measure=figures, left_out=left_out, recovered_carts=present.at(_TOTAL).recovered)


def _add_trade(tally: _Tally, row: Mapping[str, Any]) -> None:
    tally.revenue += row["revenue_minor"]
    match row["name"]:
        case "OrderPlaced":
            tally.orders += row["events"]
            tally.placed += row["revenue_minor"]
        case "CartAbandoned":
            tally.abandoned += row["events"]
        case "CartOrdered":
            tally.ordered += row["events"]
        case "CartRecovered":
            tally.recovered += row["events"]


def _figure(measure: Measure, period: Period, present: _Side, before: _Side) -> Figure:
    value, basis = _READ[measure]
    passed = sum(start <= period.now for start in period.starts)
    none = 0.0 if measure in _COUNTS else None

    def parts(side: _Side, count: int) -> list[float | None]:
        return [value(side.parts[index]) if index in side.parts else none for index in range(count)]

    future: list[float | None] = [None] * (len(period.starts) - passed)
    return Figure(
        measure=measure,
        value=value(present.at(_TOTAL)),
        previous=value(before.at(_TOTAL)),
        values=(*parts(present, passed), *future),
        previous_values=tuple(parts(before, len(period.previous_starts))),
        basis=basis(present.at(_TOTAL)),
        previous_basis=basis(before.at(_TOTAL)),
        needed=_NEEDED[measure],
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


_COUNTS = {Measure.REVENUE, Measure.ORDERS, Measure.VISITORS, Measure.SESSIONS}
_Read = Callable[[_Tally], float | None]
_READ: dict[Measure, tuple[_Read, Callable[[_Tally], int]]] = {
    Measure.REVENUE: (lambda tally: tally.revenue, lambda tally: tally.orders),
    Measure.ORDERS: (lambda tally: tally.orders, lambda tally: tally.orders),
    Measure.AOV: (lambda tally: _share(tally.placed, tally.orders), lambda tally: tally.orders),
    Measure.CONVERSION: (
        lambda tally: _share(tally.buying_sessions, tally.sessions),
        lambda tally: tally.sessions,
    ),
    Measure.VISITORS: (lambda tally: tally.visitors, lambda tally: tally.visitors),
    Measure.SESSIONS: (lambda tally: tally.sessions, lambda tally: tally.sessions),
    Measure.ABANDONMENT: (
        lambda tally: _share(tally.abandoned, tally.abandoned + tally.ordered),
        lambda tally: tally.abandoned + tally.ordered,
    ),
}
