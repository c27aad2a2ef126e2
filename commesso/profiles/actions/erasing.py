from datetime import datetime


def finish_erasures(at: datetime) -> None: ...
