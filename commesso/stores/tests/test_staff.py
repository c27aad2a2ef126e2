import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client

from commesso.stores import api as stores
from commesso.stores.contracts import Role, StoreInfo
from commesso.stores.models import Membership, Staff
from commesso.stores.rules import may_act_as, may_leave

STAFF = "/s/bottega/settings/staff"


def role_of(shop: StoreInfo, email: str) -> str | None:
    return (
        Membership.objects.for_store(shop.id)
        .filter(staff__email=email)
        .values_list("role", flat=True)
        .first()
    )


def id_of(email: str) -> int:
    return Staff.objects.get(email=email).pk


def test_somebody_invited_chooses_a_password_and_comes_in(
    alma: Client, shop: StoreInfo, send_mails: Callable[[], None]
) -> None:
    alma.post(STAFF, {"email": "Carla@example.com", "name": "Carla", "role": "marketer"})
    send_mails()
    assert mail.outbox[0].to == ["carla@example.com"]
    assert mail.outbox[0].subject == "Alma invites you to Bottega Alma"
    link = re.search(r"http://testserver(/password/\S+)", str(mail.outbox[0].body))
    assert link is not None
    carla = Client()
    page = carla.get(link[1], follow=True)
    carla.post(page.redirect_chain[-1][0], {"password": "tre parole lontane"})
    carla.post("/sign-in", {"email": "carla@example.com", "password": "tre parole lontane"})
    assert carla.get("/s/bottega/settings/shop").status_code == 200
    assert carla.get(STAFF).status_code == 404


def test_who_has_a_password_already_is_only_told(
    alma: Client, edda: Client, shop: StoreInfo, send_mails: Callable[[], None]
) -> None:
    staff = Staff.objects.get(email="edda@example.com")
    staff.set_password("tre parole lontane")
    staff.save()
    alma.post(STAFF, {"email": "edda@example.com", "role": "analyst"})
    send_mails()
    assert "/s/bottega/enter" in str(mail.outbox[0].body)
    assert "/password/" not in str(mail.outbox[0].body)
    edda.force_login(staff)
    page = edda.get("/s/bottega/settings/").content.decode()
    assert "Bottega Alma" in page
    assert "/s/edda/enter" in page  # the switcher knows both shops


def test_nobody_is_invited_twice(alma: Client, shop: StoreInfo, bo: Client) -> None:
    answer = alma.post(STAFF, {"email": "bo@example.com", "role": "owner"})
    assert answer.status_code == 422
    assert b"bo@example.com works here already." in answer.content
    assert role_of(shop, "bo@example.com") == "agent"


def test_a_role_changes_and_counts_at_once(alma: Client, bo: Client, shop: StoreInfo) -> None:
    assert bo.get("/s/bottega/settings/brand").status_code == 404
    alma.post(f"{STAFF}/{id_of('bo@example.com')}/role", {"role": "marketer"})
    assert bo.get("/s/bottega/settings/brand").status_code == 200


def test_the_last_owner_can_neither_go_nor_step_down(alma: Client, bo: Client, shop: StoreInfo) -> None:
    own = id_of("alma@example.com")
    page = alma.post(f"{STAFF}/{own}/remove", follow=True)
    assert b"A shop keeps at least one owner" in page.content
    alma.post(f"{STAFF}/{own}/role", {"role": "agent"})
    assert role_of(shop, "alma@example.com") == "owner"
    alma.post(f"{STAFF}/{id_of('bo@example.com')}/role", {"role": "owner"})
    assert alma.post(f"{STAFF}/{own}/remove").headers["Location"] == "/"
    assert role_of(shop, "alma@example.com") is None
    assert alma.get(STAFF).status_code == 404


def test_a_removal_can_be_undone(alma: Client, bo: Client, shop: StoreInfo) -> None:
    page = alma.post(f"{STAFF}/{id_of('bo@example.com')}/remove", follow=True)
    assert bo.get("/s/bottega/settings/").status_code == 404
    undo = re.search(r'action="(/s/bottega/settings/staff/restore/[^"]+)"', page.content.decode())
    assert undo is not None
    alma.post(undo[1])
    assert role_of(shop, "bo@example.com") == "agent"


def test_an_undo_of_another_shop_draws_nobody_in(
    alma: Client, bo: Client, edda: Client, other_shop: StoreInfo
) -> None:
    page = alma.post(f"{STAFF}/{id_of('bo@example.com')}/remove", follow=True)
    ticket = re.search(r"staff/restore/([^\"]+)\"", page.content.decode())
    assert ticket is not None
    assert edda.post(f"/s/edda/settings/staff/restore/{ticket[1]}").status_code == 404
    assert edda.post("/s/edda/settings/staff/restore/invented").status_code == 404
    assert role_of(other_shop, "bo@example.com") is None


def test_edda_cannot_touch_almas_staff_through_her_own_shop(
    alma: Client, edda: Client, shop: StoreInfo
) -> None:
    alma_id = id_of("alma@example.com")
    assert edda.post(f"/s/edda/settings/staff/{alma_id}/role", {"role": "agent"}).status_code == 404
    assert edda.post(f"/s/edda/settings/staff/{alma_id}/remove").status_code == 404
    assert role_of(shop, "alma@example.com") == "owner"


def test_missing_and_forbidden_look_the_same(edda: Client, shop: StoreInfo) -> None:
    forbidden, missing = edda.get("/s/bottega/settings/"), edda.get("/s/nowhere/settings/")
    assert forbidden.status_code == missing.status_code == 404
    main = slice(*(forbidden.content.index(tag) for tag in (b"<main>", b"</main>")))
    assert forbidden.content[main] == missing.content[main]


@pytest.mark.parametrize(
    ("role", "pages"),
    [
        ("owner", {"", "shop", "brand", "keys", "staff"}),
        ("marketer", {"", "shop", "brand"}),
        ("agent", {""}),
        ("analyst", {""}),
    ],
)
def test_each_role_opens_its_pages_and_sees_no_others_in_the_navigation(
    shop: StoreInfo, alma: Client, role: str, pages: set[str]
) -> None:
    Membership.objects.for_store(shop.id).update(role=role)
    shown = alma.get("/s/bottega/settings/").content.decode()
    for page in ("", "shop", "brand", "keys", "staff"):
        allowed = page in pages
        assert alma.get(f"/s/bottega/settings/{page}").status_code == (200 if allowed else 404)
        assert (f'href="/s/bottega/settings/{page}"' in shown) == allowed


@pytest.mark.parametrize(
    ("role", "at_least", "may"),
    [
        (Role.OWNER, Role.OWNER, True),
        (Role.OWNER, Role.ANALYST, True),
        (Role.MARKETER, Role.OWNER, False),
        (Role.MARKETER, Role.AGENT, True),
        (Role.AGENT, Role.MARKETER, False),
        (Role.ANALYST, Role.AGENT, False),
        (Role.ANALYST, Role.ANALYST, True),
    ],
)
def test_each_role_may_do_what_the_ones_below_may(role: Role, at_least: Role, may: bool) -> None:
    assert stores.may_act_as(role, at_least) is may
    assert may_act_as(role, at_least) is may


def test_an_owner_may_leave_when_another_stays() -> None:
    assert not may_leave(1, [1])
    assert may_leave(1, [1, 2])
    assert may_leave(3, [1])
    assert not may_leave(3, [])
