import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.test import Client, override_settings

from commesso.kernel.clock import now
from commesso.stores.actions.mail import queue_mail
from commesso.stores.jobs import every_few_seconds, every_hour
from commesso.stores.models import SignInTries, Staff, WaitingMail
from commesso.stores.tests.conftest import PASSWORD

NEW = "tre parole lontane"


class BrokenMail(BaseEmailBackend):
    """A mail server that does not answer."""

    def send_messages(self, email_messages: object) -> int:
        raise ConnectionRefusedError(f"{email_messages} found no mail server")


def link_in_mail() -> str:
    found = re.search(r"http://\S+?(/password/\S+)", str(mail.outbox[-1].body))
    assert found is not None
    return found[1]


def opens(password: str) -> bool:
    answer = Client().post("/sign-in", {"email": "alma@example.com", "password": password})
    return answer.status_code == 302


def test_a_forgotten_password_is_set_anew_through_the_link_in_the_mail(
    stranger: Client, alma_staff: Staff, send_mails: Callable[[], None]
) -> None:
    stranger.post("/password", {"email": "Alma@example.com"}, headers={"Host": "localhost:8000"})
    send_mails()
    link = link_in_mail()
    page = stranger.get(link, follow=True)
    assert page.status_code == 200
    assert link not in page.redirect_chain[-1][0]  # the token has left the address
    assert stranger.post(page.redirect_chain[-1][0], {"password": NEW}).headers["Location"] == "/sign-in"
    assert opens(NEW)
    assert not opens(PASSWORD)


def test_a_link_is_good_once(stranger: Client, alma_staff: Staff, send_mails: Callable[[], None]) -> None:
    stranger.post("/password", {"email": "alma@example.com"}, headers={"Host": "localhost"})
    send_mails()
    page = stranger.get(link_in_mail(), follow=True)
    stranger.post(page.redirect_chain[-1][0], {"password": NEW})
    again = Client().get(link_in_mail(), follow=True)
    assert again.status_code == 410
    assert b"Send me a new one" in again.content


@pytest.mark.parametrize(
    "link", ["/password/MQ/x-y", "/password/%F0/set", "/password/999999999999999999999/a-b"]
)
def test_an_invented_link_sets_nothing(stranger: Client, alma_staff: Staff, link: str) -> None:
    assert stranger.get(link, follow=True).status_code == 410


def test_a_stranger_learns_not_who_works_here(stranger: Client, alma_staff: Staff) -> None:
    pages = [
        stranger.post("/password", {"email": email}, headers={"Host": "localhost"}).content.decode()
        for email in ("alma@example.com", "nemo@example.com")
    ]
    known, unknown = (page[page.index("<main>") : page.index("</main>")] for page in pages)
    assert known.replace("alma@", "nemo@") == unknown
    assert WaitingMail.objects.count() == 1


def test_a_stranger_cannot_make_the_link_point_elsewhere(stranger: Client, alma_staff: Staff) -> None:
    answer = stranger.post("/password", {"email": "alma@example.com"}, headers={"Host": "evil.example"})
    assert b"COMMESSO_URL" in answer.content
    assert not WaitingMail.objects.exists()
    with override_settings(PUBLIC_URL="https://shop.example.com"):
        stranger.post("/password", {"email": "alma@example.com"}, headers={"Host": "evil.example"})
    assert "https://shop.example.com/password/" in WaitingMail.objects.get().text


@pytest.mark.parametrize("password", ["short", "password123", "alma@example.com", ""])
def test_a_weak_password_is_refused_with_the_reason(
    stranger: Client, alma_staff: Staff, password: str
) -> None:
    stranger.force_login(alma_staff)
    answer = stranger.post("/account/password", {"old": PASSWORD, "password": password})
    assert answer.status_code == 422
    assert opens(PASSWORD)


def test_changing_the_password_signs_every_other_device_out(stranger: Client, alma_staff: Staff) -> None:
    elsewhere = Client()
    for browser in (stranger, elsewhere):
        browser.post("/sign-in", {"email": "alma@example.com", "password": PASSWORD})
    assert stranger.post("/account/password", {"old": "wrong", "password": NEW}).status_code == 422
    assert stranger.post("/account/password", {"old": PASSWORD, "password": NEW}).status_code == 302
    assert stranger.get("/account").status_code == 200
    assert elsewhere.get("/account").status_code == 302


def test_a_new_password_opens_an_account_that_was_closed_by_guessing(
    stranger: Client, alma_staff: Staff, send_mails: Callable[[], None]
) -> None:
    for _ in range(8):
        opens("wrong")
    assert not opens(PASSWORD)
    stranger.post("/password", {"email": "alma@example.com"}, headers={"Host": "localhost"})
    send_mails()
    page = stranger.get(link_in_mail(), follow=True)
    stranger.post(page.redirect_chain[-1][0], {"password": NEW})
    assert opens(NEW)


@pytest.mark.django_db
def test_a_mail_that_cannot_go_is_tried_again_later_and_given_up_in_the_end() -> None:
    queue_mail(recipient="alma@example.com", subject="Hello", text="Ciao")
    at = now()
    with override_settings(EMAIL_BACKEND=f"{__name__}.BrokenMail"):
        every_few_seconds(at)
        waiting = WaitingMail.objects.get()
        assert waiting.next_try_at > at
        every_few_seconds(at)
        waiting.refresh_from_db()
        assert waiting.tries == 1
        for hours in range(1, 8):
            every_few_seconds(at + timedelta(hours=hours * 5))
    assert not WaitingMail.objects.exists()
    assert mail.outbox == []


@pytest.mark.django_db
def test_a_mail_goes_when_the_server_is_back() -> None:
    queue_mail(recipient="alma@example.com", subject="Hello", text="Ciao")
    with override_settings(EMAIL_BACKEND=f"{__name__}.BrokenMail"):
        every_few_seconds(now())
    every_few_seconds(now() + timedelta(hours=1))
    assert [message.subject for message in mail.outbox] == ["Hello"]
    assert not WaitingMail.objects.exists()


def test_addresses_of_people_are_kept_no_longer_than_they_count(stranger: Client, alma_staff: Staff) -> None:
    opens("wrong")
    assert SignInTries.objects.count() == 2
    every_hour(now() + timedelta(minutes=16))
    assert SignInTries.objects.count() == 0


def test_name_and_language_are_ones_own(stranger: Client, alma_staff: Staff) -> None:
    stranger.force_login(alma_staff)
    answer = stranger.post("/account", {"name": "Alma Rossi", "language": "it"})
    assert answer.status_code == 302
    assert b"Il tuo account" in stranger.get("/account").content
    assert stranger.post("/account", {"name": "Alma", "language": "tlh"}).status_code == 422
