"""What people choose and write when they import by upload."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commesso.connectors.contracts import Kind
from commesso.connectors.rules.choices import KEEP

KINDS = {
    Kind.PRODUCTS: _("Products"),
    Kind.ORDERS: _("Orders"),
    Kind.CUSTOMERS: _("Customers"),
    Kind.EVENTS: _("Events"),
}
_PERSON = {
    "user_id": _("Customer's id"),
    "email": _("E-mail"),
    "phone": _("Phone"),
}
# What a column may mean, in the words of a merchant. Fields beyond these are for maps written by hand.
CHOICES: Mapping[Kind, Mapping[str, Any]] = {
    Kind.PRODUCTS: {
        "product_id": _("Product id"),
        "title": _("Name"),
        "description": _("Description"),
        "price": _("Price"),
        "compare_at": _("Price before"),
        "currency": _("Currency"),
        "stock": _("Stock"),
        "categories": _("Category"),
        "brand": _("Brand"),
        "url": _("Address of its page"),
        "images": _("Pictures"),
        "sku": _("Article number"),
        "ean": _("EAN"),
        KEEP: _("An attribute"),
    },
    Kind.ORDERS: {
        "order_id": _("Order id"),
        "number": _("Order number"),
        "placed_at": _("Ordered on"),
        **_PERSON,
        "name": _("Customer's name"),
        "country": _("Country"),
        "currency": _("Currency"),
        "total": _("Total of the order"),
        "shipping": _("Shipping"),
        "tax": _("Tax"),
        "discount": _("Discount"),
        "coupon": _("Coupon"),
        "lines.product_id": _("Line: product id"),
        "lines.variant_id": _("Line: variant id"),
        "lines.sku": _("Line: article number"),
        "lines.title": _("Line: name"),
        "lines.quantity": _("Line: pieces"),
        "lines.unit_price": _("Line: price of one"),
        "lines.total": _("Line: amount"),
        "lines.category": _("Line: category"),
    },
    Kind.CUSTOMERS: {
        **_PERSON,
        "created_at": _("Customer since"),
        "traits.name": _("Name"),
        "traits.first_name": _("First name"),
        "traits.last_name": _("Last name"),
        "traits.city": _("City"),
        "traits.country": _("Country"),
        "traits.language": _("Language"),
        "traits.birthday": _("Birthday"),
        "consents.marketing/email": _("Agreed to e-mails (yes or no)"),
        "consents.marketing/sms": _("Agreed to text messages (yes or no)"),
        KEEP: _("Something else about them"),
    },
    Kind.EVENTS: {
        "event": _("What happened"),
        "type": _("Type of call"),
        "timestamp": _("When"),
        "user_id": _("Customer's id"),
        "anonymous_id": _("Visitor's id"),
        "session_id": _("Visit"),
        "message_id": _("Event id"),
        KEEP: _("A property"),
    },
}


class UploadForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What is in it"), choices=[(kind.value, name) for kind, name in KINDS.items()]
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV, JSON, Parquet or a product feed; packed with gzip too."),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )


class MapForm(forms.Form):
    map_text = forms.CharField(
        label=_("The map"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 22, "spellcheck": "false", "class": "font-monospace"}),
        error_messages={"required": _("Say what the columns mean, or choose a ready map.")},
    )


class ColumnsForm(forms.Form):
    """One choice a column, in the order of the file."""

    def __init__(
        self,
        kind: Kind,
        columns: Mapping[str, str],
        data: Any = None,
        initial: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(data)
        self._columns = list(columns)
        choices = [("", _("Leave out")), *CHOICES[kind].items()]
        for place, (column, example) in enumerate(columns.items()):
            self.fields[f"column-{place}"] = forms.ChoiceField(
                label=column,
                help_text=example,
                choices=choices,
                required=False,
                initial=(initial or {}).get(column, ""),
            )

    def read_chosen(self) -> dict[str, str]:
        """Return column -> choice."""
        return {column: self.cleaned_data[f"column-{place}"] for place, column in enumerate(self._columns)}
