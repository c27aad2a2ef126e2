from datetime import datetime

from commesso.discovery.actions.guiding import refresh_guides


def every_few_seconds(now: datetime) -> None:
    refresh_guides(now)
