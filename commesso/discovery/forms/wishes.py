"""What staff type about certain queries."""

import re
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext_lazy as _

from commesso.discovery.rules.searching.counting import LONGEST
from commesso.discovery.rules.searching.synonyms import read_phrase

_MOST_PHRASES = 20
_SEPARATORS = re.compile(r"[,;\n，；、]")


class SynonymsForm(forms.Form):
    """Phrases that mean the same. `query`, where given, is the first of them."""

    query = forms.CharField(required=False, max_length=LONGEST, widget=forms.HiddenInput)
    phrases = forms.CharField(
        label=_("Words that mean the same"),
        max_length=1_000,
        help_text=_("With commas between them: sofa, couch, settee."),
        error_messages={"required": _("Write at least one word.")},
    )
    one_way = forms.BooleanField(
        label=_("Only the first finds the others, not the reverse"), required=False, initial=False
    )

    def clean(self) -> None:
        if "phrases" not in self.cleaned_data:
            return
        typed = [self.cleaned_data.get("query", ""), *_SEPARATORS.split(self.cleaned_data["phrases"])]
        phrases = list(dict.fromkeys(" ".join(text.split()) for text in typed if read_phrase(text)))
        if len(phrases) < 2:
            self.add_error("phrases", _("Write two words or more, with commas between them."))
        if len(phrases) > _MOST_PHRASES or any(len(text) > LONGEST for text in phrases):
            text = _("At most %(most)s words or phrases, each of at most %(letters)s letters.")
            self.add_error("phrases", text % {"most": _MOST_PHRASES, "letters": LONGEST})
        self.cleaned_data["phrases"] = phrases


class RedirectForm(forms.Form):
    """A query and the page it leads to."""

    query = forms.CharField(
        label=_("Who searches for"),
        max_length=LONGEST,
        error_messages={"required": _("Write what shoppers search for.")},
    )
    url = forms.CharField(
        label=_("Sees the page"),
        max_length=2_000,
        help_text=_("An address, or a path in your shop: /returns"),
        error_messages={"required": _("Write where the query leads.")},
    )

    def clean_query(self) -> str:
        query: str = self.cleaned_data["query"]
        if not read_phrase(query):
            raise forms.ValidationError(_("Write a word."))
        return query

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"].strip()
        if not is_page(url):
            raise forms.ValidationError(
                _("Write an address like https://example.com/returns, or a path like /returns.")
            )
        return url


class PinForm(forms.Form):
    """What to do with a product at a query: put it first, let it go, or move it up among those put first."""

    query = forms.CharField(max_length=LONGEST)
    product_id = forms.CharField(max_length=100)
    change = forms.ChoiceField(choices=[(each, each) for each in ("pin", "unpin", "up")])

    def apply(self, pinned: tuple[str, ...]) -> list[str]:
        """Return the products that stand first from now on."""
        product_id: str = self.cleaned_data["product_id"]
        others = [each for each in pinned if each != product_id]
        match self.cleaned_data["change"]:
            case "unpin":
                return others
            case "up" if product_id in pinned:
                at = max(0, pinned.index(product_id) - 1)
                return [*others[:at], product_id, *others[at:]]
            case _:
                return [*pinned, product_id] if product_id not in pinned else list(pinned)


def is_page(url: str) -> bool:
    """Whether shoppers may be led there: an address of the web, or a path of the shop."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if parts.scheme or parts.netloc:
        return parts.scheme in ("http", "https") and bool(parts.netloc)
    return url.startswith("/") and not url.startswith(("//", "/\\"))


def synonyms_initial(phrases: tuple[str, ...], *, one_way: bool) -> dict[str, Any]:
    return {"phrases": ", ".join(phrases), "one_way": one_way}
