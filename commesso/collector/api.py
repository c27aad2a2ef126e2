"""What rooms above may ask of the collector.

`from commesso.collector import api as collector`
"""

from commesso.collector.actions import read_events, restore_sessions
from commesso.collector.endpoints import answers_to, application

__all__ = ["answers_to", "application", "read_events", "restore_sessions"]
