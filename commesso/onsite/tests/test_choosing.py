"""The rules of choosing, for every input."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commesso.onsite.contracts import (
    Asks,
    Audience,
    Choice,
    Content,
    Email,
    Frequency,
    PanelId,
    PanelInfo,
    PanelKind,
    PanelState,
    Person,
    Seen,
    Visit,
    Visitors,
)
from commesso.onsite.rules.choosing import choose_panels, list_candidates, may_show_again, needs_person
from commesso.onsite.rules.contents import direction_of, is_link, is_slot, list_missing

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
WHOLE = Content(**dict.fromkeys(Content.__dataclass_fields__, "x"))

moments = st.datetimes(NOW.replace(tzinfo=None) - timedelta(days=99), NOW.replace(tzinfo=None)).map(
    lambda at: at.replace(tzinfo=UTC)
)
seens = st.builds(
    Seen,
    shown=st.integers(0, 5),
    last_at=st.none() | moments,
    dismissed=st.booleans(),
    submitted=st.booleans(),
)
audiences = st.builds(
    Audience,
    visitors=st.sampled_from(Visitors),
    email=st.sampled_from(Email),
    languages=st.sampled_from([(), ("it",), ("en", "it")]),
    url_contains=st.sampled_from([(), ("/sale",)]),
    min_pages=st.integers(0, 3),
)
panels = st.builds(
    PanelInfo,
    id=st.integers(1, 50).map(PanelId),
    version=st.just(1),
    name=st.just("A panel"),
    kind=st.sampled_from(PanelKind),
    slot=st.sampled_from(["", "top", "side"]),
    asks=st.sampled_from(Asks),
    contents=st.sampled_from([{"it": WHOLE}, {"en": WHOLE}, {"it": WHOLE, "ar": WHOLE}, {}]),
    audience=audiences,
    frequency=st.builds(
        Frequency, times=st.integers(1, 4), days=st.integers(1, 30), after_dismissal_days=st.integers(1, 90)
    ),
    active_from=st.none() | moments,
    active_until=st.none() | moments,
    state=st.sampled_from(PanelState),
    activated_at=moments,
)
visits = st.builds(
    Visit,
    language=st.sampled_from(["it", "it-IT", "en", "ar", ""]),
    url=st.sampled_from(["https://b.example/", "https://b.example/sale", "http://[", ""]),
    page_number=st.integers(1, 4),
    seen=st.dictionaries(st.integers(1, 50).map(str), seens, max_size=8),
    is_recognised=st.booleans(),
)
people = st.builds(
    Person,
    first_seen_at=st.none() | moments,
    has_email=st.booleans(),
    mail_consent=st.sampled_from([None, True, False]),
)


def choose(listed: list[PanelInfo], visit: Visit, person: Person | None) -> list[Choice]:
    candidates = list_candidates(listed, visit, NOW)
    known = person if visit.is_recognised else None
    return choose_panels(candidates, visit, person=known, default_language="it", now=NOW)


@given(st.lists(panels, max_size=12), visits, st.none() | people)
def test_whatever_is_chosen_obeys_every_promise(
    listed: list[PanelInfo], visit: Visit, person: Person | None
) -> None:
    chosen = choose(listed, visit, person)
    assert sum(choice.panel.is_overlay for choice in chosen) <= 1
    slots = [choice.panel.slot for choice in chosen if choice.panel.kind is PanelKind.INLINE]
    assert len(slots) == len(set(slots))
    for choice in chosen:
        panel = choice.panel
        assert panel in listed
        assert panel.state is PanelState.ACTIVE
        assert may_show_again(panel.frequency, visit.seen.get(str(panel.id)), NOW)
        assert not list_missing(choice.content, kind=panel.kind, asks=panel.asks)
        if visit.is_recognised and person and person.mail_consent is not None:
            assert panel.asks is not Asks.SIGN_UP
        if not visit.is_recognised:
            assert panel.kind in (PanelKind.BAR, PanelKind.INLINE)
            assert panel.audience.visitors is Visitors.ANY
            assert panel.audience.email is Email.ANY


@given(st.lists(panels, max_size=12, unique_by=lambda panel: panel.id), visits, people, st.randoms())
def test_the_order_of_the_panels_changes_nothing(
    listed: list[PanelInfo], visit: Visit, person: Person, random: object
) -> None:
    mixed = list(listed)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    first, second = choose(listed, visit, person), choose(mixed, visit, person)
    assert [choice.panel.id for choice in first] == [choice.panel.id for choice in second]


@given(st.lists(panels, max_size=8), visits, people, people)
def test_who_looks_matters_only_where_a_panel_depends_on_it(
    listed: list[PanelInfo], visit: Visit, one: Person, other: Person
) -> None:
    plain = [panel for panel in listed if not needs_person(panel)]
    assert choose(plain, visit, one) == choose(plain, visit, other)


@given(seens, st.builds(Frequency, times=st.integers(1, 5), days=st.integers(1, 30)))
def test_a_closed_panel_never_comes_back_sooner_than_one_left_open(seen: Seen, frequency: Frequency) -> None:
    closed = Seen(shown=seen.shown, last_at=seen.last_at, dismissed=True, submitted=seen.submitted)
    if may_show_again(frequency, closed, NOW):
        assert may_show_again(frequency, Seen(shown=seen.shown, last_at=seen.last_at), NOW)


@pytest.mark.parametrize(
    ("kind", "asks", "content", "missing"),
    [
        (PanelKind.BAR, Asks.NOTHING, Content(), ("text", "dismiss")),
        (PanelKind.INLINE, Asks.NOTHING, Content(title="Hi"), ()),
        (PanelKind.MODAL, Asks.NOTHING, Content(title="Hi", dismiss="No"), ()),
        (
            PanelKind.MODAL,
            Asks.NOTHING,
            Content(title="Hi", dismiss="No", action_url="/new"),
            ("action_label",),
        ),
        (
            PanelKind.CORNER,
            Asks.SIGN_UP,
            Content(title="Hi", dismiss="No", email_label="E-mail", submit="Go"),
            ("consent_label", "done"),
        ),
    ],
)
def test_a_panel_needs_the_words_it_shows(
    kind: PanelKind, asks: Asks, content: Content, missing: tuple[str, ...]
) -> None:
    assert list_missing(content, kind=kind, asks=asks) == missing


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("https://b.example/new", True),
        ("/new?x=1", True),
        ("//evil.example", False),
        ("/\\evil.example", False),
        ("javascript:alert(1)", False),
        ("http://[", False),
        ("mailto:a@b.example", False),
        ("", False),
    ],
)
def test_a_panel_leads_to_the_web_or_into_the_shop(text: str, is_one: bool) -> None:
    assert is_link(text) is is_one


def test_slots_and_directions() -> None:
    assert is_slot("home-top")
    assert not any(map(is_slot, ["", "Home", "a b", "a--b", '"><script>', "x" * 41]))
    assert (direction_of("ar-EG"), direction_of("it")) == ("rtl", "ltr")
