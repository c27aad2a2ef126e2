"""Reading what events of the stream say about who somebody is. Nothing here looks anything up."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

import msgspec

from commesso.events.stream import NO_SOURCE, Kind, StreamEvent
from commesso.kernel.ids import StoreId
from commesso.profiles.contracts import ANONYMOUS_ID, EMAIL, EXTERNAL, PHONE, USER_ID, Node
from commesso.profiles.rules.consents import CONSENT_EVENTS, Choice, Stamp, read_choices, read_stamp
from commesso.profiles.rules.identifiers import clean_id, make_node, strength
from commesso.profiles.rules.traits import clean_traits


class Sighting(msgspec.Struct, gc=False):
    """`anchor`, the strongest identifier of an event, was seen together with the weaker `others`.

    Events that say the same are one sighting: from `at`, told by event `told_by`, until `last_at`.
    """

    anchor: Node
    others: tuple[Node, ...]
    at: datetime
    last_at: datetime
    told_by: str
    source: str
    is_visit: bool = True  # False: staff said so, nobody was there

    def widen(self, at: datetime, event_id: str) -> None:
        self.at, self.told_by = min((self.at, self.told_by), (at, event_id))
        self.last_at = max(self.last_at, at)


class Statement(msgspec.Struct, gc=False):
    """What an event says about the person behind `anchor`. Its stamp was repeated `until` then."""

    anchor: Node
    at: datetime
    told_by: str
    source: str
    traits: Mapping[str, Any] = {}
    stamp: Stamp | None = None
    until: datetime | None = None
    choices: tuple[Choice, ...] = ()
    is_restated: bool = False  # an import says again what holds: only what is new is recorded


class Rivalry(msgspec.Struct, frozen=True, gc=False):
    """`node` was called another name of `owner`, which only staff may believe: both are known people."""

    node: Node
    owner: Node
    at: datetime
    told_by: str


class Gathered(msgspec.Struct):
    """All that a block says about one store's people."""

    sightings: dict[tuple[Node, tuple[Node, ...]], Sighting] = {}
    statements: list[Statement] = []
    rivalries: list[Rivalry] = []


class _Context(msgspec.Struct, rename="camel"):
    traits: Any = None
    external_ids: Any = None


# Events whose e-mail and phone are the shopper's own; those of others ("Cart Shared") may be a friend's.
_OWN = frozenset(
    {
        *("Checkout Started", "Started Order", "Checkout Step Completed", "Completed Checkout Step"),
        *("Order Completed", "Completed Order", "Order Updated", "Updated Order"),
        *("Signed Up", "Signed In", "Subscribed", "Email Captured"),
    }
)
_CAREFUL = CONSENT_EVENTS | _OWN
_decode_context = msgspec.json.Decoder(_Context).decode
_Visitor = tuple[int, str, str]  # store, user id, anonymous id


def gather(events: Iterable[StreamEvent], regions: Mapping[StoreId, str]) -> dict[StoreId, Gathered]:
    """Return what a block of events says, by store. `regions` gives the country of numbers without prefix."""
    found = {store_id: Gathered() for store_id in regions}
    seen: dict[_Visitor, Sighting | None] = {}
    stamped: dict[_Visitor, Statement] = {}
    for event in events:
        gathered = found.get(event.store_id)
        if gathered is None:
            continue
        context, kind = bytes(event.context), event.kind
        if (
            kind is Kind.IDENTIFY  # one by one, as hashing an enum costs more than these three
            or kind is Kind.ALIAS
            or kind is Kind.GROUP
            or event.name in _CAREFUL
            or b'"traits"' in context
            or b'"externalIds"' in context
        ):
            _read_with_care(gathered, event, context, regions[event.store_id])
            continue
        # Nearly all events: they only say that somebody was there, and perhaps what they agreed to.
        visitor = event.store_id, event.user_id, event.anonymous_id
        if visitor not in seen:
            seen[visitor] = _meet(gathered, event)
        elif (sighting := seen[visitor]) is not None:
            sighting.widen(event.at, event.id)
        if b'"categoryPreferences"' in context and (sighting := seen[visitor]) is not None:
            statement = _read_stamp(event, context, sighting.anchor, stamped.get(visitor))
            if statement is not None:
                stamped[visitor] = statement
                gathered.statements.append(statement)
    return found


def _read_stamp(
    event: StreamEvent, context: bytes, anchor: Node, before: Statement | None
) -> Statement | None:
    """Return the consent an event carries along, unless `before`, the visitor's last, said the same."""
    stamp = read_stamp(context)
    if stamp is None:
        return None
    if before and before.stamp and before.stamp.digest == stamp.digest and event.at >= before.at:
        before.until = max(before.until or event.at, event.at)
        return None
    return Statement(anchor, event.at, event.id, _source(event), stamp=stamp)


def see(
    gathered: Gathered,
    nodes: Iterable[Node],
    *,
    at: datetime,
    told_by: str,
    source: str,
    last_at: datetime | None = None,
) -> Sighting | None:
    """Note that these identifiers were seen together; return None if there are none."""
    ranked = sorted(dict.fromkeys(nodes), key=lambda node: strength(node.kind), reverse=True)
    if not ranked:
        return None
    anchor = ranked[0]
    others = tuple(_one_of_a_kind(ranked, anchor))
    sighting = Sighting(anchor, others, at, last_at or at, told_by, source)
    known = gathered.sightings.setdefault((anchor, others), sighting)
    if known is not sighting:
        known.widen(at, told_by)
        known.last_at = max(known.last_at, sighting.last_at)
    return known


def _one_of_a_kind(ranked: list[Node], anchor: Node) -> Iterator[Node]:
    """Leave out an event's second address or number, perhaps another person's. An alias names two devices."""
    kinds = {anchor.kind}
    for node in ranked:
        if node.kind not in kinds:
            yield node
            if node.kind != ANONYMOUS_ID:
                kinds.add(node.kind)


def _meet(gathered: Gathered, event: StreamEvent) -> Sighting | None:
    """Note who an event comes from, as its own ids say."""
    user_id, anonymous_id = _clean(event.user_id), _clean(event.anonymous_id)
    device = (Node(ANONYMOUS_ID, anonymous_id),) if anonymous_id else ()
    if user_id:
        anchor, others = Node(USER_ID, user_id), device
    elif device:
        anchor, others = device[0], ()
    else:
        return None
    sighting = Sighting(anchor, others, event.at, event.at, event.id, _source(event))
    known = gathered.sightings.setdefault((anchor, others), sighting)
    if known is not sighting:
        known.widen(event.at, event.id)
    return known


def _see(gathered: Gathered, nodes: list[Node], event: StreamEvent) -> Sighting | None:
    return see(gathered, nodes, at=event.at, told_by=event.id, source=_source(event))


def _source(event: StreamEvent) -> str:
    """Who told it: a source of the shop, or a file, as customers of a file have it."""
    return f"source:{event.source_id}" if event.source_id != NO_SOURCE else "import"


def _known_ids(event: StreamEvent) -> list[Node]:
    nodes = []
    if user_id := _clean(event.user_id):
        nodes.append(Node(USER_ID, user_id))
    if anonymous_id := _clean(event.anonymous_id):
        nodes.append(Node(ANONYMOUS_ID, anonymous_id))
    return nodes


_clean = lru_cache(maxsize=50_000)(clean_id)


def _read_with_care(gathered: Gathered, event: StreamEvent, context: bytes, region: str) -> None:
    opened = _open(context)
    body = _read_body(event)
    told = body if event.kind is Kind.IDENTIFY else {}
    nodes = _known_ids(event)
    for traits in (told, opened.traits, body if event.name in _OWN else {}):
        nodes += _nodes_of_traits(traits, region)
    nodes += _nodes_of_externals(opened.external_ids, region)
    previous = _nodes_of_previous(event.previous_id) if event.kind is Kind.ALIAS else []
    nodes += previous
    sighting = _see(gathered, nodes, event)
    if sighting is None:
        return
    if previous and sighting.anchor.kind == USER_ID:
        rival = Node(USER_ID, event.previous_id.strip())
        if rival != sighting.anchor:
            gathered.rivalries.append(Rivalry(rival, sighting.anchor, event.at, event.id))
    statement = Statement(
        sighting.anchor,
        event.at,
        event.id,
        _source(event),
        clean_traits({"group_id": event.group_id} if event.kind is Kind.GROUP and event.group_id else told),
        None if event.name in CONSENT_EVENTS else read_stamp(context),
        choices=read_choices(event.name, body, context),
    )
    if statement.traits or statement.stamp or statement.choices:
        gathered.statements.append(statement)


def _open(context: bytes) -> _Context:
    try:
        return _decode_context(context)
    except msgspec.DecodeError:
        return _Context()


def _read_body(event: StreamEvent) -> dict[str, Any]:
    try:
        return event.read_props()
    except msgspec.DecodeError:
        return {}


def _nodes_of_traits(traits: Any, region: str) -> list[Node]:
    if not isinstance(traits, dict):
        return []
    sent = ((EMAIL, traits.get("email")), (PHONE, traits.get("phone") or traits.get("phone_number")))
    made = (make_node(kind, text, region=region) for kind, text in sent if isinstance(text, str))
    return [node for node in made if node]


def _nodes_of_externals(externals: Any, region: str) -> list[Node]:
    """Read Segment's `context.externalIds`: [{id, type, collection, encoding}]."""
    nodes = []
    for each in externals if isinstance(externals, list) else ():
        if not isinstance(each, dict) or each.get("collection", "users") != "users":
            continue
        kind, text = each.get("type"), each.get("id")
        if isinstance(kind, str) and kind and isinstance(text, str | int):
            known = kind in (USER_ID, EMAIL, PHONE, ANONYMOUS_ID)
            node = make_node(kind if known else (EXTERNAL + kind)[:50], str(text), region=region)
            nodes += [node] if node else []
    return nodes


def _nodes_of_previous(text: str) -> list[Node]:
    """An alias's old name: an address by its shape, else the id of a device."""
    node = make_node(EMAIL, text) or make_node(ANONYMOUS_ID, text)
    return [node] if node else []
