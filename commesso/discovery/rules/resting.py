"""When what was made of a shop's products may be made anew: a large shop's products change all the time."""

_QUICK, _SHARE = 1.0, 20  # seconds; what takes longer to make may take one second of twenty


def may_make_again(*, age_seconds: float, made_in_seconds: float) -> bool:
    return made_in_seconds < _QUICK or age_seconds >= _SHARE * made_in_seconds
