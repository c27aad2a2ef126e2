"""A panel, as staff make it: its words in each language, and when, to whom and how often it is shown."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commesso.onsite.contracts import (
    Asks,
    Audience,
    Content,
    Email,
    Frequency,
    PanelInfo,
    PanelKind,
    Trigger,
    Visitors,
)
from commesso.onsite.rules.contents import is_link, is_slot, is_web_address, list_missing
from commesso.stores.contracts import StoreInfo

_WHOLE = {
    "invalid": _("Enter a whole number."),
    "min_value": _("Enter %(limit_value)s or more."),
    "max_value": _("Enter %(limit_value)s or less."),
    "required": _("Enter a number."),
}
_LINES = {"rows": 2, "spellcheck": "false"}
_OF_FORMS = ("email_label", "consent_label", "submit", "done")


class Words(forms.CharField):
    """A text that may be missing while a panel is written, needed or not."""

    def validate(self, value: Any) -> None:
        """Take nothing too: the page says what a panel lacks, and it cannot be switched on."""


class ContentForm(forms.Form):
    """A panel's words in one language. What it needs is marked so; a draft may lack it."""

    use_required_attribute = False

    title = Words(label=_("Title"), max_length=120)
    text = Words(label=_("Text"), max_length=1_000, widget=forms.Textarea(attrs={"rows": 3}))
    image = Words(
        label=_("Picture"),
        max_length=1_000,
        help_text=_("The address of a picture: https://…"),
    )
    action_label = Words(label=_("Button"), max_length=60, help_text=_("What it says."))
    action_url = Words(
        label=_("Button leads to"),
        max_length=1_000,
        help_text=_("An address, or a path in your shop: /new"),
    )
    email_label = Words(label=_("Label of the address field"), max_length=60)
    consent_label = Words(
        label=_("What they agree to"),
        max_length=1_000,
        help_text=_("Kept with their consent, word for word."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    submit = Words(label=_("Button that sends"), max_length=60)
    done = Words(
        label=_("Afterwards"),
        max_length=300,
        help_text=_("Takes the form's place. Say that a mail is on its way."),
    )
    dismiss = Words(
        label=_("Button that closes"),
        max_length=60,
        help_text=_("As easy to find as the other one."),
    )

    def __init__(self, *args: Any, kind: PanelKind, asks: Asks, **options: Any) -> None:
        super().__init__(*args, **options)
        if asks is Asks.SIGN_UP:  # the form's own button is the one thing to do
            del self.fields["action_label"], self.fields["action_url"]
        else:
            for name in _OF_FORMS:
                del self.fields[name]
        needed = list_missing(Content(), kind=kind, asks=asks)
        for name, field in self.fields.items():
            field.required = name in needed

    def clean_image(self) -> str:
        text: str = self.cleaned_data["image"]
        if text and not is_web_address(text):
            raise forms.ValidationError(
                _("This is not an address. Write it like https://www.example.com/x.jpg")
            )
        return text

    def clean_action_url(self) -> str:
        text: str = self.cleaned_data["action_url"]
        if text and not is_link(text):
            raise forms.ValidationError(
                _("Write an address like https://www.example.com/new, or a path like /new.")
            )
        return text

    def read(self) -> Content:
        return Content(**{name: self.cleaned_data.get(name, "").strip() for name in self.fields})


class PanelForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        help_text=_("For you and your colleagues."),
        error_messages={"required": _("Enter a name.")},
    )
    kind = forms.ChoiceField(
        label=_("Place in the page"),
        choices=(
            (PanelKind.BAR.value, _("Bar along the edge")),
            (PanelKind.CORNER.value, _("Card in the corner")),
            (PanelKind.MODAL.value, _("Window over the page")),
            (PanelKind.INLINE.value, _("In the page, in a slot")),
            (PanelKind.PAGE.value, _("Full page")),
        ),
    )
    slot = forms.CharField(
        label=_("Slot"),
        required=False,
        max_length=40,
        help_text=_(
            'For a panel in the page: the name your page gives the place, as in data-commesso-slot="home-top".'
        ),
        widget=forms.TextInput(attrs={"spellcheck": "false"}),
    )
    after_seconds = forms.IntegerField(
        label=_("Seconds on the page"), min_value=0, max_value=3_600, error_messages=_WHOLE
    )
    scroll_percent = forms.IntegerField(
        label=_("Percent of the page scrolled"), min_value=0, max_value=100, error_messages=_WHOLE
    )
    on_leave = forms.BooleanField(label=_("When the shopper is about to leave"), required=False)
    visitors = forms.ChoiceField(
        label=_("Visitors"),
        required=False,
        choices=(
            (Visitors.ANY.value, _("All")),
            (Visitors.NEW.value, _("New: first seen within a day")),
            (Visitors.RETURNING.value, _("Returning")),
        ),
    )
    email = forms.ChoiceField(
        label=_("E-mail address"),
        required=False,
        choices=(
            (Email.ANY.value, _("All")),
            (Email.KNOWN.value, _("Known")),
            (Email.UNKNOWN.value, _("Not known")),
        ),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages of the page"),
        required=False,
        help_text=_("None chosen: all."),
        widget=forms.CheckboxSelectMultiple,
    )
    url_contains = forms.CharField(
        label=_("The address contains"),
        required=False,
        max_length=2_000,
        help_text=_("One of these, one a line: /lamps"),
        widget=forms.Textarea(attrs=_LINES),
    )
    min_pages = forms.IntegerField(
        label=_("Pages seen in this visit, at least"), min_value=0, max_value=100, error_messages=_WHOLE
    )
    campaigns = forms.CharField(
        label=_("Came by the campaign"),
        required=False,
        max_length=2_000,
        help_text=_("One of these, one a line, as in utm_campaign."),
        widget=forms.Textarea(attrs=_LINES),
    )
    times = forms.IntegerField(
        label=_("At most so many times"), min_value=1, max_value=100, error_messages=_WHOLE
    )
    days = forms.IntegerField(label=_("In so many days"), min_value=1, max_value=365, error_messages=_WHOLE)
    after_dismissal_days = forms.IntegerField(
        label=_("Days of quiet after it was closed"), min_value=1, max_value=365, error_messages=_WHOLE
    )
    active_from = forms.DateTimeField(
        label=_("From"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": _("Enter a day and a time.")},
    )
    active_until = forms.DateTimeField(
        label=_("Until"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": _("Enter a day and a time.")},
    )

    def __init__(self, *args: Any, languages: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["languages"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = languages

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        slot = values.get("slot", "")
        if values.get("kind") == PanelKind.INLINE and not is_slot(slot):
            self.add_error(
                "slot", _("Enter the name of the slot: small letters, digits and hyphens, like home-top.")
            )
        begin, end = values.get("active_from"), values.get("active_until")
        if begin and end and end <= begin:
            self.add_error("active_until", _("It ends before it begins. Enter a later time."))
        return values

    def read(self) -> dict[str, Any]:
        """Return the panel's fields, without its words."""
        values = self.cleaned_data
        kind = PanelKind(values["kind"])
        return {
            "name": values["name"],
            "kind": kind,
            "slot": values["slot"] if kind is PanelKind.INLINE else "",
            "trigger": Trigger(**{name: values[name] for name in Trigger.__dataclass_fields__}),
            "frequency": Frequency(**{name: values[name] for name in Frequency.__dataclass_fields__}),
            "audience": Audience(
                visitors=Visitors(values["visitors"]),
                email=Email(values["email"]),
                languages=tuple(values["languages"]),
                url_contains=_lines(values["url_contains"]),
                min_pages=values["min_pages"],
                campaigns=_lines(values["campaigns"]),
            ),
            "active_from": values["active_from"],
            "active_until": values["active_until"],
        }


def panel_initial(panel: PanelInfo) -> dict[str, Any]:
    """Return what the form shows of a panel at first."""
    audience = panel.audience
    return {
        "name": panel.name,
        "kind": panel.kind,
        "slot": panel.slot,
        **vars(panel.trigger),
        **vars(panel.frequency),
        **vars(audience),
        "languages": list(audience.languages),
        "url_contains": "\n".join(audience.url_contains),
        "campaigns": "\n".join(audience.campaigns),
        "active_from": panel.active_from,
        "active_until": panel.active_until,
    }


def content_forms(
    store: StoreInfo, panel: PanelInfo, sent: Mapping[str, Any] | None
) -> dict[str, ContentForm]:
    """Return a form for each of the shop's languages."""
    return {
        language: ContentForm(
            sent,
            prefix=f"in-{language}",
            initial=vars(panel.contents.get(language, Content())),
            kind=panel.kind,
            asks=panel.asks,
        )
        for language in store.languages
    }


def _lines(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
