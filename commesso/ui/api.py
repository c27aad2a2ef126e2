"""What rooms may ask of the design system.

`from commesso.ui import api as ui`
"""

from commesso.ui.formats import (
    ago,
    clock,
    country,
    day,
    duration,
    language,
    money,
    money_per,
    month,
    number,
    percent,
    reader,
    short_day,
    when,
)
from commesso.ui.messages import say, warn
from commesso.ui.navigation import register, register_search
from commesso.ui.requests import StaffRequest, public_base, trusted_base

__all__ = [
    "StaffRequest",
    "ago",
    "clock",
    "country",
    "day",
    "duration",
    "language",
    "money",
    "money_per",
    "month",
    "number",
    "percent",
    "public_base",
    "reader",
    "register",
    "register_search",
    "say",
    "short_day",
    "trusted_base",
    "warn",
    "when",
]
