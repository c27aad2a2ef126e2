from datetime import datetime

from commesso.collector.actions import write_refusals


def on_tick(_now: datetime) -> None:
    write_refusals()
