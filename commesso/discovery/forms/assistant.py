"""The assistant, as staff make it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commesso.discovery.contracts.assisting import AssistantInfo, Situation
from commesso.discovery.queries.assistant import GuideOffer
from commesso.discovery.rules.assisting.greeting import NAME, OURS, PLACES
from commesso.discovery.rules.assisting.links import is_link
from commesso.discovery.rules.guiding.wording import Voice
from commesso.stores.contracts import StoreInfo

_LINK = {"spellcheck": "false"}
_LABELS = {
    NAME: _("What its button says"),
    Situation.NEW: _("To somebody new"),
    Situation.BACK: _("To somebody who was here before"),
    Situation.FROM_AD: _("To somebody who came by a campaign"),
    Situation.SOLD_OUT: _("At a product that is sold out"),
    Situation.IN_CART: _("In the cart, after half a minute without doing anything"),
}


class AssistantForm(forms.Form):
    side = forms.ChoiceField(
        label=_("Corner"),
        choices=(("end", _("Right, where the language is read from the left")), ("start", _("Left"))),
    )
    guide_key = forms.ChoiceField(label=_("Guide it offers"), required=False)
    order_url = forms.CharField(
        label=_("Where shoppers see their order"),
        required=False,
        max_length=2_000,
        help_text=_(
            "An address, or a path in your shop: /orders. {language} in it becomes the page's language. "
            "Without one it speaks of the mail that confirmed the order."
        ),
        widget=forms.TextInput(attrs=_LINK),
    )
    contact_url = forms.CharField(
        label=_("Where they reach you"),
        required=False,
        max_length=2_000,
        help_text=_("An address, a path, or mailto:name@example.com."),
        widget=forms.TextInput(attrs=_LINK),
    )

    def __init__(self, *args: Any, guides: list[GuideOffer], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["guide_key"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", _("By the page, else all that are on")),
            *((each.key, each.name) for each in guides),
        ]

    def clean_order_url(self) -> str:
        return self._read_link("order_url")

    def clean_contact_url(self) -> str:
        return self._read_link("contact_url")

    def _read_link(self, name: str) -> str:
        text: str = self.cleaned_data[name]
        if text and not is_link(text):
            raise forms.ValidationError(
                _("Write an address like https://www.example.com/help, or a path like /help.")
            )
        return text


class GreetingsForm(forms.Form):
    """What it says in one language. What is left empty is said in our own words."""

    def __init__(self, *args: Any, language: str, **options: Any) -> None:
        super().__init__(*args, **options)
        ours = Voice(language=language)
        for place in PLACES:
            most = 60 if place == NAME else 200
            self.fields[place] = forms.CharField(
                label=_LABELS[place],
                required=False,
                max_length=most,
                widget=forms.TextInput(attrs={"placeholder": ours.say(OURS[place])}),
            )

    def read(self) -> dict[str, str]:
        return {place: self.cleaned_data.get(place, "").strip() for place in PLACES}


def assistant_form(
    info: AssistantInfo, guides: list[GuideOffer], sent: Mapping[str, Any] | None
) -> AssistantForm:
    initial = {name: getattr(info, name) for name in ("side", "guide_key", "order_url", "contact_url")}
    return AssistantForm(sent, initial=initial, guides=guides)


def greetings_forms(
    store: StoreInfo, info: AssistantInfo, sent: Mapping[str, Any] | None
) -> dict[str, GreetingsForm]:
    """Return a form for each of the shop's languages."""
    return {
        language: GreetingsForm(
            sent, prefix=f"in-{language}", initial=info.words.get(language, {}), language=language
        )
        for language in store.languages
    }
