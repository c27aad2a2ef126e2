"""What rooms above may ask of connectors.

`from commesso.connectors import api as connectors`
"""

from commesso.connectors.actions.running import import_file
from commesso.connectors.queries.maps import find_map, list_ready_maps
from commesso.connectors.queries.runs import get_run, list_runs
from commesso.connectors.queries.things import rehearse
from commesso.connectors.rules.maps import parse_map

__all__ = ["find_map", "get_run", "import_file", "list_ready_maps", "list_runs", "parse_map", "rehearse"]
