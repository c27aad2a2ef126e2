"""How a period is written for the reader."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from commesso.backoffice.contracts import Period, PeriodKey
from commesso.ui import api as ui

CHOICES = {
    PeriodKey.TODAY: lazy("Today"),
    PeriodKey.WEEK: lazy("7 days"),
    PeriodKey.MONTH: lazy("30 days"),
    PeriodKey.QUARTER: lazy("90 days"),
    PeriodKey.YEAR: lazy("12 months"),
}
_NOW = {
    PeriodKey.TODAY: lazy("today"),
    PeriodKey.WEEK: lazy("in the last 7 days"),
    PeriodKey.MONTH: lazy("in the last 30 days"),
    PeriodKey.QUARTER: lazy("in the last 90 days"),
    PeriodKey.YEAR: lazy("in the last 12 months"),
}
_BEFORE = {
    PeriodKey.TODAY: lazy("yesterday up to this hour"),
    PeriodKey.WEEK: lazy("in the 7 days before"),
    PeriodKey.MONTH: lazy("in the 30 days before"),
    PeriodKey.QUARTER: lazy("in the 90 days before"),
    PeriodKey.YEAR: lazy("in the 12 months before"),
}


def now_words(period: Period) -> str:
    return str(_NOW[period.key])


def before_words(period: Period) -> str:
    return str(_BEFORE[period.key])


def labels(period: Period) -> list[str]:
    write = {"hour": ui.clock, "day": _day, "month": ui.month}[period.unit]
    return [write(start) for start in period.starts]


def label_heading(period: Period) -> str:
    return {"hour": _("Hour"), "day": _("Day"), "month": _("Month")}[period.unit]


def _day(start: datetime) -> str:
    return ui.short_day(start.date())
