"""Which panels a visitor sees on a page. Everything is told, the clock too."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

from commesso.onsite.contracts import (
    Asks,
    Audience,
    Choice,
    Email,
    Frequency,
    PanelInfo,
    PanelKind,
    PanelState,
    Person,
    Seen,
    Visit,
    Visitors,
)
from commesso.onsite.rules.contents import choose_language

# Whoever was first seen less than this ago is new: their first visit, and the same evening's second.
NEW_FOR = timedelta(hours=24)


def list_candidates(panels: Iterable[PanelInfo], visit: Visit, now: datetime) -> list[PanelInfo]:
    """Return the panels that the page, the time and the browser's memory allow, whoever the visitor is."""
    return [
        panel
        for panel in panels
        if is_on(panel, now)
        and fits_page(panel.audience, visit)
        and may_show_again(panel.frequency, visit.seen.get(str(panel.id)), now)
        and (visit.is_recognised or is_contextual(panel))
    ]


def needs_person(panel: PanelInfo) -> bool:
    """Say whether a panel depends on who looks."""
    audience = panel.audience
    return (
        panel.asks is Asks.SIGN_UP or audience.visitors is not Visitors.ANY or audience.email is not Email.ANY
    )


def choose_panels(
    candidates: Iterable[PanelInfo],
    visit: Visit,
    *,
    person: Person | None,
    default_language: str,
    now: datetime,
) -> list[Choice]:
    """Return what to show: at most one over the page and one in each slot, the last activated first.

    `person` is None where nobody is recognised.
    """
    chosen: dict[str, Choice] = {}
    for panel in sorted(candidates, key=_latest_first):
        place = _place_of(panel)
        language = choose_language(panel, wanted=visit.language, default=default_language)
        if place not in chosen and language and fits_person(panel, person, now):
            chosen[place] = Choice(panel=panel, language=language)
    return list(chosen.values())


def is_on(panel: PanelInfo, now: datetime) -> bool:
    return (
        panel.state is PanelState.ACTIVE
        and (panel.active_from is None or panel.active_from <= now)
        and (panel.active_until is None or now < panel.active_until)
    )


def is_contextual(panel: PanelInfo) -> bool:
    """Say whether a panel may be shown to somebody who is not recognised.

    It must not depend on who they are, nor stand in their way: nothing remembers that they closed it.
    """
    audience = panel.audience
    stands_aside = panel.kind in (PanelKind.BAR, PanelKind.INLINE)
    return stands_aside and audience.visitors is Visitors.ANY and audience.email is Email.ANY


def fits_page(audience: Audience, visit: Visit) -> bool:
    language = visit.language.replace("_", "-").partition("-")[0].lower()
    url = visit.url.lower()
    return (
        (not audience.languages or language in audience.languages)
        and (not audience.url_contains or any(part.lower() in url for part in audience.url_contains))
        and visit.page_number >= audience.min_pages
        and (not audience.campaigns or campaign_of(visit) in {each.lower() for each in audience.campaigns})
    )


def campaign_of(visit: Visit) -> str:
    """Return the campaign that brought the visit, in small letters: what the tag says, else the address."""
    if visit.campaign:
        return visit.campaign.lower()
    try:
        query = parse_qs(urlsplit(visit.url).query, max_num_fields=100)
    except ValueError:
        return ""
    return query.get("utm_campaign", [""])[0].lower()


def may_show_again(frequency: Frequency, seen: Seen | None, now: datetime) -> bool:
    """Say whether a browser that remembers this of a panel may see it once more."""
    if seen is None:
        return True
    if seen.submitted:
        return False
    # A browser that forgot when it was has just shown it.
    passed = now - seen.last_at if seen.last_at else timedelta(0)
    if seen.dismissed and passed < timedelta(days=frequency.after_dismissal_days):
        return False
    return seen.shown < frequency.times or passed >= timedelta(days=frequency.days)


def fits_person(panel: PanelInfo, person: Person | None, now: datetime) -> bool:
    """Say whether a panel is for whoever looks. Somebody not recognised is new, and has no known address."""
    known = person or Person()
    if panel.asks is Asks.SIGN_UP and known.mail_consent is not None:
        return False  # they answered already, yes or no
    audience = panel.audience
    is_new = known.first_seen_at is None or now - known.first_seen_at < NEW_FOR
    if audience.visitors is not Visitors.ANY and (audience.visitors is Visitors.NEW) != is_new:
        return False
    return audience.email is Email.ANY or (audience.email is Email.KNOWN) == known.has_email


def _place_of(panel: PanelInfo) -> str:
    return "over the page" if panel.is_overlay else f"slot {panel.slot}"


def _latest_first(panel: PanelInfo) -> tuple[float, int]:
    return (-panel.activated_at.timestamp() if panel.activated_at else 0.0, -panel.id)
