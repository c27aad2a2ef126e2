"""What rooms above may ask of discovery.

`from commesso.discovery import api as discovery`
"""

from commesso.discovery.actions.reaching import recommend_to

__all__ = ["recommend_to"]
