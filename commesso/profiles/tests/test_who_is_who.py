"""Who is who, from the events of a shop to its people."""

from commesso.kernel.ids import ProfileId
from commesso.profiles.contracts import ANONYMOUS_ID, EMAIL, PHONE, USER_ID, Node
from commesso.profiles.models import Claim, Merge, Profile
from commesso.profiles.tests.making import NOON, alias, groups, hear, identify, page, people, track
from commesso.stores.contracts import StoreInfo

LAPTOP, MOBILE, KIOSK = (Node(ANONYMOUS_ID, name) for name in ("laptop", "mobile", "kiosk"))
CLEO, DARIO = Node(USER_ID, "cleo"), Node(USER_ID, "dario")
MAIL = Node(EMAIL, "cleo@example.com")


def grouped(shop: StoreInfo) -> set[frozenset[Node]]:
    return groups(people(shop.id).items())


def root_of(shop: StoreInfo, node: Node) -> Profile:
    return Profile.objects.for_store(shop.id).get(pk=people(shop.id)[node])


def test_a_visitor_gets_a_profile_of_their_own(shop: StoreInfo) -> None:
    hear(page(anonymous="laptop", store_id=shop.id), page(anonymous="mobile", store_id=shop.id))
    assert grouped(shop) == {frozenset({LAPTOP}), frozenset({MOBILE})}
    assert not root_of(shop, LAPTOP).is_known


def test_the_anonymous_history_follows_when_the_visitor_signs_in(shop: StoreInfo) -> None:
    hear(page(anonymous="laptop", store_id=shop.id))
    before = people(shop.id)[LAPTOP]
    hear(page(user="cleo", anonymous="laptop", minute=5, store_id=shop.id, event_id="the-sign-in"))
    assert grouped(shop) == {frozenset({LAPTOP, CLEO})}
    cleo = root_of(shop, CLEO)
    assert cleo.is_known
    assert cleo.first_seen_at == NOON
    merge = Merge.objects.for_store(shop.id).get()
    assert (merge.merged_id, merge.profile_id) == (before, cleo.pk)
    assert merge.evidence["event_id"] == "the-sign-in"
    assert merge.evidence["identifier"] == {"kind": ANONYMOUS_ID, "value": "laptop"}


def test_two_devices_become_one_person_by_a_common_account(shop: StoreInfo) -> None:
    hear(page(anonymous="laptop", store_id=shop.id), page(anonymous="mobile", store_id=shop.id))
    hear(page(user="cleo", anonymous="laptop", minute=1, store_id=shop.id))
    hear(page(user="cleo", anonymous="mobile", minute=2, store_id=shop.id))
    assert grouped(shop) == {frozenset({LAPTOP, MOBILE, CLEO})}


def test_an_address_makes_a_visitor_known(shop: StoreInfo) -> None:
    hear(page(anonymous="laptop", store_id=shop.id))
    hear(identify({"email": " Cleo@Example.com"}, anonymous="laptop", minute=1, store_id=shop.id))
    assert grouped(shop) == {frozenset({LAPTOP, MAIL})}
    assert root_of(shop, MAIL).email == "cleo@example.com"


def test_who_subscribed_first_and_signed_in_later_is_one_person(shop: StoreInfo) -> None:
    hear(identify({"email": "cleo@example.com"}, anonymous="laptop", store_id=shop.id))
    hear(identify({"email": "cleo@example.com"}, user="cleo", anonymous="mobile", minute=9, store_id=shop.id))
    assert grouped(shop) == {frozenset({LAPTOP, MOBILE, MAIL, CLEO})}


def test_a_guest_who_checks_out_is_known_but_a_friend_in_an_event_is_not(shop: StoreInfo) -> None:
    hear(page(anonymous="laptop", store_id=shop.id))
    shared = {"share_via": "email", "email": "friend@example.com"}
    hear(track("Cart Shared", anonymous="laptop", minute=1, traits=shared, store_id=shop.id))
    assert grouped(shop) == {frozenset({LAPTOP})}
    order = {"order_id": "7", "email": "cleo@example.com"}
    hear(track("Order Completed", anonymous="laptop", minute=2, traits=order, store_id=shop.id))
    assert grouped(shop) == {frozenset({LAPTOP, MAIL})}


def test_an_alias_names_the_device_of_an_account(shop: StoreInfo) -> None:
    hear(page(anonymous="laptop", store_id=shop.id))
    hear(alias(user="cleo", previous="laptop", minute=1, store_id=shop.id))
    assert grouped(shop) == {frozenset({LAPTOP, CLEO})}


def test_an_alias_of_two_accounts_is_only_a_suggestion(shop: StoreInfo) -> None:
    hear(page(user="dario", store_id=shop.id), page(user="cleo", store_id=shop.id))
    hear(alias(user="cleo", previous="dario", minute=1, store_id=shop.id))
    assert people(shop.id)[CLEO] != people(shop.id)[DARIO]
    claim = Claim.objects.for_store(shop.id).get()
    assert (claim.kind, claim.value, claim.owner_value) == (USER_ID, "dario", "cleo")


def test_a_device_shared_by_two_known_people_never_merges_them(shop: StoreInfo) -> None:
    hear(page(anonymous="kiosk", store_id=shop.id))
    hear(page(user="cleo", anonymous="kiosk", minute=1, store_id=shop.id))
    hear(page(user="dario", anonymous="kiosk", minute=2, store_id=shop.id))
    assert grouped(shop) == {frozenset({KIOSK, CLEO}), frozenset({DARIO})}


def test_a_shared_device_belongs_to_who_came_first_though_told_last(shop: StoreInfo) -> None:
    hear(page(user="dario", anonymous="kiosk", minute=2, store_id=shop.id))
    hear(page(anonymous="kiosk", minute=0, store_id=shop.id))
    assert people(shop.id)[KIOSK] == people(shop.id)[DARIO]
    hear(page(user="cleo", anonymous="kiosk", minute=1, store_id=shop.id))
    assert grouped(shop) == {frozenset({KIOSK, CLEO}), frozenset({DARIO})}


def test_two_accounts_with_one_address_stay_two_and_are_suggested(shop: StoreInfo) -> None:
    hear(identify({"email": "cleo@example.com"}, user="cleo", store_id=shop.id))
    hear(identify({"email": "cleo@example.com"}, user="dario", minute=1, store_id=shop.id))
    assert grouped(shop) == {frozenset({MAIL, CLEO}), frozenset({DARIO})}
    claim = Claim.objects.for_store(shop.id).get()
    assert (claim.value, claim.owner_value) == ("cleo@example.com", "dario")
    assert root_of(shop, DARIO).email == "cleo@example.com"


def test_a_phone_is_read_in_the_country_of_the_shop(shop: StoreInfo) -> None:
    hear(identify({"phone": "333 1234567"}, user="cleo", store_id=shop.id))
    assert grouped(shop) == {frozenset({Node(PHONE, "+393331234567"), CLEO})}
    assert root_of(shop, CLEO).phone == "+393331234567"


def test_an_id_of_another_system_finds_the_person_again(shop: StoreInfo) -> None:
    card = {"externalIds": [{"id": "77", "type": "loyalty", "collection": "users", "encoding": "none"}]}
    hear(identify({}, user="cleo", context=card, store_id=shop.id))
    hear(track("Card Swiped", anonymous="kiosk", minute=3, context=card, store_id=shop.id))
    assert grouped(shop) == {frozenset({CLEO, KIOSK, Node("external:loyalty", "77")})}


def test_junk_ids_make_nobody(shop: StoreInfo) -> None:
    hear(page(user="null", anonymous="undefined", store_id=shop.id), page(user="0", store_id=shop.id))
    assert people(shop.id) == {}
    hear(page(user="null", anonymous="laptop", store_id=shop.id))
    assert grouped(shop) == {frozenset({LAPTOP})}


def test_a_machine_with_endless_devices_stops_collecting_them(shop: StoreInfo) -> None:
    hear(
        *(
            page(user="cleo", anonymous=f"device-{number}", minute=number, store_id=shop.id)
            for number in range(520)
        )
    )
    assert len(people(shop.id)) == 501
    hear(page(user="cleo", anonymous="device-9999", minute=600, store_id=shop.id))
    assert len(people(shop.id)) == 501


def test_a_visitor_of_a_signed_in_person_keeps_a_branch_that_can_be_cut(shop: StoreInfo) -> None:
    hear(page(user="cleo", anonymous="laptop", store_id=shop.id))
    assert Profile.objects.for_store(shop.id).count() == 1
    hear(page(anonymous="laptop", minute=5, store_id=shop.id))
    assert grouped(shop) == {frozenset({LAPTOP, CLEO})}
    assert Merge.objects.for_store(shop.id).count() == 1
    assert root_of(shop, CLEO).last_seen_at == NOON.replace(minute=5)


def test_shops_do_not_share_people(shop: StoreInfo, other_shop: StoreInfo) -> None:
    hear(
        identify({"email": "cleo@example.com"}, user="cleo", store_id=shop.id),
        identify({"email": "cleo@example.com"}, user="cleo", store_id=other_shop.id),
        page(user="cleo", store_id=987),
    )
    assert grouped(shop) == grouped(other_shop) == {frozenset({CLEO, MAIL})}
    assert people(shop.id)[CLEO] != people(other_shop.id)[CLEO]


def test_the_latest_trait_wins_in_whatever_order_it_comes(shop: StoreInfo) -> None:
    hear(identify({"name": "Cleo Bianchi", "country": "IT"}, user="cleo", minute=5, store_id=shop.id))
    hear(identify({"name": "Cleo Rossi", "language": "it"}, user="cleo", minute=1, store_id=shop.id))
    cleo = root_of(shop, CLEO)
    assert (cleo.name, cleo.country, cleo.language) == ("Cleo Bianchi", "IT", "it")


def test_a_trait_told_before_the_sign_in_follows_the_visitor(shop: StoreInfo) -> None:
    hear(identify({"firstName": "Cleo", "lastName": "Rossi"}, anonymous="laptop", store_id=shop.id))
    hear(page(user="cleo", anonymous="laptop", minute=1, store_id=shop.id))
    assert root_of(shop, CLEO).name == "Cleo Rossi"
    assert ProfileId(root_of(shop, LAPTOP).pk) == people(shop.id)[CLEO]
