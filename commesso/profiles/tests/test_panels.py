"""Staff see and change who a customer is."""

import json
from typing import Any

import pytest
from django.test import Client

from commesso.kernel.errors import NotFound
from commesso.kernel.ids import ProfileId, new_uuid
from commesso.profiles import api as profiles
from commesso.profiles.contracts import EMAIL, USER_ID, ProfileInfo
from commesso.profiles.tests.making import hear, identify, page
from commesso.stores.contracts import StoreInfo

PANELS = ("consent", "identifiers", "traits", "privacy")


@pytest.fixture
def cleo(shop: StoreInfo) -> ProfileInfo:
    traits = {"email": "cleo@example.com", "name": "Cleo Rossi", "size": "<M>"}
    hear(page(anonymous="laptop", store_id=shop.id))
    hear(identify(traits, user="cleo", anonymous="laptop", minute=1, store_id=shop.id))
    return find(shop, USER_ID, "cleo")


def find(shop: StoreInfo, kind: str, value: str) -> ProfileInfo:
    found = profiles.find_profile(shop.id, kind, value)
    assert found
    return found


def at(person: ProfileInfo, rest: str = "") -> str:
    return f"/s/bottega/customers/{person.id}/{rest}"


def text_of(answer: Any) -> str:
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.parametrize("panel", PANELS)
def test_staff_see_a_panel_and_strangers_and_other_shops_do_not(
    alma: Client, edda: Client, cleo: ProfileInfo, panel: str
) -> None:
    assert alma.get(at(cleo, panel)).status_code == 200
    assert edda.get(at(cleo, panel)).status_code == 404
    assert Client().get(at(cleo, panel)).status_code == 302
    assert alma.get(f"/s/bottega/customers/{new_uuid()}/{panel}").status_code == 404


def test_an_agent_records_an_answer_with_what_was_said(
    bo: Client, shop: StoreInfo, cleo: ProfileInfo
) -> None:
    said = {"purpose": "marketing", "channel": "email", "granted": "yes", "text": "Asked on the phone."}
    assert bo.post(at(cleo, "consent/record"), said).status_code == 302
    [record] = profiles.list_consents(shop.id, cleo.id)
    assert (record.granted, record.source, record.text) == (True, "staff:Bo", "Asked on the phone.")
    assert "Asked on the phone." in text_of(bo.get(at(cleo, "consent")))
    bo.post(at(cleo, "consent/record"), {"purpose": "", "granted": "perhaps"})
    assert len(profiles.list_consents(shop.id, cleo.id)) == 1


def test_an_agent_writes_down_and_forgets_a_trait(bo: Client, shop: StoreInfo, cleo: ProfileInfo) -> None:
    bo.post(at(cleo, "traits/set"), {"name": "birthday", "value": "12 May"})
    panel = text_of(bo.get(at(cleo, "traits")))
    assert "12 May" in panel
    assert "&lt;M&gt;" in panel
    bo.post(at(cleo, "traits/unset"), {"name": "birthday"})
    bo.post(at(cleo, "traits/set"), {"name": "x" * 101, "value": "1"})
    assert [each.name for each in profiles.list_traits(shop.id, cleo.id)] == ["email", "name", "size"]


def test_an_agent_undoes_a_merge(bo: Client, shop: StoreInfo, cleo: ProfileInfo) -> None:
    assert "was seen together with cleo" in text_of(bo.get(at(cleo, "identifiers")))
    merge = next(each for each in profiles.list_merges(shop.id, cleo.id) if not each.undone_at)
    assert bo.post(f"/s/bottega/customers/merges/{merge.id}/undo").status_code == 302
    assert find(shop, "anonymous_id", "laptop").id != cleo.id
    assert bo.post(f"/s/bottega/customers/merges/{merge.id}/undo").status_code == 302
    assert bo.post("/s/bottega/customers/merges/999999/undo").status_code == 404


def test_an_agent_takes_a_device_off(bo: Client, shop: StoreInfo, cleo: ProfileInfo) -> None:
    [mail] = [each for each in profiles.list_identifiers(shop.id, cleo.id) if each.kind == EMAIL]
    bo.post(at(cleo, f"identifiers/{mail.id}/split"))
    assert find(shop, EMAIL, "cleo@example.com").id != cleo.id
    [account] = [each for each in profiles.list_identifiers(shop.id, cleo.id) if each.kind == USER_ID]
    bo.post(at(cleo, f"identifiers/{account.id}/split"))
    assert find(shop, USER_ID, "cleo").id == cleo.id


def test_an_agent_merges_by_what_the_other_is_known_by(
    bo: Client, shop: StoreInfo, cleo: ProfileInfo
) -> None:
    hear(page(user="501", store_id=shop.id))
    bo.post(at(cleo, "merge"), {"other": "nobody@example.com"})
    bo.post(at(cleo, "merge"), {"other": ""})
    bo.post(at(cleo, "merge"), {"other": "Cleo@example.com"})
    assert find(shop, USER_ID, "501").id != cleo.id
    bo.post(at(cleo, "merge"), {"other": "501"})
    assert find(shop, USER_ID, "501").id == cleo.id


def test_a_suggestion_is_decided_and_the_decision_taken_back(
    alma: Client, shop: StoreInfo, cleo: ProfileInfo
) -> None:
    hear(identify({"email": "cleo@example.com"}, user="dario", minute=3, store_id=shop.id))
    [suggestion] = profiles.list_merge_suggestions(shop.id).items
    place = f"/s/bottega/customers/suggestions/{suggestion.id}"
    assert "cleo@example.com" in text_of(alma.get("/s/bottega/customers/suggestions"))
    assert "Two people" in text_of(alma.get(at(cleo, "identifiers")))
    alma.post(f"{place}/dismiss", {"seen_at": str(cleo.id)})
    assert "Nobody to decide about" in text_of(alma.get("/s/bottega/customers/suggestions"))
    alma.post(f"{place}/restore")
    answer = alma.post(f"{place}/accept", {"seen_at": str(cleo.id)})
    assert answer.headers["Location"] == at(cleo)
    assert find(shop, USER_ID, "dario").id == cleo.id
    assert alma.post(f"{place}/accept").status_code == 302
    assert alma.get("/s/bottega/customers/suggestions?cursor=nonsense").status_code == 404


def test_edda_changes_nothing_in_another_shop(edda: Client, shop: StoreInfo, cleo: ProfileInfo) -> None:
    merge = profiles.list_merges(shop.id, cleo.id)[0]
    doors = ["consent/record", "traits/set", "merge", "erase", "export"]
    assert {edda.post(at(cleo, door)).status_code for door in doors} <= {404, 405}
    assert edda.post(f"/s/edda/customers/merges/{merge.id}/undo").status_code == 404
    assert edda.get(f"/s/edda/customers/{cleo.id}/export").status_code == 404
    assert profiles.list_merges(shop.id, cleo.id) == [merge]


@pytest.mark.usefixtures("event_store")
def test_everything_that_is_held_is_handed_over_as_a_file(bo: Client, cleo: ProfileInfo) -> None:
    answer = bo.get(at(cleo, "export"))
    assert "attachment" in answer.headers["Content-Disposition"]
    assert json.loads(answer.content)["profile"]["email"] == "cleo@example.com"


def test_only_the_owner_erases_and_only_when_sure(
    alma: Client, bo: Client, stream: Any, shop: StoreInfo, cleo: ProfileInfo
) -> None:
    stream.drain()
    assert bo.post(at(cleo, "erase"), {"sure": "on"}).status_code == 404
    alma.post(at(cleo, "erase"), {})
    assert profiles.get_profile(shop.id, ProfileId(cleo.id)) == cleo
    answer = alma.post(at(cleo, "erase"), {"sure": "on"})
    assert answer.headers["Location"] == "/s/bottega/customers/erased"
    with pytest.raises(NotFound):
        profiles.get_profile(shop.id, cleo.id)
    receipts = text_of(alma.get("/s/bottega/customers/erased"))
    assert str(cleo.id) in receipts
    assert "cleo@example.com" not in receipts
