"""Signing up for mail: from the form in the shop to the consent on record, through a real mail server."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, override_settings

from commesso.collector import api as collector
from commesso.infra import api as infra
from commesso.infra.api import Runner
from commesso.kernel.clock import now
from commesso.onsite.jobs import every_few_seconds, every_hour
from commesso.onsite.models import Link, SignUp
from commesso.onsite.tests.asking import Answered, ask, make_panel, make_sign_up_panel
from commesso.onsite.tests.mailing import PostOffice, open_post_office
from commesso.profiles import api as profiles
from commesso.profiles.contracts import ConsentInfo
from commesso.stores.contracts import SourceInfo, StoreInfo

pytestmark = pytest.mark.django_db(transaction=True)
SIGN_UPS = "/api/v1/onsite/sign-ups"
CLEO = "cleo@example.com"

SignUpFrom = Callable[..., Answered]


@pytest.fixture
def post() -> Iterator[PostOffice]:
    with open_post_office() as office:
        yield office


@pytest.fixture
def sign_up(source: SourceInfo) -> SignUpFrom:
    """Fill in the form of Alma's sign-up card."""
    panel = make_sign_up_panel(source.store_id)

    def fill(email: str = CLEO, **values: Any) -> Answered:
        body = {"key": source.write_key, "panel": str(panel.pk), "email": email, "language": "it", **values}
        return ask(SIGN_UPS, body)

    return fill


def send() -> None:
    every_few_seconds(now())


def consents_of(store: StoreInfo, email: str = CLEO) -> list[ConsentInfo]:
    person = profiles.find_profile(store.id, "email", email)
    return profiles.list_consents(store.id, person.id) if person else []


def test_cleo_signs_up_confirms_and_leaves(
    shop: StoreInfo, sign_up: SignUpFrom, post: PostOffice, client: Client
) -> None:
    answer = sign_up("Cleo@Example.com", anonymous_id="cleos-phone")
    assert (answer.status, answer.json) == (202, {"message": "Guarda la posta"})
    send()
    assert not consents_of(shop)
    page = client.get(post.path("confirm"))
    assert "Scrivetemi pure" in page.content.decode()
    assert not consents_of(shop)  # a mail scanner opens links
    assert client.post(post.path("confirm")).status_code == 200
    (consent,) = consents_of(shop)
    assert (consent.purpose, consent.channel, consent.granted) == ("marketing", "email", True)
    assert consent.text == "Scrivetemi pure"
    assert consent.source.startswith("panel:")
    device = profiles.find_profile(shop.id, "anonymous_id", "cleos-phone")
    assert device is not None
    assert device.email == CLEO
    assert client.get(post.path("leave")).status_code == 200
    assert len(consents_of(shop)) == 1
    left = client.post(post.path("leave"), {"List-Unsubscribe": "One-Click"})
    assert left.status_code == 200
    assert consents_of(shop)[0].granted is False
    client.post(post.path("confirm"))
    assert profiles.has_consent(shop.id, device.id, purpose="marketing", channel="email") is True


def test_the_mail_has_the_shops_brand_in_the_shoppers_language(
    fosca: Client, sign_up: SignUpFrom, post: PostOffice
) -> None:
    fosca.post(
        "/s/bottega/settings/brand",
        {
            "colour": "#aa3355",
            "background": "#fffaf0",
            "signature": "Alma e la bottega",
            "postal_address": "Via Roma 1, Firenze",
            "sender_email": "ciao@bottega.example",
        },
    )
    sign_up()
    send()
    mail = post.mails[0]
    assert mail["From"] == "Bottega Alma <ciao@bottega.example>"
    assert mail["To"] == CLEO
    assert mail["Subject"] == "Ancora un passo: conferma il tuo indirizzo"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert post.path("leave") in mail["List-Unsubscribe"].replace("\n", "").replace(" ", "")
    for body in (post.text(), post.html()):
        assert "http://localhost:8000/o/confirm/" in body
        assert "Alma e la bottega" in body
        assert "Via Roma 1, Firenze" in body
        assert "Commesso" not in body
    assert "#aa3355" in post.html()


def test_a_double_click_is_one_consent_and_one_fact(
    shop: StoreInfo, stream: Runner, sign_up: SignUpFrom, post: PostOffice, client: Client
) -> None:
    sign_up()
    send()
    for _ in range(2):
        client.post(post.path("confirm"))
    facts = [type(fact).__name__ for fact in infra.list_waiting_facts()]
    assert facts.count("SignUpConfirmed") == 1
    assert facts.count("ConsentChanged") == 1
    assert len(consents_of(shop)) == 1
    stream.drain()
    assert infra.query_text("SELECT count() AS n FROM events WHERE name = 'SignUpConfirmed'") == [{"n": 1}]


def test_the_answer_never_tells_whether_an_address_is_known(
    sign_up: SignUpFrom, post: PostOffice, client: Client
) -> None:
    first = sign_up()
    send()
    client.post(post.path("confirm"))
    again = sign_up()
    stranger = sign_up("nobody@example.com")
    assert (first.status, first.body) == (again.status, again.body) == (stranger.status, stranger.body)


def test_asking_again_sends_again_but_not_often(sign_up: SignUpFrom, post: PostOffice) -> None:
    for _ in range(6):
        sign_up()
        send()
    assert len(post.mails) == 3
    assert len({post.path("confirm", place) for place in range(3)}) == 3


def test_every_link_that_was_sent_still_works(
    shop: StoreInfo, sign_up: SignUpFrom, post: PostOffice, client: Client
) -> None:
    for _ in range(2):
        sign_up()
        send()
    client.post(post.path("confirm", 0))
    assert consents_of(shop)[0].granted


def test_a_link_is_too_old_after_a_week_and_still_lets_one_leave(
    shop: StoreInfo, sign_up: SignUpFrom, post: PostOffice, client: Client
) -> None:
    sign_up()
    send()
    Link.objects.for_store(shop.id).update(made_at=now() - timedelta(days=7, minutes=1))
    page = client.post(post.path("confirm"))
    assert page.status_code == 410
    assert "Questo link è scaduto" in page.content.decode()
    assert not consents_of(shop)
    assert client.post(post.path("leave")).status_code == 200
    assert consents_of(shop)[0].granted is False


@pytest.mark.parametrize("door", ["confirm", "leave"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_invented_link_leads_nowhere_and_names_no_shop(
    shop: StoreInfo, client: Client, door: str, method: str
) -> None:
    page = getattr(client, method)(f"/o/{door}/invented/", headers={"Accept-Language": "zh-CN,zh;q=0.9"})
    assert page.status_code == 404
    text = page.content.decode()
    assert '<html lang="zh">' in text
    assert "此链接无效" in text
    assert "Alma" not in text
    assert "Commesso" not in text


def test_no_token_is_kept_as_it_is(shop: StoreInfo, sign_up: SignUpFrom, post: PostOffice) -> None:
    sign_up()
    send()
    token = post.path("confirm").split("/")[-2]
    kept = str(list(Link.objects.for_store(shop.id).values())) + str(
        list(SignUp.objects.for_store(shop.id).values())
    )
    assert token not in kept


def test_shoppers_pages_set_no_cookie_and_run_no_script(
    sign_up: SignUpFrom, post: PostOffice, client: Client
) -> None:
    sign_up()
    send()
    for path in (post.path("confirm"), post.path("leave")):
        for page in (client.get(path), client.post(path)):
            assert not page.cookies
            assert b"<script" not in page.content
            assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")
            assert page.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("language", ["it", "en", "es", "zh"])
def test_mail_and_pages_speak_the_panels_language(
    source: SourceInfo, post: PostOffice, client: Client, language: str
) -> None:
    from commesso.onsite.tests.asking import CARD

    panel = make_sign_up_panel(source.store_id, contents={language: CARD["it"]})
    ask(
        SIGN_UPS,
        {"key": source.write_key, "panel": str(panel.pk), "email": CLEO, "language": language},
    )
    send()
    subjects = {
        "it": "Ancora un passo: conferma il tuo indirizzo",
        "en": "One more step: confirm your address",
        "es": "Un paso más: confirma tu dirección",
        "zh": "还差一步：请确认您的邮箱地址",
    }
    assert post.mails[0]["Subject"] == subjects[language]
    assert f'<html lang="{language}">' in client.get(post.path("confirm")).content.decode()


@pytest.mark.parametrize(
    "email",
    [
        "",
        "cleo",
        "cleo@",
        "cleo@example",
        "a b@example.com",
        "x" * 300 + "@example.com",
        "noreply@example.com",
    ],
)
def test_what_is_no_address_is_named(sign_up: SignUpFrom, shop: StoreInfo, email: str) -> None:
    answer = sign_up(email)
    assert answer.status == 400
    assert answer.json["field"] == "email"
    assert not SignUp.objects.for_store(shop.id).exists()


def test_a_panel_that_asks_for_nothing_takes_no_address(source: SourceInfo, other_shop: StoreInfo) -> None:
    bar, paused = make_panel(source.store_id), make_sign_up_panel(source.store_id, state="paused")
    foreign = make_sign_up_panel(other_shop.id)
    for panel in (bar, paused, foreign):
        answer = ask(SIGN_UPS, {"key": source.write_key, "panel": str(panel.pk), "email": CLEO})
        assert (answer.status, answer.json["field"]) == (400, "panel")


def test_what_a_request_says_is_not_put_into_the_shops_mouth(sign_up: SignUpFrom, post: PostOffice) -> None:
    sign_up(consent_text="Win a prize at evil.example", language="<b>xx</b>")
    send()
    assert "evil" not in post.text() + post.html()


def test_nobody_can_make_the_link_point_elsewhere(source: SourceInfo, post: PostOffice) -> None:
    panel = make_sign_up_panel(source.store_id)
    body = {"key": source.write_key, "panel": str(panel.pk), "email": CLEO}
    answer = ask(SIGN_UPS, body, host="evil.example")
    assert answer.status == 503
    assert "COMMESSO_URL" in answer.json["detail"]
    with override_settings(PUBLIC_URL="https://commesso.example"):
        assert ask(SIGN_UPS, body, host="evil.example").status == 202
    send()
    assert "https://commesso.example/o/confirm/" in post.text()
    assert "evil" not in post.text()


def test_a_mail_waits_for_a_server_that_is_down(sign_up: SignUpFrom, shop: StoreInfo) -> None:
    sign_up()
    with override_settings(
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend", EMAIL_HOST="127.0.0.1", EMAIL_PORT=9
    ):
        send()
    assert not Link.objects.for_store(shop.id).exists()
    with open_post_office() as office:
        send()
        assert not office.mails  # not before its time
        every_few_seconds(now() + timedelta(minutes=1))
        assert len(office.mails) == 1


def test_an_address_that_does_not_exist_is_not_tried_again(
    sign_up: SignUpFrom, shop: StoreInfo, post: PostOffice
) -> None:
    post.unknown = CLEO
    sign_up()
    sign_up("dario@example.com")
    send()
    assert [mail["To"] for mail in post.mails] == ["dario@example.com"]
    assert SignUp.objects.for_store(shop.id).get(email=CLEO).mail_due_at is None


def test_a_mail_is_given_up_after_some_days(sign_up: SignUpFrom, shop: StoreInfo) -> None:
    sign_up()
    at = now()
    with override_settings(
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend", EMAIL_HOST="127.0.0.1", EMAIL_PORT=9
    ):
        for _ in range(12):
            every_few_seconds(at)
            at += timedelta(days=2)
    row = SignUp.objects.for_store(shop.id).get()
    assert (row.mail_due_at, row.mail_tries) == (None, 12)


def test_who_never_confirmed_is_forgotten_after_a_month(sign_up: SignUpFrom, shop: StoreInfo) -> None:
    sign_up()
    every_hour(now() + timedelta(days=29))
    assert SignUp.objects.for_store(shop.id).exists()
    every_hour(now() + timedelta(days=31))
    assert not SignUp.objects.for_store(shop.id).exists()


def test_an_erased_shopper_is_forgotten_here_too(
    source: SourceInfo, stream: Runner, sign_up: SignUpFrom, post: PostOffice, client: Client
) -> None:
    shop_id = source.store_id
    event = {"type": "identify", "anonymousId": "phone", "userId": "u-1", "traits": {"email": CLEO}}
    events, _ = collector.read_events(source, [event], now())
    infra.append_offline(infra.MAIN, events)
    stream.drain()
    sign_up()
    sign_up("dario@example.com")
    sign_up("cleos-other@example.com", anonymous_id="phone")
    send()
    person = profiles.find_profile(shop_id, "email", CLEO)
    assert person
    profiles.erase_profile(store_id=shop_id, profile_id=person.id, by="Alma")
    stream.drain()
    assert [row.email for row in SignUp.objects.for_store(shop_id)] == ["dario@example.com"]
    assert client.get(post.path("confirm", 0)).status_code == 404


def test_signing_up_is_limited_for_an_address_of_the_net(sign_up: SignUpFrom) -> None:
    statuses = [sign_up(f"shopper-{number}@example.com").status for number in range(14)]
    assert statuses[:10] == [202] * 10
    assert 429 in statuses


def test_an_unknown_key_signs_nobody_up(db: None) -> None:
    answer = ask(SIGN_UPS, {"key": "nope", "panel": "1", "email": CLEO})
    assert (answer.status, answer.json["field"]) == (401, "key")
