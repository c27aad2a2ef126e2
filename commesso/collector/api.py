"""What rooms above may ask of the collector.

`from commesso.collector import api as collector`

The event store's table `visits` (sql/migrations/0001_visits.sql) is the collector's too: reports read it.
"""

from commesso.collector.actions import read_events, restore_sessions
from commesso.collector.queries import count_refusals, find_last_event

__all__ = [
    "count_refusals",
    "find_last_event",
    "read_events",
    "restore_sessions",
]
