"""Blocks may come shuffled, twice, or cut anyhow: the same people come out."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import msgspec
import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commesso.events.stream import StreamEvent
from commesso.kernel.ids import StoreId
from commesso.profiles.contracts import Node
from commesso.profiles.models import Consent, Identifier, Merge, Profile, Trait
from commesso.profiles.rules.evidence import gather
from commesso.profiles.tests.making import alias, groups, hear, identify, page, people
from commesso.stores.contracts import StoreInfo

USERS = st.sampled_from(["", "", "cleo", "dario", "bo"])
DEVICES = st.sampled_from(["", "laptop", "mobile", "kiosk"])
MINUTES = st.integers(0, 12)
TRAITS = st.fixed_dictionaries(
    {},
    optional={
        "email": st.sampled_from(["one@example.com", "Two@example.com", "three@example.com"]),
        "phone": st.sampled_from(["+39333111222", "333 111 222", "+39333444555"]),
        "colour": st.sampled_from(["red", "green", "blue"]),
        "name": st.sampled_from(["Cleo", "Dario", None]),
    },
)
STAMPS = st.sampled_from([{}, {}, {"consent": {"categoryPreferences": {"ads": True, "analytics": True}}}])
EVENTS = st.one_of(
    st.builds(page, user=USERS, anonymous=DEVICES, minute=MINUTES, context=STAMPS),
    st.builds(identify, TRAITS, user=USERS, anonymous=DEVICES, minute=MINUTES),
    st.builds(
        alias,
        user=USERS,
        anonymous=DEVICES,
        previous=st.sampled_from(["laptop", "old", "dario"]),
        minute=MINUTES,
    ),
)


@st.composite
def deliveries(draw: st.DrawFn) -> tuple[list[StreamEvent], list[list[StreamEvent]]]:
    """Some events, and the same ones shuffled, some of them twice, in blocks."""
    events = draw(st.lists(EVENTS, min_size=1, max_size=14))
    again = draw(st.permutations(events + draw(st.lists(st.sampled_from(events), max_size=4))))
    cuts = sorted(draw(st.sets(st.integers(1, len(again)), max_size=5)) | {0, len(again)})
    return events, [again[start:end] for start, end in pairwise(cuts)]


def resolve(store_id: StoreId, events: Sequence[StreamEvent]) -> set[frozenset[Node]]:
    """Say who is who from all events at once, as the README puts it: everybody follows their first owner."""
    sightings = gather(events, {store_id: "IT"})[store_id].sightings.values()
    offers: dict[Node, list[tuple[Any, Node]]] = {}
    for sighting in sightings:
        offers.setdefault(sighting.anchor, [])
        for other in sighting.others:
            offers.setdefault(other, []).append((sighting.at, sighting.anchor))

    def follow(node: Node) -> Node:
        return follow(min(offers[node])[1]) if offers[node] else node

    return groups((node, follow(node)) for node in offers)


def picture(store_id: StoreId) -> dict[str, Any]:
    """All that must not depend on the order, without ids."""
    roots = people(store_id)
    names: dict[Any, Node] = {
        root: min(node for node, each in roots.items() if each == root) for root in roots.values()
    }
    shown = ("is_known", "name", "email", "phone", "first_seen_at", "last_seen_at")
    return {
        "people": {
            names[row["id"]]: tuple(row[column] for column in shown)
            for row in Profile.objects.for_store(store_id).filter(merged_into=None).values("id", *shown)
        },
        "identifiers": groups(roots.items()),
        "owners": set(
            Identifier.objects.for_store(store_id).values_list(
                "kind",
                "value",
                "owner_kind",
                "owner_value",
                "linked_at",
                "told_by",
                "first_seen_at",
                "is_anchor",
            )
        ),
        "merges": Merge.objects.for_store(store_id).filter(undone_at=None).count(),
        "traits": {
            (names[root], name, str(value), at)
            for root, name, value, at in Trait.objects.for_store(store_id).values_list(
                "profile__root_id", "name", "value", "at"
            )
        },
        "consents": {
            (names[root], purpose): granted
            for root, purpose, granted in Consent.objects.for_store(store_id)
            .order_by("at", "told_by")
            .values_list("profile__root_id", "purpose", "granted")
        },
    }


@pytest.mark.slow
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(delivery=deliveries())
def test_any_order_gives_the_same_people(
    shop: StoreInfo, delivery: tuple[list[StreamEvent], list[list[StreamEvent]]]
) -> None:
    events, blocks = delivery
    with transaction.atomic():
        hear(*(_of(shop, event) for event in events))
        at_once = picture(shop.id)
        transaction.set_rollback(True)
    with transaction.atomic():
        for block in blocks:
            hear(*(_of(shop, event) for event in block))
        assert picture(shop.id) == at_once
        assert at_once["identifiers"] == resolve(shop.id, [_of(shop, event) for event in events])
        transaction.set_rollback(True)


def _of(shop: StoreInfo, event: StreamEvent) -> StreamEvent:
    return msgspec.structs.replace(event, store_id=shop.id)
