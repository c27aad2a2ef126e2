"""The home page's numbers, drawn: a card and a chart for each question."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from commesso.backoffice.contracts import Figure, Figures, Measure, Period
from commesso.backoffice.views.periods import before_words, label_heading, labels, now_words
from commesso.kernel.money import exponent
from commesso.ui import api as ui
from commesso.ui.contracts import Chart, Kpi, Series, Unit


@dataclass(frozen=True)
class _Look:
    """How a measure is written. `cases` is what its value rests on."""

    label: object
    question: object
    explain: object
    cases: object
    unit: Unit
    bars: bool = False
    more_is_good: bool = True


_LOOKS = {
    Measure.REVENUE: _Look(
        label=lazy("Revenue"),
        question=lazy("What did the shop earn?"),
        explain=lazy("What was ordered without shipping and tax, less what was cancelled or refunded."),
        cases=lazy("orders"),
        unit="money",
        bars=True,
    ),
    Measure.ORDERS: _Look(
        label=lazy("Orders"),
        question=lazy("How many orders came in?"),
        explain=lazy("Every order that was placed, cancelled ones too."),
        cases=lazy("orders"),
        unit="number",
        bars=True,
    ),
    Measure.AOV: _Look(
        label=lazy("Average order"),
        question=lazy("How much is one order worth?"),
        explain=lazy("Revenue of the orders placed, divided by their number (AOV)."),
        cases=lazy("orders"),
        unit="money",
    ),
    Measure.CONVERSION: _Look(
        label=lazy("Conversion"),
        question=lazy("How many visits end in an order?"),
        explain=lazy("Visits with an order, divided by all visits."),
        cases=lazy("visits"),
        unit="percent",
    ),
    Measure.VISITORS: _Look(
        label=lazy("Visitors"),
        question=lazy("How many people came?"),
        explain=lazy("People, each once, on however many devices we know them."),
        cases=lazy("visitors"),
        unit="number",
        bars=True,
    ),
    Measure.SESSIONS: _Look(
        label=lazy("Visits"),
        question=lazy("How often did they come?"),
        explain=lazy("A visit ends after 30 minutes without a sign of life (a session)."),
        cases=lazy("visits"),
        unit="number",
        bars=True,
    ),
    Measure.ABANDONMENT: _Look(
        label=lazy("Carts left behind"),
        question=lazy("How many carts are left behind?"),
        explain=lazy("Carts left alone, divided by those and the ones bought (cart abandonment)."),
        cases=lazy("carts"),
        unit="percent",
        more_is_good=False,
    ),
}


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A question of the home page with its number and its picture."""

    key: str
    question: object
    kpi: Kpi
    chart: Chart


def list_answers(figures: Figures, period: Period, *, currency: str) -> list[Answer]:
    return [_answer(figure, figures, period, currency) for figure in figures.by_measure.values()]


def _answer(figure: Figure, figures: Figures, period: Period, currency: str) -> Answer:
    look = _LOOKS[figure.measure]
    write = _writer(look.unit, currency)
    kpi = Kpi(
        label=look.label,
        value=write(figure.value),
        change=figure.change,
        more_is="good" if look.more_is_good else "bad",
        note=_note(figure, figures, look),
        explain=look.explain,
        url=f"#{figure.measure}",
    )
    chart = Chart(
        title=look.question,
        summary=_summary(figure, period, write),
        labels=labels(period),
        label_heading=label_heading(period),
        series=[
            Series(name=_("Now"), values=_scaled(figure.values, look.unit, currency)),
            Series(name=_("Before"), values=_previous(figure, period, look.unit, currency), previous=True),
        ],
        kind="bar" if look.bars else "line",
        unit=look.unit,
        currency=currency if look.unit == "money" else "",
    )
    return Answer(key=figure.measure, question=look.question, kpi=kpi, chart=chart)


def _summary(figure: Figure, period: Period, write: Callable[[float | None], str]) -> str:
    if figure.value is None and figure.previous is None:
        return _("Nothing to count yet.")
    parts = {
        "value": write(figure.value),
        "now": now_words(period),
        "previous": write(figure.previous),
        "before": before_words(period),
    }
    if figure.value is None:
        return _("Nothing to count %(now)s, %(previous)s %(before)s.") % parts
    if figure.previous is None:
        return _("%(value)s %(now)s, nothing to count %(before)s.") % parts
    return _("%(value)s %(now)s, %(previous)s %(before)s.") % parts


def _note(figure: Figure, figures: Figures, look: _Look) -> str:
    if figure.is_thin:
        parts = {"count": ui.number(figure.basis), "needed": ui.number(figure.needed), "cases": look.cases}
        return _("Not enough yet: %(count)s of about %(needed)s %(cases)s") % parts
    if figure.measure is Measure.REVENUE and figures.left_out:
        return _("Without %(count)s orders in other currencies") % {"count": ui.number(figures.left_out)}
    if figure.measure is Measure.ABANDONMENT and figures.recovered_carts:
        return _("%(count)s of them were bought later") % {"count": ui.number(figures.recovered_carts)}
    return ""


def _writer(unit: Unit, currency: str) -> Callable[[float | None], str]:
    if unit == "money":
        return lambda value: ui.money_per(None if value is None else round(value), currency)
    if unit == "percent":
        return ui.percent
    return ui.number


def _scaled(values: Sequence[float | None], unit: Unit, currency: str) -> list[float | None]:
    """Charts take money in the currency's own unit."""
    if unit != "money":
        return list(values)
    scale = exponent(currency)
    return [None if value is None else float(Decimal(round(value)).scaleb(-scale)) for value in values]


def _previous(figure: Figure, period: Period, unit: Unit, currency: str) -> list[float | None]:
    """The period before, part for part; the clock may have given it an hour more or less."""
    wanted = len(period.starts)
    values = [*figure.previous_values, *[None] * wanted][:wanted]
    return _scaled(values, unit, currency)
