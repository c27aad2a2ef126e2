"""What staff type about a customer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commesso.profiles.contracts import EMAIL, PHONE, USER_ID
from commesso.profiles.rules.consents import MAX_TEXT
from commesso.profiles.rules.traits import MAX_NAME, MAX_VALUE_BYTES

_CHANNELS = [
    ("", _("Every channel")),
    ("email", _("E-mail")),
    ("sms", _("SMS")),
    ("whatsapp", _("WhatsApp")),
    ("push", _("Push")),
    ("phone", _("Phone")),
    ("post", _("Post")),
]


class ConsentForm(forms.Form):
    purpose = forms.CharField(
        label=_("Purpose"), max_length=60, help_text=_("What it is for, in one word: marketing, analytics.")
    )
    channel = forms.ChoiceField(label=_("Channel"), choices=_CHANNELS, required=False)
    granted = forms.ChoiceField(
        label=_("Answer"), choices=[("yes", _("Yes")), ("no", _("No"))], widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("What was said or shown"),
        max_length=MAX_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "consent_%s")
        super().__init__(*args, **kwargs)

    def clean_granted(self) -> bool:
        return bool(self.cleaned_data["granted"] == "yes")


class TraitForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=MAX_NAME, help_text=_("One word: birthday, size."))
    value = forms.CharField(label=_("Value"), max_length=MAX_VALUE_BYTES // 4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "trait_%s")
        super().__init__(*args, **kwargs)


class MergeForm(forms.Form):
    other = forms.CharField(
        label=_("E-mail, phone or customer number"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "merge_%s")
        super().__init__(*args, **kwargs)

    def list_guesses(self) -> list[tuple[str, str]]:
        """What was typed may be any of these (kind, value)."""
        text = self.cleaned_data["other"].strip()
        return (
            [(EMAIL, text), (PHONE, text), (USER_ID, text)]
            if "@" in text
            else [(USER_ID, text), (PHONE, text)]
        )


class EraseForm(forms.Form):
    sure = forms.BooleanField(label=_("I know that this cannot be undone."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "erase_%s")
        super().__init__(*args, **kwargs)
