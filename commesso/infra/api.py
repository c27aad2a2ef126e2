"""What rooms may ask of the plumbing.

`from commesso.infra import api as infra`
"""

from commesso.infra import jsonapi, storefront
from commesso.infra.apart import compute
from commesso.infra.eventstore.client import (
    command,
    insert_rows,
    query,
    query_lines,
    query_one,
    query_text,
)
from commesso.infra.log.erase import erase_from_log, is_written_elsewhere
from commesso.infra.log.lanes import MAIN, append_offline, iter_recent, open_lane
from commesso.infra.outbox import caused_by, list_waiting_facts, publish
from commesso.infra.rows.reading import Reading, list_rows, list_values, new_row, slices
from commesso.infra.rows.writing import delete_rows, put, run_rows, update_rows, upsert, write_rows
from commesso.infra.stream.drain import count_behind, drain
from commesso.infra.stream.lag import count_set_aside
from commesso.infra.stream.registry import every, list_subscriptions, subscribe
from commesso.infra.stream.retry import (
    discard_set_aside,
    erase_set_aside,
    get_set_aside,
    list_set_aside,
    retry_all_set_aside,
    retry_set_aside,
)
from commesso.infra.stream.runner import Runner
from commesso.infra.stream.rush import rest_while
from commesso.infra.tables import StoreManager, StoreTable

__all__ = [
    "MAIN",
    "Reading",
    "Runner",
    "StoreManager",
    "StoreTable",
    "append_offline",
    "caused_by",
    "command",
    "compute",
    "count_behind",
    "count_set_aside",
    "delete_rows",
    "discard_set_aside",
    "drain",
    "erase_from_log",
    "erase_set_aside",
    "every",
    "get_set_aside",
    "insert_rows",
    "is_written_elsewhere",
    "iter_recent",
    "jsonapi",
    "list_rows",
    "list_set_aside",
    "list_subscriptions",
    "list_values",
    "list_waiting_facts",
    "new_row",
    "open_lane",
    "publish",
    "put",
    "query",
    "query_lines",
    "query_one",
    "query_text",
    "rest_while",
    "retry_all_set_aside",
    "retry_set_aside",
    "run_rows",
    "slices",
    "storefront",
    "subscribe",
    "update_rows",
    "upsert",
    "write_rows",
]
