"""From a chart or a number to what the page needs: the picture's data, the table behind it, the change."""

from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from commesso.kernel.money import Money
from commesso.ui import formats
from commesso.ui.contracts import Chart, Json, Kpi, Series

_FLAT = 0.005  # less than half a percent is no change


@dataclass(frozen=True, kw_only=True)
class Delta:
    text: str
    spoken: str
    tone: Literal["good", "bad", "flat"]
    icon: str


def delta_of(kpi: Kpi) -> Delta | None:
    """Say the change against the period before: in a sign, in words, and whether it is good."""
    if kpi.change is None:
        return None
    text = formats.percent(abs(kpi.change), digits=0 if abs(kpi.change) >= 0.1 else 1)
    if abs(kpi.change) < _FLAT:
        return Delta(text=text, spoken=_("as before"), tone="flat", icon="minus")
    up = kpi.change > 0
    if kpi.more_is == "neutral":
        tone: Literal["good", "bad", "flat"] = "flat"
    else:
        tone = "good" if up == (kpi.more_is == "good") else "bad"
    spoken = _("%(share)s more than before") if up else _("%(share)s less than before")
    look = Delta(text=text, spoken=spoken % {"share": text}, tone=tone, icon="arrow-down-right")
    return look if not up else Delta(text=look.text, spoken=look.spoken, tone=tone, icon="arrow-up-right")


def spark_of(kpi: Kpi) -> str:
    """Return the points of a small line, 100 wide and 24 high; "" with fewer than two values."""
    values = [value or 0 for value in kpi.spark]
    if len(values) < 2:
        return ""
    low, step = min(values), 100 / (len(values) - 1)
    height = (max(values) - low) or 1
    return " ".join(
        f"{index * step:.1f},{22 - 20 * (value - low) / height:.1f}" for index, value in enumerate(values)
    )


def has_something(chart: Chart) -> bool:
    """Whether there is a picture to draw: one value that is not nothing."""
    return any(value for series in chart.series for value in series.values)


def spec_of(chart: Chart) -> Json:
    """Return what web/islands/chart-option.ts draws."""
    return {
        "kind": chart.kind,
        "labels": [str(label) for label in chart.labels],
        "series": [_series(each) for each in chart.series],
        "unit": chart.unit,
        "currency": chart.currency,
        "horizontal": chart.horizontal,
    }


def _series(series: Series) -> Json:
    found: Json = {"name": str(series.name), "values": list(series.values), "previous": series.previous}
    if series.low and series.high:
        found |= {"low": list(series.low), "high": list(series.high)}
    return found


def table_of(chart: Chart) -> Json:
    """Return the same numbers as rows, written for the reader."""
    rows = [
        [str(label), *(_value(chart, each, index) for each in chart.series)]
        for index, label in enumerate(chart.labels)
    ]
    return {"head": [chart.label_heading, *(series.name for series in chart.series)], "rows": rows}


def _value(chart: Chart, series: Series, index: int) -> str:
    text = _format(chart, series.values[index])
    if series.low and series.high:
        return f"{text} ({_format(chart, series.low[index])} – {_format(chart, series.high[index])})"
    return text


def _format(chart: Chart, value: float | None) -> str:
    if value is None:
        return "–"
    if chart.unit == "money":
        return formats.money(Money.of(value, chart.currency))
    if chart.unit == "percent":
        return formats.percent(value)
    return formats.number(value, digits=0 if float(value).is_integer() else 1)
