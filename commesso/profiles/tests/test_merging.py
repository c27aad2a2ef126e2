"""What staff may do about who is who, and that no rule overrules them."""

import pytest

from commesso.kernel.errors import Conflict, NotFound
from commesso.kernel.ids import ProfileId, new_uuid
from commesso.profiles import api as profiles
from commesso.profiles.contracts import ANONYMOUS_ID, EMAIL, USER_ID, Node, ProfileInfo
from commesso.profiles.tests.making import alias, groups, hear, identify, page, people
from commesso.stores.contracts import StoreInfo

LAPTOP, MOBILE, KIOSK = (Node(ANONYMOUS_ID, name) for name in ("laptop", "mobile", "kiosk"))
CLEO, DARIO = Node(USER_ID, "cleo"), Node(USER_ID, "dario")
MAIL = Node(EMAIL, "cleo@example.com")


def grouped(shop: StoreInfo) -> set[frozenset[Node]]:
    return groups(people(shop.id).items())


def find(shop: StoreInfo, node: Node) -> ProfileInfo:
    found = profiles.find_profile(shop.id, node.kind, node.value)
    assert found
    return found


def test_an_undone_merge_leaves_everything_as_it_was_before(shop: StoreInfo) -> None:
    hear(identify({"name": "Cleo at home"}, anonymous="laptop", store_id=shop.id))
    before = find(shop, LAPTOP)
    hear(identify({"name": "Cleo"}, user="cleo", anonymous="laptop", minute=5, store_id=shop.id))
    merge = profiles.list_merges(shop.id, find(shop, CLEO).id)[0]
    undone = profiles.undo_merge(store_id=shop.id, merge_id=merge.id, by="Bo")
    assert undone.undone_by == "Bo"
    assert find(shop, LAPTOP) == before
    assert grouped(shop) == {frozenset({LAPTOP}), frozenset({CLEO})}
    assert find(shop, CLEO).first_seen_at == find(shop, CLEO).last_seen_at


def test_an_undone_merge_stays_undone_though_the_event_is_sent_again(shop: StoreInfo) -> None:
    hear(page(anonymous="laptop", store_id=shop.id))
    sign_in = page(user="cleo", anonymous="laptop", minute=5, store_id=shop.id)
    hear(sign_in)
    merge = profiles.list_merges(shop.id, find(shop, CLEO).id)[0]
    profiles.undo_merge(store_id=shop.id, merge_id=merge.id, by="Bo")
    hear(sign_in, page(user="cleo", anonymous="laptop", minute=9, store_id=shop.id))
    assert grouped(shop) == {frozenset({LAPTOP}), frozenset({CLEO})}


def test_a_merge_is_undone_once(shop: StoreInfo) -> None:
    hear(page(anonymous="laptop", store_id=shop.id))
    hear(page(user="cleo", anonymous="laptop", minute=5, store_id=shop.id))
    merge = profiles.list_merges(shop.id, find(shop, CLEO).id)[0]
    profiles.undo_merge(store_id=shop.id, merge_id=merge.id, by="Bo")
    with pytest.raises(Conflict):
        profiles.undo_merge(store_id=shop.id, merge_id=merge.id, by="Bo")


def test_edda_cannot_undo_merges_of_another_shop(shop: StoreInfo, other_shop: StoreInfo) -> None:
    hear(page(anonymous="laptop", store_id=shop.id))
    hear(page(user="cleo", anonymous="laptop", minute=5, store_id=shop.id))
    merge = profiles.list_merges(shop.id, find(shop, CLEO).id)[0]
    with pytest.raises(NotFound):
        profiles.undo_merge(store_id=other_shop.id, merge_id=merge.id, by="Edda")
    with pytest.raises(NotFound):
        profiles.get_profile(other_shop.id, find(shop, CLEO).id)


def test_staff_make_one_person_of_two_accounts_and_two_again(shop: StoreInfo) -> None:
    hear(identify({"email": "cleo@example.com"}, user="cleo", store_id=shop.id))
    hear(identify({"name": "C. Rossi"}, user="dario", anonymous="mobile", minute=1, store_id=shop.id))
    cleo, dario = find(shop, CLEO), find(shop, DARIO)
    merge = profiles.merge_profiles(store_id=shop.id, profile_id=cleo.id, other_id=dario.id, by="Alma")
    one = find(shop, DARIO)
    assert (one.id, one.name, one.email) == (cleo.id, "C. Rossi", "cleo@example.com")
    assert profiles.get_profile(shop.id, dario.id) == one
    hear(page(user="dario", anonymous="kiosk", minute=3, store_id=shop.id))
    assert grouped(shop) == {frozenset({CLEO, DARIO, MAIL, MOBILE, KIOSK})}
    with pytest.raises(Conflict):
        profiles.merge_profiles(store_id=shop.id, profile_id=cleo.id, other_id=dario.id, by="Alma")
    profiles.undo_merge(store_id=shop.id, merge_id=merge.id, by="Alma")
    assert grouped(shop) == {frozenset({CLEO, MAIL}), frozenset({DARIO, MOBILE, KIOSK})}


def test_the_account_stays_when_an_address_is_merged_with_it(shop: StoreInfo) -> None:
    hear(identify({"email": "cleo@example.com"}, anonymous="laptop", store_id=shop.id))
    hear(page(user="cleo", store_id=shop.id))
    account = find(shop, CLEO)
    profiles.merge_profiles(store_id=shop.id, profile_id=find(shop, MAIL).id, other_id=account.id, by="Bo")
    assert find(shop, LAPTOP).id == account.id
    hear(identify({"email": "cleo@example.com"}, user="dario", minute=4, store_id=shop.id))
    assert find(shop, LAPTOP).id == account.id


def test_a_shared_address_is_suggested_accepted_and_gone(shop: StoreInfo) -> None:
    hear(identify({"email": "cleo@example.com"}, user="cleo", store_id=shop.id))
    hear(identify({"email": "cleo@example.com"}, user="dario", minute=1, store_id=shop.id))
    [suggestion] = profiles.list_merge_suggestions(shop.id).items
    assert suggestion.identifier == MAIL
    assert {suggestion.profile.id, suggestion.other.id} == {find(shop, CLEO).id, find(shop, DARIO).id}
    assert profiles.list_suggestions_for(shop.id, find(shop, CLEO).id) == [suggestion]
    assert profiles.list_suggestions_for(shop.id, find(shop, DARIO).id) == [suggestion]
    profiles.accept_suggestion(store_id=shop.id, suggestion_id=suggestion.id, by="Bo")
    assert grouped(shop) == {frozenset({CLEO, DARIO, MAIL})}
    assert profiles.list_merge_suggestions(shop.id).items == ()


def test_a_dismissed_suggestion_does_not_come_back(shop: StoreInfo) -> None:
    events = [
        identify({"email": "cleo@example.com"}, user="cleo", store_id=shop.id),
        identify({"email": "cleo@example.com"}, user="dario", minute=1, store_id=shop.id),
    ]
    hear(*events)
    [suggestion] = profiles.list_merge_suggestions(shop.id).items
    profiles.dismiss_suggestion(store_id=shop.id, suggestion_id=suggestion.id, by="Bo")
    hear(*events)
    assert profiles.list_merge_suggestions(shop.id).items == ()


def test_an_alias_between_accounts_is_suggested(shop: StoreInfo) -> None:
    hear(page(user="cleo", store_id=shop.id), page(user="dario", store_id=shop.id))
    hear(alias(user="cleo", previous="dario", minute=1, store_id=shop.id))
    [suggestion] = profiles.list_merge_suggestions(shop.id).items
    profiles.accept_suggestion(store_id=shop.id, suggestion_id=suggestion.id, by="Bo")
    assert find(shop, DARIO).id == find(shop, CLEO).id


def test_an_address_everybody_gives_is_suggested_for_nobody(shop: StoreInfo) -> None:
    hear(identify({"email": "till@shop.example"}, user="u0", store_id=shop.id))
    for number in range(1, 15):
        hear(identify({"email": "till@shop.example"}, user=f"u{number}", minute=number, store_id=shop.id))
    assert profiles.list_merge_suggestions(shop.id).items == ()


def test_suggestions_come_in_pages(shop: StoreInfo) -> None:
    for number in range(5):
        hear(identify({"email": f"m{number}@example.com"}, user=f"a{number}", store_id=shop.id))
        hear(identify({"email": f"m{number}@example.com"}, user=f"b{number}", minute=1, store_id=shop.id))
    first = profiles.list_merge_suggestions(shop.id, limit=3)
    second = profiles.list_merge_suggestions(shop.id, limit=3, cursor=first.next_cursor)
    assert len({each.id for each in (*first.items, *second.items)}) == 5
    assert second.next_cursor == ""


def test_a_device_taken_off_a_person_stands_alone_and_stays_so(shop: StoreInfo) -> None:
    hear(page(user="cleo", anonymous="kiosk", store_id=shop.id))
    [kiosk] = [
        each for each in profiles.list_identifiers(shop.id, find(shop, CLEO).id) if each.value == "kiosk"
    ]
    profiles.split_identifier(store_id=shop.id, identifier_id=kiosk.id, by="Bo")
    assert grouped(shop) == {frozenset({KIOSK}), frozenset({CLEO})}
    hear(
        page(user="cleo", anonymous="kiosk", minute=5, store_id=shop.id),
        page(anonymous="kiosk", store_id=shop.id),
    )
    assert grouped(shop) == {frozenset({KIOSK}), frozenset({CLEO})}


def test_what_a_person_is_known_by_cannot_be_taken_off(shop: StoreInfo) -> None:
    hear(page(user="cleo", anonymous="kiosk", store_id=shop.id))
    [account] = [
        each for each in profiles.list_identifiers(shop.id, find(shop, CLEO).id) if each.value == "cleo"
    ]
    with pytest.raises(Conflict):
        profiles.split_identifier(store_id=shop.id, identifier_id=account.id, by="Bo")


def test_a_person_nobody_knows_cannot_be_found(shop: StoreInfo) -> None:
    with pytest.raises(NotFound):
        profiles.get_profile(shop.id, ProfileId(new_uuid()))
    assert profiles.find_profile(shop.id, EMAIL, "nobody@example.com") is None
    assert profiles.find_profile(shop.id, EMAIL, "no address") is None
