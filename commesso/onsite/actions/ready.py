"""Ready panels: a shop changes a few words and switches them on."""

from collections.abc import Callable, Mapping

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from commesso.onsite.contracts import (
    Asks,
    Audience,
    Content,
    Frequency,
    PanelId,
    PanelInfo,
    PanelKind,
    Trigger,
)
from commesso.stores.contracts import SHOPPER_LANGUAGES, StoreInfo

_NO_ID = PanelId(0)


def _welcome_bar(store: StoreInfo) -> PanelInfo:
    def say() -> Content:
        return Content(
            text=pgettext("shopper", "Welcome to %(shop)s. Take your time, and ask us anything.")
            % {"shop": store.name},
            dismiss=pgettext("shopper", "Close"),
        )

    return PanelInfo(
        id=_NO_ID,
        version=1,
        name=_("Welcome bar"),
        kind=PanelKind.BAR,
        contents=_in_every_language(store, say),
        frequency=Frequency(times=3, days=30, after_dismissal_days=90),
    )


def _sign_up_card(store: StoreInfo) -> PanelInfo:
    return PanelInfo(
        id=_NO_ID,
        version=1,
        name=_("E-mail sign-up"),
        kind=PanelKind.CORNER,
        asks=Asks.SIGN_UP,
        contents=_in_every_language(store, lambda: _say_sign_up(store)),
        trigger=Trigger(after_seconds=15, scroll_percent=40, on_leave=True),
        audience=Audience(min_pages=2),  # whoever looks at a second page is interested
        frequency=Frequency(times=2, days=14, after_dismissal_days=90),
    )


def _say_sign_up(store: StoreInfo) -> Content:
    name = {"shop": store.name}
    return Content(
        title=pgettext("shopper", "Letters from %(shop)s") % name,
        text=pgettext("shopper", "New things first, and an offer now and then. You leave with one click."),
        dismiss=pgettext("shopper", "No, thanks"),
        email_label=pgettext("shopper", "Your e-mail address"),
        consent_label=pgettext(
            "shopper", "%(shop)s may send me news and offers by e-mail. I can leave at any time."
        )
        % name,
        submit=pgettext("shopper", "Sign me up"),
        done=pgettext("shopper", "Look into your mail: one click there, and you are on the list."),
    )


def _message(store: StoreInfo) -> PanelInfo:
    def say() -> Content:
        return Content(dismiss=pgettext("shopper", "Close"))

    contents = _in_every_language(store, say)
    return PanelInfo(id=_NO_ID, version=1, name=_("New panel"), kind=PanelKind.CORNER, contents=contents)


def _in_every_language(store: StoreInfo, say: Callable[[], Content]) -> Mapping[str, Content]:
    """Return the words in each of the shop's languages that we speak. The others are the shop's to write."""
    contents = {}
    for language in store.languages:
        if language.partition("-")[0] in SHOPPER_LANGUAGES:
            with translation.override(language):
                contents[language] = say()
    return contents


READY: Mapping[str, Callable[[StoreInfo], PanelInfo]] = {
    "welcome_bar": _welcome_bar,
    "sign_up_card": _sign_up_card,
    "message": _message,
}
