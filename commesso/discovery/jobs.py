from datetime import datetime

from commesso.discovery.actions.counting import forget_old_counts, write_query_counts
from commesso.discovery.actions.fitting import refresh_shops
from commesso.discovery.actions.guiding import refresh_guides
from commesso.discovery.actions.searching import work_in_background


def every_few_seconds(now: datetime) -> None:
    refresh_guides(now)


def refresh_recommendations(now: datetime) -> None:
    refresh_shops(now)


def refresh_search(_now: datetime) -> None:
    work_in_background()


def write_counts(_now: datetime) -> None:
    write_query_counts()


def forget_counts(now: datetime) -> None:
    forget_old_counts(now)
