"""Consent: where it comes from, what holds now, and that nothing is forgotten."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from commesso.kernel.errors import Invalid
from commesso.profiles import api as profiles
from commesso.profiles.contracts import ANONYMOUS_ID, USER_ID, ConsentInfo, ProfileInfo
from commesso.profiles.rules.consents import is_news, read_answer, read_choices, read_stamp
from commesso.profiles.tests.making import hear, identify, page, track
from commesso.stores.contracts import StoreInfo

T0 = datetime(2026, 3, 1, 12, tzinfo=UTC)


def stamped(**answers: bool) -> dict[str, Any]:
    return {"consent": {"categoryPreferences": answers}}


def cleo(shop: StoreInfo) -> ProfileInfo:
    found = profiles.find_profile(shop.id, USER_ID, "cleo")
    assert found
    return found


def now_holds(shop: StoreInfo) -> dict[str, bool]:
    return {each.purpose: each.granted for each in profiles.current_consents(shop.id, cleo(shop).id)}


def records(shop: StoreInfo) -> list[ConsentInfo]:
    return profiles.list_consents(shop.id, cleo(shop).id)


def test_a_consent_event_is_a_record_with_the_text_that_was_shown(shop: StoreInfo) -> None:
    choice = {"purpose": "marketing", "channel": "Email", "granted": True, "text": "Yes, send me news."}
    event = track("Consent Updated", user="cleo", traits=choice, store_id=shop.id)
    hear(event, event)
    hear(event)
    [record] = records(shop)
    assert (record.purpose, record.channel, record.granted) == ("marketing", "email", True)
    assert record.text == "Yes, send me news."


def test_answers_that_come_with_every_event_are_written_when_they_change(shop: StoreInfo) -> None:
    yes, no = stamped(ads=True, analytics=True), stamped(ads=False, analytics=True)
    for minute, context in enumerate([yes, yes, yes, no, no, yes]):
        hear(page(user="cleo", minute=minute, context=context, store_id=shop.id))
    assert now_holds(shop) == {"ads": True, "analytics": True}
    assert [(each.purpose, each.granted) for each in records(shop)] == [
        ("ads", True),
        ("ads", False),
        ("ads", True),
        ("analytics", True),
    ]


def test_a_late_answer_does_not_overrule_a_later_one(shop: StoreInfo) -> None:
    for minute, answer in ((0, True), (9, True), (4, False)):
        hear(page(user="cleo", minute=minute, context=stamped(ads=answer), store_id=shop.id))
    assert now_holds(shop) == {"ads": True}


def test_the_consent_of_a_visitor_follows_them(shop: StoreInfo) -> None:
    hear(page(anonymous="laptop", context=stamped(ads=False), store_id=shop.id))
    hear(page(user="cleo", anonymous="laptop", minute=5, store_id=shop.id))
    assert now_holds(shop) == {"ads": False}


def test_staff_record_a_consent_and_the_latest_of_channel_and_all_channels_counts(shop: StoreInfo) -> None:
    hear(page(user="cleo", store_id=shop.id))
    who = cleo(shop).id
    assert profiles.has_consent(shop.id, who, purpose="marketing", channel="sms") is None
    profiles.record_consent(
        store_id=shop.id, profile_id=who, purpose="marketing", granted=True, source="shop floor"
    )
    assert profiles.has_consent(shop.id, who, purpose="marketing", channel="sms") is True
    profiles.record_consent(
        store_id=shop.id,
        profile_id=who,
        purpose="marketing",
        channel="sms",
        granted=False,
        source="phone call",
    )
    assert profiles.has_consent(shop.id, who, purpose="marketing", channel="sms") is False
    assert profiles.has_consent(shop.id, who, purpose="marketing", channel="email") is True
    with pytest.raises(Invalid):
        profiles.record_consent(store_id=shop.id, profile_id=who, purpose=" ", granted=True, source="x")


@pytest.mark.parametrize(
    ("value", "answer"),
    [
        *(
            (True, True),
            (False, False),
            ("granted", True),
            ("denied", False),
            ("Yes", True),
            ("opted_out", False),
        ),
        *(("maybe", None), (None, None), (1, None)),
    ],
)
def test_an_answer_is_yes_no_or_none(value: object, answer: bool | None) -> None:
    assert read_answer(value) is answer


def test_consent_events_are_read_in_all_their_forms() -> None:
    listed = {
        "consents": [
            {"purpose": "ads", "granted": False},
            {"purpose": "news", "value": "yes", "channel": "sms"},
            7,
        ]
    }
    assert [
        (each.purpose, each.channel, each.granted) for each in read_choices("Consent Updated", listed, b"{}")
    ] == [
        ("ads", "", False),
        ("news", "sms", True),
    ]
    context = msgspec.json.encode(stamped(ads=True))
    assert [each.purpose for each in read_choices("Consent Preference Updated", {}, context)] == ["ads"]
    assert read_choices("Consent Updated", {"purpose": "ads"}, b"{}") == ()
    assert read_choices("Product Viewed", listed, context) == ()


@pytest.mark.parametrize(
    "context", [b"{}", b'{"consent": {"categoryPreferences": 3}}', b'{"categoryPreferences"', b"[]"]
)
def test_a_context_without_answers_says_nothing(context: bytes) -> None:
    assert read_stamp(context) is None


@pytest.mark.parametrize(
    ("answer", "minute", "latest", "holds_until", "news"),
    [
        (True, 5, None, None, True),
        (True, 5, (0, True), None, False),
        (False, 5, (0, True), None, True),
        (False, 5, (0, True), 9, False),
        (False, 10, (0, True), 9, True),
        (False, 1, (3, True), 9, True),
        (True, 1, (3, True), 9, False),
    ],
)
def test_only_news_is_recorded(
    answer: bool, minute: int, latest: tuple[int, bool] | None, holds_until: int | None, news: bool
) -> None:
    def at(minutes: int) -> datetime:
        return T0 + timedelta(minutes=minutes)

    before = (at(latest[0]), latest[1]) if latest else None
    until = None if holds_until is None else at(holds_until)
    assert is_news(answer, at(minute), latest=before, holds_until=until) is news


def test_an_address_that_agrees_becomes_a_person_or_is_one_already(shop: StoreInfo) -> None:
    def say(email: str, *, granted: bool, **more: Any) -> Any:
        return profiles.record_consent_of_email(
            store_id=shop.id, email=email, purpose="marketing", granted=granted, source="panel:1", **more
        )

    hear(identify({"email": "cleo@example.com"}, user="cleo", store_id=shop.id))
    assert say("Cleo@Example.com", granted=True, anonymous_id="phone") == cleo(shop).id
    device = profiles.find_profile(shop.id, ANONYMOUS_ID, "phone")
    assert device
    assert device.id == cleo(shop).id
    dario = say("dario@example.com", granted=False, text="No mail")
    (consent,) = profiles.list_consents(shop.id, dario)
    assert (consent.channel, consent.granted, consent.text) == ("email", False, "No mail")
    say("dario@example.com", granted=False, is_restated=True)
    assert len(profiles.list_consents(shop.id, dario)) == 1
    with pytest.raises(Invalid):
        say("nobody", granted=True)
