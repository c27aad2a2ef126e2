"""When what was learnt of a shop is too old, and how much of it is learnt anew."""

from enum import StrEnum

_HOUR = 3_600.0
_DAY = 24 * _HOUR  # then even a quiet shop's "popular now" has aged
_NIGHT = range(2, 5)  # hours of the shop's own clock
_REST = 60.0  # seconds between fits of the quickest shop
_SHARE = 50  # a fit may take one second of fifty
_FEW = 20  # new clicks worth a recount
_GROWN = 0.1  # so much more than at the last whole fit, and how much each member is believed may have changed


class Refit(StrEnum):
    """A whole fit learns how much to believe each member; a recount has the members take in what is new."""

    RECOUNT = "recount"
    WHOLE = "whole"


def has_rested(*, age_seconds: float, fit_seconds: float) -> bool:
    """Say whether a shop may be fitted again, if there is something new."""
    return age_seconds >= max(_REST, _SHARE * fit_seconds)


def choose_refit(
    *, whole_age_seconds: float, whole_clicks: int, clicks: int, new_clicks: int, hour: int
) -> Refit | None:
    """Return what is due: by night a whole fit, by day a recount of what is new, nothing where nothing is.

    `whole_clicks` were known at the last whole fit, `clicks` at the last of either kind; `hour` is the shop's own.
    """
    if whole_age_seconds >= _DAY or (hour in _NIGHT and whole_age_seconds >= _HOUR * len(_NIGHT)):
        return Refit.WHOLE
    if new_clicks < _FEW:
        return None
    return Refit.WHOLE if clicks + new_clicks >= (1 + _GROWN) * whole_clicks else Refit.RECOUNT
