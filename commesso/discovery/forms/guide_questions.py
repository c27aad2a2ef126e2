"""A question of a guide, as staff word or write it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from commesso.discovery.contracts.guiding import GuideCondition, GuideOption, GuideQuestion
from commesso.discovery.rules.guiding.questions import MOST_OPTIONS

CONDITIONS = 3
_WEIGHTS = ((1.0, _("Counts once")), (2.0, _("Counts twice")), (3.0, _("Counts three times")))
_NUMBER = {"invalid": _("Enter a number.")}


class Words(forms.CharField):
    """A text that may be missing where another is written instead: the form as a whole says what it needs."""

    def validate(self, value: Any) -> None:
        """Take nothing too."""


@dataclass(frozen=True)
class OptionFields:
    """The fields of one option: its words by language, and its conditions."""

    key: str
    number: int
    name: str
    words: list[forms.BoundField]
    conditions: list[list[forms.BoundField]]
    more: list[list[forms.BoundField]]  # conditions that nobody filled in yet
    is_empty: bool


class QuestionForm(forms.Form):
    """The words of a question and its options in each language, and what a written option looks for.

    A question of the catalogue has `hints`: what it says as long as nothing else is written, by field.
    """

    use_required_attribute = False

    def __init__(
        self,
        *args: Any,
        question: GuideQuestion,
        languages: Sequence[tuple[str, str]],
        attributes: Sequence[tuple[str, str]] = (),
        hints: dict[str, str] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.question, self.languages = question, languages
        given = list(question.options)
        empty = GuideOption(key="")
        room = MOST_OPTIONS if question.is_written else len(given)
        self.slots = [*given, *[empty] * (room - len(given))]
        self.hints = hints = hints or {}
        for code, name in languages:
            self._add_words(f"text-{code}", name, 200, question.words.get(code, ""), hints)
        for place, option in enumerate(self.slots):
            for code, name in languages:
                self._add_words(f"o{place}-{code}", name, 80, option.words.get(code, ""), hints)
            if question.is_written:
                for number in range(CONDITIONS):
                    self._add_condition(f"o{place}c{number}", option, number, attributes)

    def _add_words(self, name: str, label: str, most: int, initial: str, hints: dict[str, str]) -> None:
        is_needed = self.question.is_written and name.endswith(f"-{self.languages[0][0]}")
        self.fields[name] = Words(
            label=label,
            max_length=most,
            required=is_needed and name[:2] in {"te", "o0", "o1"},
            initial=initial,
            widget=forms.TextInput(attrs={"placeholder": hints.get(name, "")}),
        )

    def _add_condition(
        self, prefix: str, option: GuideOption, number: int, attributes: Sequence[tuple[str, str]]
    ) -> None:
        given = option.conditions[number] if number < len(option.conditions) else None
        known = {name for name, _label in attributes}
        gone = [(given.attribute, given.attribute)] if given and given.attribute not in known else []
        self.fields[f"{prefix}-attribute"] = forms.ChoiceField(
            label=_("Attribute"),
            required=False,
            choices=[("", "–"), *attributes, *gone],
            initial=given.attribute if given else "",
        )
        self.fields[f"{prefix}-any_of"] = forms.CharField(
            label=_("Is one of"),
            required=False,
            max_length=1_000,
            initial="\n".join(given.any_of) if given else "",
            help_text=_("One a line, as your products say it; yes or no."),
            widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "false"}),
        )
        for end, label in (("at_least", _("From")), ("at_most", _("Up to"))):
            self.fields[f"{prefix}-{end}"] = forms.FloatField(
                label=label,
                required=False,
                initial=getattr(given, end) if given else None,
                error_messages=_NUMBER,
            )
        self.fields[f"{prefix}-weight"] = forms.TypedChoiceField(
            label=_("Weight"),
            required=False,
            coerce=float,
            choices=_WEIGHTS,
            initial=given.weight if given else 1.0,
        )

    @property
    def question_hint(self) -> str:
        """What the question says as long as nothing else is written, in the shop's main language."""
        return self.hints.get(f"text-{self.languages[0][0]}", "")

    @property
    def text_fields(self) -> list[forms.BoundField]:
        return [self[f"text-{code}"] for code, _name in self.languages]

    @property
    def option_fields(self) -> list[OptionFields]:
        return [
            OptionFields(
                key=option.key,
                number=place + 1,
                name=option.words.get(self.languages[0][0], "")
                or self.hints.get(f"o{place}-{self.languages[0][0]}", ""),
                words=[self[f"o{place}-{code}"] for code, _name in self.languages],
                conditions=self._list_conditions(place, is_more=False),
                more=self._list_conditions(place, is_more=True),
                is_empty=not option.key,
            )
            for place, option in enumerate(self.slots)
        ]

    def _list_conditions(self, place: int, *, is_more: bool) -> list[list[forms.BoundField]]:
        numbers = range(CONDITIONS if self.question.is_written else 0)
        filled = {number for number in numbers if self[f"o{place}c{number}-attribute"].value()} | {0}
        return [self._fields_of(place, number) for number in numbers if (number in filled) is not is_more]

    def _fields_of(self, place: int, number: int) -> list[forms.BoundField]:
        names = ("attribute", "any_of", "at_least", "at_most", "weight")
        return [self[f"o{place}c{number}-{name}"] for name in names]

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if not self.question.is_written:
            return values
        main = self.languages[0][0]
        if not values.get(f"text-{main}"):
            self.add_error(f"text-{main}", _("Enter the question in your shop's main language."))
        filled = [place for place in range(MOST_OPTIONS) if self._is_filled(place)]
        for place in range(MOST_OPTIONS) if len(filled) < 2 else filled:
            if not values.get(f"o{place}-{main}") and (place in filled or place < 2):
                self.add_error(f"o{place}-{main}", _("Enter the answer in your shop's main language."))
        for place in filled:
            for number in range(CONDITIONS):
                self._check_condition(f"o{place}c{number}")
        return values

    def _is_filled(self, place: int) -> bool:
        values = self.cleaned_data
        named = any(values.get(f"o{place}-{code}") for code, _name in self.languages)
        return named or any(values.get(f"o{place}c{number}-attribute") for number in range(CONDITIONS))

    def _check_condition(self, prefix: str) -> None:
        values = self.cleaned_data
        low, high = values.get(f"{prefix}-at_least"), values.get(f"{prefix}-at_most")
        says = values.get(f"{prefix}-any_of", "").strip() or low is not None or high is not None
        if values.get(f"{prefix}-attribute") and not says:
            self.add_error(f"{prefix}-any_of", _("Say what it should be: words, or a number from or up to."))
        if low is not None and high is not None and low > high:
            self.add_error(f"{prefix}-at_most", _("Enter a number that is not below the other one."))

    def read(self) -> GuideQuestion:
        """Return the question with what was typed. A written option without words is left out."""
        options = [self._read_option(place) for place in range(len(self.slots))]
        if self.question.is_written:
            options = [each for each in options if any(each.words.values())]
        else:
            options = [each for each in options if each.words]
        return replace(self.question, words=self._read_words("text"), options=tuple(_name_options(options)))

    def _read_words(self, prefix: str) -> dict[str, str]:
        said = {code: self.cleaned_data[f"{prefix}-{code}"].strip() for code, _name in self.languages}
        return {code: text for code, text in said.items() if text}

    def _read_option(self, place: int) -> GuideOption:
        conditions = (
            self._read_condition(place, number)
            for number in range(CONDITIONS if self.question.is_written else 0)
        )
        return GuideOption(
            key=self.slots[place].key,
            words=self._read_words(f"o{place}"),
            conditions=tuple(each for each in conditions if each is not None),
        )

    def _read_condition(self, place: int, number: int) -> GuideCondition | None:
        prefix, values = f"o{place}c{number}", self.cleaned_data
        if not values.get(f"{prefix}-attribute"):
            return None
        lines = values[f"{prefix}-any_of"].splitlines()
        return GuideCondition(
            attribute=values[f"{prefix}-attribute"],
            any_of=tuple(line.strip() for line in lines if line.strip()),
            at_least=values[f"{prefix}-at_least"],
            at_most=values[f"{prefix}-at_most"],
            weight=values[f"{prefix}-weight"] or 1.0,
        )


def make_key(words: Sequence[str], taken: Sequence[str], *, otherwise: str) -> str:
    """Return a key that says what it is of: in reports and in what is known of a shopper."""
    base = next((slug for word in words if (slug := slugify(word)[:40].strip("-"))), otherwise)
    return next(
        key for number in range(1, 1_000) if (key := base if number == 1 else f"{base}-{number}") not in taken
    )


def _name_options(options: Sequence[GuideOption]) -> list[GuideOption]:
    """Give each new option a key of its own; those that have one keep it, whatever they are called later."""
    taken = [option.key for option in options if option.key]
    named = []
    for option in options:
        key = option.key or make_key(list(option.words.values()), taken, otherwise="answer")
        taken.append(key)
        named.append(replace(option, key=key))
    return named
