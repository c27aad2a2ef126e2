from datetime import timedelta

import pyotp
import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from commesso.kernel.addresses import client_address
from commesso.kernel.clock import now
from commesso.stores.contracts import StoreInfo
from commesso.stores.models import SignInTries, Staff
from commesso.stores.rules import WINDOW, Tries, count_try, find_wait
from commesso.stores.tests.conftest import PASSWORD

NEXT = "/s/bottega/settings/"


def sign_in(
    browser: Client, email: str = "alma@example.com", password: str = PASSWORD, **more: str
) -> object:
    return browser.post("/sign-in", {"email": email, "password": password, **more})


def is_in(browser: Client) -> bool:
    return browser.get(NEXT).status_code == 200


def test_the_right_password_lets_alma_in_and_back_where_she_was_going(
    stranger: Client, alma_staff: Staff
) -> None:
    asked = stranger.get(NEXT)
    assert asked.headers["Location"] == "/sign-in?next=%2Fs%2Fbottega%2Fsettings%2F"
    answer = stranger.post(asked.headers["Location"], {"email": " Alma@Example.com", "password": PASSWORD})
    assert answer.headers["Location"] == NEXT
    assert is_in(stranger)


def test_passwords_are_kept_as_argon2(alma_staff: Staff) -> None:
    assert alma_staff.password.startswith("argon2$argon2id")


@pytest.mark.parametrize(
    ("email", "password"),
    [("alma@example.com", "wrong"), ("nobody@example.com", PASSWORD), ("", ""), ("x", "y")],
)
def test_a_wrong_pair_says_what_to_do_and_not_which_half_was_wrong(
    stranger: Client, alma_staff: Staff, email: str, password: str
) -> None:
    answer = stranger.post("/sign-in", {"email": email, "password": password})
    assert answer.status_code == 422
    assert not is_in(stranger)
    known = stranger.post("/sign-in", {"email": "alma@example.com", "password": "wrong"}).content
    unknown = stranger.post("/sign-in", {"email": "nobody@example.com", "password": "wrong"}).content
    assert b"do not belong together" in known
    assert b"do not belong together" in unknown


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"]
)
def test_signing_in_leads_nowhere_else(stranger: Client, alma_staff: Staff, target: str) -> None:
    answer = stranger.post("/sign-in", {"email": "alma@example.com", "password": PASSWORD, "next": target})
    assert answer.headers["Location"] == "/"


def test_eight_wrong_passwords_close_the_account_for_a_while(stranger: Client, alma_staff: Staff) -> None:
    for _ in range(8):
        sign_in(stranger, password="wrong")
    answer = stranger.post("/sign-in", {"email": "alma@example.com", "password": PASSWORD})
    assert answer.status_code == 422
    assert b"Too many wrong tries. Wait 15 minutes" in answer.content
    assert not is_in(stranger)
    SignInTries.objects.update(since=now() - WINDOW)
    sign_in(stranger)
    assert is_in(stranger)


def test_forty_tries_from_one_address_close_it_for_every_account(stranger: Client, alma_staff: Staff) -> None:
    for number in range(40):
        sign_in(stranger, email=f"guess{number}@example.com", password="wrong")
    assert b"Too many wrong tries" in stranger.post("/sign-in", {"email": "a@b.it", "password": "x"}).content
    elsewhere = Client(REMOTE_ADDR="203.0.113.9")
    sign_in(elsewhere)
    assert is_in(elsewhere)


def test_signing_in_forgets_the_wrong_tries(stranger: Client, alma_staff: Staff) -> None:
    for _ in range(3):
        for _ in range(5):
            sign_in(stranger, password="wrong")
        sign_in(stranger)
        assert is_in(stranger)


def test_somebody_who_left_no_longer_gets_in(stranger: Client, alma_staff: Staff) -> None:
    sign_in(stranger)
    Staff.objects.update(is_active=False)
    assert not is_in(stranger)
    answer = stranger.post("/sign-in", {"email": "alma@example.com", "password": PASSWORD})
    assert answer.status_code == 422


def test_signing_out_takes_a_post(stranger: Client, alma_staff: Staff) -> None:
    sign_in(stranger)
    assert stranger.get("/sign-out").status_code == 405
    assert is_in(stranger)
    assert stranger.post("/sign-out").status_code == 302
    assert not is_in(stranger)


def test_a_form_from_another_site_signs_nobody_in(alma_staff: Staff) -> None:
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post("/sign-in", {"email": "alma@example.com", "password": PASSWORD})
    assert answer.status_code == 403


def test_the_start_leads_to_the_first_shop_or_says_that_there_is_none(
    stranger: Client, alma_staff: Staff
) -> None:
    assert stranger.get("/").headers["Location"].startswith("/sign-in")
    sign_in(stranger)
    assert stranger.get("/").headers["Location"] == "/s/bottega/enter"
    lonely = Client()
    lonely.force_login(Staff.objects.create(email="lonely@example.com"))
    answer = lonely.get("/")
    assert answer.status_code == 403
    assert b"Ask an owner to invite you" in answer.content


def test_a_fragment_sends_the_whole_page_to_the_sign_in(stranger: Client, shop: StoreInfo) -> None:
    answer = stranger.get(NEXT, headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == "/sign-in"


def test_pages_of_a_shop_stay_in_no_cache(stranger: Client, alma_staff: Staff) -> None:
    sign_in(stranger)
    assert stranger.get(NEXT).headers["Cache-Control"] == "private, no-store"


@pytest.fixture
def code_of(alma_staff: Staff, stranger: Client) -> pyotp.TOTP:
    """Alma has switched the code on, through the page."""
    sign_in(stranger)
    page = stranger.get("/account/code")
    totp = pyotp.TOTP(page.context["secret"])
    earlier = now() - timedelta(seconds=30)  # so that the present code is not used up
    answer = stranger.post("/account/code", {"code": totp.at(earlier)})
    assert answer.status_code == 302
    stranger.post("/sign-out")
    return totp


def test_with_the_code_on_the_password_alone_opens_nothing(stranger: Client, code_of: pyotp.TOTP) -> None:
    going = f"{NEXT}?source=1&more=2"
    answer = stranger.post("/sign-in", {"email": "alma@example.com", "password": PASSWORD, "next": going})
    assert answer.headers["Location"].startswith("/sign-in/code")
    assert not is_in(stranger)
    assert stranger.post("/sign-in/code", {"code": "000000"}).status_code == 422
    assert not is_in(stranger)
    assert stranger.post(answer.headers["Location"], {"code": code_of.now()}).headers["Location"] == going
    assert is_in(stranger)


def test_a_code_is_good_once(stranger: Client, code_of: pyotp.TOTP) -> None:
    code = code_of.now()
    for browser, expected in ((stranger, 302), (Client(), 422)):
        sign_in(browser)
        assert browser.post("/sign-in/code", {"code": code}).status_code == expected


def test_guessing_codes_closes_the_account(stranger: Client, code_of: pyotp.TOTP) -> None:
    sign_in(stranger)
    for _ in range(8):
        stranger.post("/sign-in/code", {"code": "000000"})
    answer = stranger.post("/sign-in/code", {"code": code_of.now()})
    assert b"Too many wrong tries" in answer.content
    assert not is_in(stranger)


def test_the_code_page_is_for_those_who_passed_the_first_step(stranger: Client, code_of: pyotp.TOTP) -> None:
    answer = stranger.post("/sign-in/code", {"code": code_of.now()})
    assert answer.headers["Location"] == "/sign-in"
    assert not is_in(stranger)


def test_the_code_goes_off_with_the_password(stranger: Client, code_of: pyotp.TOTP) -> None:
    sign_in(stranger)
    stranger.post("/sign-in/code", {"code": code_of.now()})
    assert stranger.post("/account/code/off", {"password": "wrong"}).status_code == 422
    assert stranger.post("/account/code/off", {"password": PASSWORD}).status_code == 302
    stranger.post("/sign-out")
    sign_in(stranger)
    assert is_in(stranger)


def test_a_wrong_code_does_not_switch_it_on(stranger: Client, alma_staff: Staff) -> None:
    sign_in(stranger)
    stranger.get("/account/code")
    assert stranger.post("/account/code", {"code": "123"}).status_code == 422
    assert Staff.objects.get().totp_secret == ""


@given(count=st.integers(0, 60), limit=st.integers(1, 50), seconds=st.integers(0, 2000))
def test_the_wait_ends_with_the_window_and_never_begins_before_the_limit(
    count: int, limit: int, seconds: int
) -> None:
    at = now()
    wait = find_wait(Tries(count=count, since=at - timedelta(seconds=seconds)), limit=limit, now=at)
    assert (wait is not None) == (count >= limit and seconds < WINDOW.total_seconds())
    assert wait is None or timedelta() < wait <= WINDOW


@given(seconds=st.integers(0, 2000))
def test_a_try_counts_in_its_window(seconds: int) -> None:
    at = now()
    counted = count_try(Tries(count=3, since=at - timedelta(seconds=seconds)), at)
    assert counted.count == (4 if seconds < WINDOW.total_seconds() else 1)


@pytest.mark.parametrize(
    ("forwarded", "proxies", "expected"),
    [
        ("", 0, "10.0.0.1"),
        ("203.0.113.9", 0, "10.0.0.1"),
        ("203.0.113.9", 1, "203.0.113.9"),
        ("1.1.1.1, 203.0.113.9", 1, "203.0.113.9"),
        ("1.1.1.1, 203.0.113.9, 10.0.0.2", 2, "203.0.113.9"),
        ("", 2, "10.0.0.1"),
    ],
)
def test_only_our_own_proxies_say_where_somebody_is(forwarded: str, proxies: int, expected: str) -> None:
    assert client_address("10.0.0.1", forwarded, proxies=proxies) == expected
