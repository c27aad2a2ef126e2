"""What the clock starts."""

from datetime import datetime

from commesso.profiles.actions import erasing, mapping


def finish_erasures(at: datetime) -> None:
    """Sweep up what came in late about people who were erased."""
    erasing.finish_erasures(at)


def refresh_people(_at: datetime) -> None:
    """Let reports know of the latest merges."""
    mapping.refresh_people()
