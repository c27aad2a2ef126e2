"""What people choose and write when they import by upload."""

from django import forms
from django.utils.translation import gettext_lazy as _

from commesso.connectors.contracts import Kind

KINDS = {
    Kind.PRODUCTS: _("Products"),
    Kind.ORDERS: _("Orders"),
    Kind.CUSTOMERS: _("Customers"),
    Kind.EVENTS: _("Events"),
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
        label=_("What the columns mean"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 22, "spellcheck": "false", "class": "font-monospace"}),
        error_messages={"required": _("Say what the columns mean, or choose a ready map.")},
    )
