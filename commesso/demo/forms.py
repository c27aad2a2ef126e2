"""What people type, read and checked. An error is the name of a text in `words/`."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from commesso.demo.contracts import Address, Checkout
from commesso.demo.rules import cards
from commesso.demo.rules.cards import Card
from commesso.demo.rules.delivery import COUNTRIES, HOME_COUNTRY, list_methods

PAYMENTS = ("card", "bank", "transfer", "on_delivery")
NOTE_LENGTH = 500
# What is typed into these is never kept, nor written back into a page.
SECRETS = ("card_number", "card_expiry", "card_code")
_POSTCODES = {
    **dict.fromkeys(("IT", "ES", "DE", "FR", "FI", "EE", "HR"), r"\d{5}"),
    **dict.fromkeys(("AT", "BE", "DK", "LU", "HU", "SI", "BG", "CY", "LV"), r"(LV-?)?\d{4}"),
    **dict.fromkeys(("GR", "SE", "CZ", "SK"), r"\d{3} ?\d{2}"),
    "NL": r"\d{4} ?[A-Za-z]{2}",
    "PL": r"\d{2}-?\d{3}",
    "PT": r"\d{4}-?\d{3}",
    "RO": r"\d{6}",
}
_PHONE = re.compile(r"\+?[\d\s()/.\-]{6,24}")


def _text(name: str, *, length: int, needed: bool = True) -> forms.CharField:
    errors = {"required": f"errors.{name}", "max_length": "errors.too_long"}
    return forms.CharField(max_length=length, required=needed, error_messages=errors)


class AddressForm(forms.Form):
    """Where a parcel goes; `needs_address` is False when nobody drives."""

    address = _text("address", length=160, needed=False)
    address_more = _text("address_more", length=160, needed=False)
    postcode = _text("postcode", length=12, needed=False)
    city = _text("city", length=80, needed=False)
    province = _text("province", length=40, needed=False)
    phone = _text("phone", length=30, needed=False)

    def __init__(
        self, data: QueryDict | Mapping[str, Any] | None, *, country: str, needs_address: bool = True
    ) -> None:
        super().__init__(data)
        self.country, self.needs_address = country, needs_address

    def clean_phone(self) -> str:
        phone = str(self.cleaned_data["phone"])
        if phone and not _PHONE.fullmatch(phone):
            raise forms.ValidationError("errors.phone")
        return phone

    def clean(self) -> None:
        if not self.needs_address:
            return
        for name in ("address", "postcode", "city"):
            if name not in self.errors and not self.cleaned_data.get(name):
                self.add_error(name, f"errors.{name}")
        pattern = _POSTCODES.get(self.country)
        postcode = self.cleaned_data.get("postcode", "")
        if pattern and postcode and not re.fullmatch(pattern, postcode):
            self.add_error("postcode", "errors.postcode_form")

    def read_address(self) -> Address:
        if not self.needs_address:
            return Address(country=self.country)
        names = ("address", "address_more", "postcode", "city", "province")
        return Address(country=self.country, **{name: self.cleaned_data[name] for name in names})


class CheckoutForm(AddressForm):
    email = forms.EmailField(
        max_length=254, error_messages={"required": "errors.email", "invalid": "errors.email_form"}
    )
    given_name = _text("given_name", length=80)
    family_name = _text("family_name", length=80)
    wants_news = forms.BooleanField(required=False)
    payment = forms.ChoiceField(
        choices=[(key, key) for key in PAYMENTS],
        error_messages={"required": "errors.payment", "invalid_choice": "errors.payment"},
    )
    card_number = _text("card_number", length=30, needed=False)
    card_expiry = _text("card_expiry", length=10, needed=False)
    card_code = _text("card_code", length=4, needed=False)
    card_name = _text("card_name", length=100, needed=False)
    shown_cents = forms.IntegerField(min_value=0, required=False)
    anonymous_id = forms.CharField(max_length=100, required=False)

    def __init__(
        self, data: QueryDict | Mapping[str, Any] | None, *, country: str, delivery: str, today: date
    ) -> None:
        super().__init__(data, country=country, needs_address=delivery != "workshop")
        self.delivery, self.today = delivery, today

    def clean(self) -> None:
        super().clean()
        payment = self.cleaned_data.get("payment")
        if payment and payment not in list_payments(self.country, self.delivery):
            self.add_error("payment", "errors.payment")
        if payment == "card":
            self._clean_card()

    def _clean_card(self) -> None:
        if not cards.clean_number(self.cleaned_data.get("card_number", "")):
            self.add_error("card_number", "errors.card_number")
        expiry = cards.read_expiry(self.cleaned_data.get("card_expiry", ""))
        if expiry is None:
            self.add_error("card_expiry", "errors.card_expiry")
        elif cards.is_over(*expiry, self.today):
            self.add_error("card_expiry", "errors.card_over")
        if not cards.is_code(self.cleaned_data.get("card_code", "")):
            self.add_error("card_code", "errors.card_code")

    def read_card(self) -> Card | None:
        if self.cleaned_data["payment"] != "card":
            return None
        expiry = cards.read_expiry(self.cleaned_data["card_expiry"])
        assert expiry is not None
        number = cards.clean_number(self.cleaned_data["card_number"])
        return Card(number, *expiry, self.cleaned_data["card_code"].strip())

    def read_checkout(self, language: str) -> Checkout:
        names = ("email", "given_name", "family_name", "phone", "payment", "wants_news", "anonymous_id")
        return Checkout(
            language=language,
            address=self.read_address(),
            delivery=self.delivery,
            shown_cents=self.cleaned_data["shown_cents"] or 0,
            **{name: self.cleaned_data[name] for name in names},
        )


def list_payments(country: str, delivery: str) -> tuple[str, ...]:
    """Return the ways to pay; a courier takes money in Italy only, the workshop always."""
    takes_money = country == HOME_COUNTRY or delivery == "workshop"
    return tuple(each for each in PAYMENTS if each != "on_delivery" or takes_money)


def read_typed(data: QueryDict) -> dict[str, str]:
    """Return what was typed into a checkout, to keep it; a card is not kept."""
    names = set(CheckoutForm.base_fields) - {*SECRETS, "shown_cents", "anonymous_id"}
    return {name: str(data[name])[:300] for name in sorted(names) if name in data}


def read_country(data: QueryDict, default: str) -> str:
    country = str(data.get("country", ""))
    return country if country in COUNTRIES else default


def read_delivery(data: QueryDict, country: str, default: str) -> str:
    wanted, known = str(data.get("delivery", default)), [each.key for each in list_methods(country)]
    return wanted if wanted in known else known[0]


def read_note(data: QueryDict) -> str | None:
    return str(data["note"]).strip()[:NOTE_LENGTH] if "note" in data else None


def read_quantities(data: QueryDict) -> dict[str, int]:
    """Return sku -> quantity of the fields that are named `quantity-<sku>`; `remove` names one to take out."""
    found = {
        name.removeprefix("quantity-"): int(value)
        for name, value in data.items()
        if name.startswith("quantity-") and isinstance(value, str) and re.fullmatch(r"[0-9]{1,3}", value)
    }
    return found | dict.fromkeys(data.getlist("remove"), 0)


def read_quantity(data: QueryDict) -> int:
    text = str(data.get("quantity", "1"))
    return int(text) if re.fullmatch(r"[0-9]{1,3}", text) else 1
