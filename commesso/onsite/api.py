"""What rooms above may ask of onsite.

`from commesso.onsite import api as onsite`
"""

from commesso.onsite.actions.panels import open_ready_panels

__all__ = ["open_ready_panels"]
