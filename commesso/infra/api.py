"""What rooms may ask of the plumbing.

`from commesso.infra import api as infra`
"""

from commesso.infra import jsonapi
from commesso.infra.eventstore.client import command, insert_rows, query, query_one, query_text
from commesso.infra.log.erase import erase_from_log
from commesso.infra.log.lanes import MAIN, append_offline, iter_recent, open_lane
from commesso.infra.outbox import caused_by, list_waiting_facts, publish
from commesso.infra.rows import delete_rows, put, slices, upsert, write_rows
from commesso.infra.stream.drain import count_behind, drain
from commesso.infra.stream.lag import count_set_aside
from commesso.infra.stream.registry import every, list_subscriptions, rest_while, subscribe
from commesso.infra.stream.runner import Runner
from commesso.infra.tables import StoreManager, StoreTable

__all__ = [
    "MAIN",
    "Runner",
    "StoreManager",
    "StoreTable",
    "append_offline",
    "caused_by",
    "command",
    "count_behind",
    "count_set_aside",
    "delete_rows",
    "drain",
    "erase_from_log",
    "every",
    "insert_rows",
    "iter_recent",
    "jsonapi",
    "list_subscriptions",
    "list_waiting_facts",
    "open_lane",
    "publish",
    "put",
    "query",
    "query_one",
    "query_text",
    "rest_while",
    "slices",
    "subscribe",
    "upsert",
    "write_rows",
]
