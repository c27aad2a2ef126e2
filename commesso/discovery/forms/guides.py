"""A guide, as staff make it: what it is called, and its words in each language."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from commesso.discovery.contracts.guiding import GuideInfo, GuideWords
from commesso.discovery.forms.guide_questions import make_key
from commesso.stores.contracts import StoreInfo

_KEY = RegexValidator(
    r"^[a-z0-9-]{1,60}\Z", _("Use small letters, digits and hyphens, like lamps or gifts-for-him.")
)


class NewGuideForm(forms.Form):
    """Where a guide begins: a family of products, or the whole shop."""

    category = forms.ChoiceField(
        label=_("Which products?"),
        required=False,
        help_text=_("Through the whole shop, a guide asks for the family first, then goes on in it."),
    )
    name = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=120,
        help_text=_("For you and your colleagues. Left empty, it is that of the family."),
    )

    def __init__(self, *args: Any, choices: Sequence[tuple[str, object]], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["category"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def read(self, *, taken: Sequence[str], whole: str) -> tuple[str, str, str]:
        """Return the guide's name, its category and a key that is not taken."""
        category = self.cleaned_data["category"]
        family = category.rpartition(" > ")[2]
        name = self.cleaned_data["name"].strip() or family or whole
        return name, category, make_key([name], taken, otherwise="guide")


class GuideForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        help_text=_("For you and your colleagues."),
        error_messages={"required": _("Enter a name.")},
    )
    key = forms.CharField(
        label=_("Key"),
        validators=[_KEY],
        help_text=_("How your pages name it. Change it there too when you change it here."),
        widget=forms.TextInput(attrs={"spellcheck": "false"}),
        error_messages={"required": _("Enter a key.")},
    )


class GuideWordsForm(forms.Form):
    """What stands around the questions in one language. All of it may be left out: then our own words stand there."""

    use_required_attribute = False

    title = forms.CharField(label=_("Title"), max_length=120, required=False)
    text = forms.CharField(
        label=_("Before the first question"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    again = forms.CharField(
        label=_("To who comes back"),
        max_length=120,
        required=False,
        help_text=_("Like: Still looking for a lamp?"),
    )

    def read(self) -> GuideWords:
        return GuideWords(**{name: self.cleaned_data[name].strip() for name in self.fields})


def words_forms(
    store: StoreInfo, guide: GuideInfo, sent: Mapping[str, Any] | None
) -> dict[str, GuideWordsForm]:
    """Return a form for each of the shop's languages."""
    empty = GuideWords()
    return {
        language: GuideWordsForm(
            sent,
            prefix=f"in-{language}",
            initial={
                name: getattr(guide.words.get(language, empty), name)
                for name in GuideWords.__dataclass_fields__
            },
        )
        for language in store.languages
    }
