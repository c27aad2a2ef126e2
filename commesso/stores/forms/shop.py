"""The shop, its brand kit and its keys."""

from functools import lru_cache
from typing import Any
from zoneinfo import available_timezones

from babel.core import get_global
from django import forms
from django.utils.translation import gettext_lazy as _

from commesso.kernel.errors import Invalid
from commesso.stores.contracts import LANGUAGES, BrowserConsent, ConsentPolicy, Scope
from commesso.stores.rules import check_colours, clean_domain, picture_kind
from commesso.ui import api as ui

_MEGABYTE = 1_048_576
_NUMBER = {
    "invalid": _("Enter a whole number."),
    "min_value": _("Enter %(limit_value)s or more."),
    "max_value": _("Enter %(limit_value)s or less."),
    "required": _("Enter a number."),
}


def language_choices() -> list[tuple[str, str]]:
    """Return the languages a shop may speak, named in the reader's."""
    names = ui.reader().languages
    return sorted(
        ((code, names.get(code, code).capitalize()) for code in LANGUAGES), key=lambda pair: pair[1]
    )


def currency_choices() -> list[tuple[str, str]]:
    """Return the currencies in use today, named in the reader's language."""
    names = ui.reader().currencies
    return [(code, f"{code} · {names.get(code, code)}") for code in _currencies()]


@lru_cache(maxsize=1)
def _currencies() -> list[str]:
    used = get_global("territory_currencies").values()
    return sorted({code for rows in used for code, _start, end, tender in rows if tender and end is None})


@lru_cache(maxsize=1)
def time_zone_choices() -> list[tuple[str, str]]:
    places = sorted(
        name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "posix"))
    )
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in places)]


class ShopForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=120, error_messages={"required": _("Enter the name of the shop.")}
    )
    domains = forms.CharField(
        label=_("Domains"),
        required=False,
        help_text=_("Where the shop lives, one a line: www.example.com"),
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
    )
    language = forms.ChoiceField(label=_("Main language"))
    languages = forms.MultipleChoiceField(
        label=_("Other languages"), required=False, widget=forms.CheckboxSelectMultiple
    )
    currency = forms.ChoiceField(
        label=_("Currency"), help_text=_("Reports are in it. Orders keep the currency they were paid in.")
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"), help_text=_("Decides when a day begins, and when it is night.")
    )
    cart_idle_minutes = forms.IntegerField(
        label=_("A cart rests after"),
        min_value=1,
        max_value=10_080,
        help_text=_("Minutes without a change."),
        error_messages=_NUMBER,
    )
    cart_abandoned_minutes = forms.IntegerField(
        label=_("A cart is abandoned after"),
        min_value=1,
        max_value=43_200,
        help_text=_("Minutes without a change. From then on it may be reminded of."),
        error_messages=_NUMBER,
    )
    cart_expired_days = forms.IntegerField(
        label=_("A cart expires after"),
        min_value=1,
        max_value=730,
        help_text=_("Days without a change."),
        error_messages=_NUMBER,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = {
            "language": language_choices(),
            "languages": language_choices(),
            "currency": currency_choices(),
            "time_zone": time_zone_choices(),
        }
        for name, values in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = values

    def clean_domains(self) -> list[str]:
        try:
            found = [clean_domain(line) for line in self.cleaned_data["domains"].splitlines() if line.strip()]
        except Invalid as error:
            raise forms.ValidationError(_("This is not a domain. Write it like www.example.com.")) from error
        return list(dict.fromkeys(found))

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if values.get("cart_idle_minutes", 0) > values.get("cart_abandoned_minutes", 1_000_000):
            self.add_error(
                "cart_abandoned_minutes", _("A cart rests before it is abandoned. Enter more minutes.")
            )
        if "language" in values:
            first = values.pop("language")
            values["languages"] = [first, *(code for code in values.get("languages", []) if code != first)]
        return values


class ConsentForm(forms.Form):
    browser_consent = forms.ChoiceField(
        label=_("Before a shopper has answered"),
        widget=forms.RadioSelect,
        choices=(
            (
                BrowserConsent.REQUIRED.value,
                _("Wait. The tag stores nothing and recognises nobody until they say yes."),
            ),
            (
                BrowserConsent.ASSUMED.value,
                _("Measure until they say no. Lawful in few countries; ask a lawyer first."),
            ),
        ),
    )
    consent_banner = forms.BooleanField(
        label=_("The tag asks, with a banner of its own"),
        required=False,
        help_text=_("Switch it off where your shop has a consent tool already: the tag hears its answer."),
    )
    privacy_url = forms.URLField(
        label=_("Your privacy page"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("The banner and sign-up forms link to it: https://www.example.com/privacy"),
        error_messages={"invalid": _("Write the whole address: https://www.example.com/privacy")},
    )
    consent_policy = forms.ChoiceField(
        label=_("When an event says nothing about consent"),
        help_text=_("The tag always says what the shopper answered. Servers and other libraries may not."),
        widget=forms.RadioSelect,
        choices=(
            (
                ConsentPolicy.SIGNALLED.value,
                _("Keep it. Your site or server asks, and sends only what was allowed."),
            ),
            (ConsentPolicy.REQUIRED.value, _("Drop it. Behaviour is kept only where the event says yes.")),
        ),
    )
    gpc_means_no_analytics = forms.BooleanField(
        label=_("Global Privacy Control means no"),
        required=False,
        help_text=_("Keep no behaviour from browsers that send this signal."),
    )


class BrandForm(forms.Form):
    logo = forms.FileField(
        label=_("Logo"),
        required=False,
        help_text=_("PNG, JPEG, WebP or GIF, up to 1 MB. Mail programs do not draw SVG."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp,image/gif"}),
    )
    drop_logo = forms.BooleanField(label=_("Use no logo"), required=False)
    colour = forms.CharField(
        label=_("Colour"),
        help_text=_("Buttons and links."),
        widget=forms.TextInput(attrs={"type": "color", "class": "form-control-color", "data-shows": "brand"}),
    )
    background = forms.CharField(
        label=_("Background"),
        widget=forms.TextInput(
            attrs={"type": "color", "class": "form-control-color", "data-shows": "brand-background"}
        ),
    )
    font = forms.ChoiceField(
        label=_("Letters"),
        required=False,
        help_text=_("These are on every phone and in every mail program, so nothing is loaded."),
        choices=(
            ("", _("As the shop's pages have them")),
            ("Georgia, 'Times New Roman', serif", "Georgia"),
            ("Arial, Helvetica, sans-serif", "Arial"),
            ("Verdana, Geneva, sans-serif", "Verdana"),
            ("'Trebuchet MS', Helvetica, sans-serif", "Trebuchet"),
            ("'Courier New', Courier, monospace", "Courier"),
        ),
        widget=forms.Select(attrs={"data-shows": "brand-font"}),
    )
    tone = forms.CharField(
        label=_("Tone of voice"),
        required=False,
        max_length=2000,
        help_text=_(
            "How you speak to customers. Whoever writes for the shop reads it: colleagues, and assistants."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    signature = forms.CharField(
        label=_("Signature"),
        required=False,
        max_length=500,
        help_text=_("Stands under what you send."),
        widget=forms.Textarea(attrs={"rows": 2, "data-shows": "signature"}),
    )
    postal_address = forms.CharField(
        label=_("Postal address"),
        required=False,
        max_length=500,
        help_text=_("The law asks for it in every promotion."),
        widget=forms.Textarea(attrs={"rows": 3, "data-shows": "address", "autocomplete": "street-address"}),
    )

    sender_email = forms.EmailField(
        label=_("Mails come from"),
        required=False,
        help_text=_(
            "Customers see this address and answer to it. Your mail server must be allowed to send for it. "
            "Empty: the address of this installation."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("This is not an e-mail address. Write it like shop@example.com.")},
    )

    def clean_logo(self) -> bytes | None:
        upload = self.cleaned_data["logo"]
        if not upload:
            return None
        if upload.size > _MEGABYTE:
            raise forms.ValidationError(_("This picture is larger than 1 MB. Save it smaller."))
        content: bytes = upload.read()
        if picture_kind(content[:16]) is None:
            raise forms.ValidationError(_("This is not a PNG, JPEG, WebP or GIF picture. Save it as PNG."))
        return content

    def clean(self) -> dict[str, Any]:
        for name in ("colour", "background"):
            try:
                check_colours(self.cleaned_data.get(name, ""), "#ffffff")
            except Invalid:
                self.add_error(name, _("This is not a colour. Write it like #1f4e5f."))
        return self.cleaned_data


class SourceForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=80,
        help_text=_("Where the events come from: Website, App, Till."),
        error_messages={"required": _("Enter a name, such as Website.")},
    )


SCOPES = (
    (Scope.CATALOG_READ.value, _("Read products")),
    (Scope.CATALOG_WRITE.value, _("Write products")),
    (Scope.ORDERS_READ.value, _("Read carts and orders")),
    (Scope.ORDERS_WRITE.value, _("Write carts and orders")),
    (Scope.PROFILES_READ.value, _("Read customers")),
    (Scope.PROFILES_WRITE.value, _("Write and erase customers")),
    (Scope.DISCOVERY.value, _("Search and recommend for shoppers")),
)


class ApiKeyForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=80,
        help_text=_("What uses it, so that you dare to revoke it: ERP, nightly export."),
        error_messages={"required": _("Enter what will use the key.")},
    )
    scopes = forms.MultipleChoiceField(
        label=_("It may"),
        choices=SCOPES,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what the key may do.")},
    )
