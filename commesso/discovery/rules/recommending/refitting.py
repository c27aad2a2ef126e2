"""When what was learnt of a shop is too old."""

_DAY = 86_400.0  # then even a quiet shop's "popular now" has aged
_REST = 60.0  # seconds between fits of the quickest shop
_SHARE = 50  # a fit may take one second of fifty
_NEW, _FEW = 0.02, 20  # so much of the log must be new, and at least so many clicks


def has_rested(*, age_seconds: float, fit_seconds: float) -> bool:
    """Say whether a shop may be fitted again, if there is something new."""
    return age_seconds >= max(_REST, _SHARE * fit_seconds)


def must_refit(*, age_seconds: float, clicks: int, new_clicks: int) -> bool:
    """Say whether enough is new: a young shop learns from every few clicks, a large one from every fiftieth part."""
    return age_seconds >= _DAY or new_clicks >= max(_FEW, _NEW * clicks)
