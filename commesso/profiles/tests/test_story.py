"""From the log to the person's story, and out again: the map, the timeline, the export, the erasure."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from commesso.infra import api as infra
from commesso.kernel.clock import now
from commesso.kernel.errors import NotFound
from commesso.profiles import api as profiles
from commesso.profiles import jobs
from commesso.profiles.contracts import ANONYMOUS_ID, EMAIL, USER_ID, ProfileInfo
from commesso.profiles.models import Claim, Consent, Identifier, Merge, Profile, Receipt, Term, Trait
from commesso.profiles.tests.making import identify, page, track
from commesso.stores import api as stores
from commesso.stores.contracts import StoreInfo

TABLES: tuple[type[infra.StoreTable], ...] = (Profile, Identifier, Trait, Consent, Merge, Claim, Term)


@pytest.fixture
def bottega(stream: Any) -> StoreInfo:
    assert stream.drain() is None  # the stream empties the tables first
    return stores.create_store(slug="bottega", name="Bottega Alma")


def send(stream: Any, *events: Any) -> None:
    infra.append_offline("main", list(events))
    stream.drain()


def find(shop: StoreInfo, kind: str, value: str) -> ProfileInfo:
    found = profiles.find_profile(shop.id, kind, value)
    assert found
    return found


def visit(shop: StoreInfo) -> list[Any]:
    consent = {"purpose": "marketing", "granted": True, "text": "Yes"}
    return [
        page(anonymous="laptop", store_id=shop.id),
        track(
            "Product Viewed", anonymous="laptop", minute=1, traits={"product_id": "lamp"}, store_id=shop.id
        ),
        identify({"email": "cleo@example.com"}, user="cleo", anonymous="laptop", minute=2, store_id=shop.id),
        track("Consent Updated", user="cleo", minute=3, traits=consent, store_id=shop.id),
        page(anonymous="else", minute=3, store_id=shop.id),
    ]


def mapped(shop: StoreInfo) -> dict[str, str]:
    rows = infra.query_text(
        "SELECT visitor_id, toString(argMax(profile_id, version)) AS person FROM identities "
        "WHERE store_id = {store:UInt32} GROUP BY visitor_id",
        {"store": shop.id},
    )
    return {row["visitor_id"]: row["person"] for row in rows}


def count_persons(shop: StoreInfo) -> int:
    """As the README shows it to the rooms above."""
    rows = infra.query_text(
        "SELECT uniq(person(store_id, visitor_id)) AS number FROM events "
        "WHERE store_id = {store:UInt32} AND kind != 'fact'",
        {"store": shop.id},
    )
    return int(rows[0]["number"])


def test_reports_learn_whose_each_visitor_is_and_follow_a_merge_and_its_undo(
    stream: Any, bottega: StoreInfo
) -> None:
    send(stream, *visit(bottega)[:2])
    visitor = str(find(bottega, ANONYMOUS_ID, "laptop").id)
    assert mapped(bottega) == {"a:laptop": visitor}
    send(stream, *visit(bottega)[2:4])
    cleo = find(bottega, USER_ID, "cleo")
    known = mapped(bottega)
    assert known["a:laptop"] == known["u:cleo"] == str(cleo.id)
    assert len([key for key in known if key.startswith("e:")]) == 1
    assert count_persons(bottega) == 1
    merge = next(each for each in profiles.list_merges(bottega.id, cleo.id) if str(each.merged_id) == visitor)
    profiles.undo_merge(store_id=bottega.id, merge_id=merge.id, by="Bo")
    stream.drain()
    assert mapped(bottega)["a:laptop"] == visitor
    jobs.refresh_people(now())
    assert count_persons(bottega) == 2


def test_the_timeline_shows_what_a_person_did_before_and_after_the_sign_in(
    stream: Any, bottega: StoreInfo
) -> None:
    send(stream, *visit(bottega))
    cleo = find(bottega, USER_ID, "cleo")
    told = profiles.timeline(bottega.id, cleo.id)
    shopper = [each for each in told if each.kind != "fact"]
    assert [each.name or each.kind for each in shopper] == [
        "Consent Updated",
        "identify",
        "Product Viewed",
        "page",
    ]
    assert profiles.timeline(bottega.id, cleo.id, before=shopper[2].at, limit=1)[0].id == shopper[3].id


def test_the_export_holds_everything(stream: Any, bottega: StoreInfo) -> None:
    send(stream, *visit(bottega))
    export = profiles.export_profile(bottega.id, find(bottega, USER_ID, "cleo").id)
    assert export["profile"]["email"] == "cleo@example.com"
    assert {each["value"] for each in export["identifiers"]} == {"cleo", "laptop", "cleo@example.com"}
    assert [each["name"] for each in export["traits"]] == ["email"]
    assert [each["text"] for each in export["consents"]] == ["Yes"]
    assert len([each for each in export["events"] if each["kind"] != "fact"]) == 4
    assert export["orders"] == []


def test_an_erased_person_is_gone_from_every_place(stream: Any, bottega: StoreInfo) -> None:
    send(stream, *visit(bottega))
    cleo = find(bottega, USER_ID, "cleo")
    receipt = profiles.erase_profile(store_id=bottega.id, profile_id=cleo.id, by="Alma")
    assert receipt.erased_by == "Alma"
    assert receipt.counts["identifiers"] == 3
    assert receipt.counts["events"] >= 4
    assert receipt.counts["log"] >= 4
    with pytest.raises(NotFound):
        profiles.get_profile(bottega.id, cleo.id)
    left = {table.__name__: table.objects.for_store(bottega.id).count() for table in TABLES}
    assert {name: count for name, count in left.items() if count} == {
        "Profile": 1,
        "Identifier": 1,
    }  # the other's
    stream.drain()
    rows = infra.query_text("SELECT visitor_id, name, body FROM events")
    assert [row["visitor_id"] for row in rows if row["visitor_id"]] == ["a:else"]
    assert not [
        row for row in rows if "cleo" in row["body"] or row["name"] in {"IdentitiesLinked", "ProfileErased"}
    ]
    assert set(mapped(bottega)) == {"a:else"}
    segments = [file for file in (Path(settings.DATA) / "log" / "main").iterdir() if file.is_file()]
    assert segments
    assert not [file for file in segments if b"cleo" in file.read_bytes()]
    told = list(infra.iter_recent("facts"))
    assert [event.name for event in told if b"cleo" in bytes(event.props)] == ["ProfileErased"]
    links = [bytes(event.props) for event in told if event.name == "IdentitiesLinked"]
    assert any(b"a:else" in body for body in links), "what is said of others stays"


def test_what_comes_in_late_about_an_erased_person_goes_too(stream: Any, bottega: StoreInfo) -> None:
    send(stream, *visit(bottega))
    profiles.erase_profile(store_id=bottega.id, profile_id=find(bottega, USER_ID, "cleo").id, by="Alma")
    send(stream, page(user="cleo", anonymous="laptop", minute=4, store_id=bottega.id))
    assert profiles.find_profile(bottega.id, USER_ID, "cleo")
    jobs.finish_erasures(now())
    assert profiles.find_profile(bottega.id, USER_ID, "cleo")
    jobs.finish_erasures(now() + timedelta(minutes=11))
    assert profiles.find_profile(bottega.id, USER_ID, "cleo") is None
    receipt = Receipt.objects.for_store(bottega.id).get()
    assert receipt.pending == {}
    assert profiles.list_receipts(bottega.id)[0].finished_at
    stream.drain()
    rows = infra.query_text(
        "SELECT count() AS number FROM events WHERE visitor_id != 'a:else' AND visitor_id != ''"
    )
    assert rows[0]["number"] == 0


def test_a_choice_is_told_once(stream: Any, bottega: StoreInfo) -> None:
    choice = track(
        "Consent Updated", user="cleo", traits={"purpose": "ads", "granted": True}, store_id=bottega.id
    )
    send(stream, choice, choice)
    send(stream, choice)
    rows = infra.query_text("SELECT visitor_id, body FROM events WHERE name = 'ConsentChanged'")
    assert [row["visitor_id"] for row in rows] == ["u:cleo"]


def test_an_erased_person_may_come_back_as_a_stranger(stream: Any, bottega: StoreInfo) -> None:
    send(stream, *visit(bottega))
    before = find(bottega, EMAIL, "cleo@example.com")
    profiles.erase_profile(store_id=bottega.id, profile_id=before.id, by="Alma")
    minutes = (now() - before.last_seen_at) / timedelta(minutes=1) + 60
    send(stream, identify({"email": "cleo@example.com"}, user="cleo", minute=minutes, store_id=bottega.id))
    jobs.finish_erasures(now() + timedelta(minutes=11))
    after = find(bottega, EMAIL, "cleo@example.com")
    assert after.id != before.id
