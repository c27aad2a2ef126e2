"""A merchant's rule for slots as staff write it, and the question why a product is there."""

from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from commesso.catalog import api as catalog
from commesso.discovery.contracts.recommending import MerchantRule, RuleAction, SlotKind
from commesso.discovery.rules.recommending.wishing import StoredRule
from commesso.kernel.money import Money
from commesso.stores.contracts import StoreInfo

_MOST_PRODUCTS, _MOST_CATEGORIES = 200, 500
_LINES = {"rows": 3, "spellcheck": "false"}
ACTIONS = {
    RuleAction.PIN: _("Put in a place"),
    RuleAction.BOOST: _("Show sooner"),
    RuleAction.BURY: _("Show later"),
    RuleAction.EXCLUDE: _("Never show"),
}
SLOTS = {
    SlotKind.FOR_YOU: _("For you"),
    SlotKind.TOGETHER: _("Bought with it"),
    SlotKind.VIEWED: _("Looked at with it"),
    SlotKind.SIMILAR: _("Similar"),
    SlotKind.ALTERNATIVES: _("Instead of what is sold out"),
    SlotKind.CART: _("Goes with the cart"),
    SlotKind.BETTER: _("A step up"),
    SlotKind.SIMPLER: _("Simpler, for less"),
    SlotKind.TRENDING: _("Popular right now"),
    SlotKind.RECENT: _("Looked at lately"),
    SlotKind.AGAIN: _("Buy again"),
}
_PRICE = {"invalid": _("Enter an amount, like 19.90."), "min_value": _("Enter 0 or more.")}
_WHOLE = {
    "invalid": _("Enter a whole number."),
    "min_value": _("Enter %(limit_value)s or more."),
    "max_value": _("Enter %(limit_value)s or less."),
}


class _Moment(forms.DateTimeField):
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    default_error_messages: ClassVar[dict[str, Any]] = {"invalid": _("Enter a day and a time.")}


class RuleForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        help_text=_("You meet it again where the rule moved something: Winter sale, Clearing the store."),
        error_messages={"required": _("Enter a name.")},
    )
    action = forms.ChoiceField(
        label=_("What to do"), choices=[(key.value, word) for key, word in ACTIONS.items()]
    )
    place = forms.IntegerField(
        label=_("Place"),
        required=False,
        min_value=1,
        max_value=24,
        help_text=_("For products put in a place: 1 is the first."),
        error_messages=_WHOLE,
    )
    strength = forms.FloatField(
        label=_("Strength"),
        required=False,
        min_value=1,
        max_value=100,
        help_text=_("For sooner and later: with 3, the ninth product comes third."),
        error_messages=_WHOLE,
    )
    product_ids = forms.CharField(
        label=_("Products"),
        required=False,
        help_text=_("Your shop's own ids, one a line."),
        widget=forms.Textarea(attrs=_LINES),
    )
    brand = forms.CharField(label=_("Brand"), required=False, max_length=200)
    category = forms.ChoiceField(label=_("Category"), required=False, help_text=_("With all below it."))
    price_from = forms.DecimalField(label=_("Price from"), required=False, min_value=0, error_messages=_PRICE)
    price_to = forms.DecimalField(label=_("Price up to"), required=False, min_value=0, error_messages=_PRICE)
    details = forms.CharField(
        label=_("Attributes"),
        required=False,
        help_text=_("As your catalogue says them, one a line: season: winter"),
        widget=forms.Textarea(attrs=_LINES),
    )
    slots = forms.MultipleChoiceField(
        label=_("Rows"),
        required=False,
        choices=[(key.value, word) for key, word in SLOTS.items()],
        help_text=_("None chosen: all."),
        widget=forms.CheckboxSelectMultiple,
    )
    active_from = _Moment(label=_("From"), required=False)
    active_until = _Moment(label=_("Until"), required=False)

    def __init__(self, *args: Any, store: StoreInfo, **options: Any) -> None:
        super().__init__(*args, **options)
        self.store = store
        field = self.fields["category"]
        assert isinstance(field, forms.ChoiceField)
        paths = [each.path for each in catalog.list_categories(store.id)][:_MOST_CATEGORIES]
        held = self.initial.get("category", "")
        field.choices = [
            ("", _("All")),
            *((path, path) for path in dict.fromkeys([*filter(None, [held]), *paths])),
        ]

    def clean_product_ids(self) -> tuple[str, ...]:
        named = tuple(
            dict.fromkeys(filter(None, map(str.strip, self.cleaned_data["product_ids"].splitlines())))
        )
        if len(named) > _MOST_PRODUCTS:
            raise forms.ValidationError(
                _("These are %(count)s products. Name at most %(most)s, or use a category."),
                params={"count": len(named), "most": _MOST_PRODUCTS},
            )
        found = catalog.find_products(self.store.id, named)
        lacking = [each for each in named if each not in found]
        if lacking:
            raise forms.ValidationError(
                _("Your shop has no product %(ids)s. Copy the id from the list of products."),
                params={"ids": ", ".join(lacking[:5])},
            )
        return named

    def clean_details(self) -> dict[str, str]:
        details: dict[str, str] = {}
        for line in filter(None, map(str.strip, self.cleaned_data["details"].splitlines())):
            name, mark, value = (each.strip() for each in line.partition(":"))
            if not (name and mark and value):
                raise forms.ValidationError(
                    _("“%(line)s” is no attribute. Write it like season: winter."), params={"line": line[:80]}
                )
            details[name] = value
        return details

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        begin, end = values.get("active_from"), values.get("active_until")
        if begin and end and end <= begin:
            self.add_error("active_until", _("It ends before it begins. Enter a later time."))
        low, high = values.get("price_from"), values.get("price_to")
        if low is not None and high is not None and high < low:
            self.add_error("price_to", _("This is less than the price from. Enter more."))
        if values.get("action") == RuleAction.PIN and not values.get("product_ids") and not self.errors:
            self.add_error("product_ids", _("Name the products to put there."))
        return values

    def read(self, *, rule_id: int = 0) -> StoredRule:
        values = self.cleaned_data
        return StoredRule(
            id=rule_id,
            rule=MerchantRule(
                name=values["name"],
                action=RuleAction(values["action"]),
                product_ids=frozenset(values["product_ids"]),
                brand=values["brand"].strip(),
                category=values["category"],
                price_from=self._minor(values["price_from"]),
                price_to=self._minor(values["price_to"]),
                details=values["details"],
                place=values["place"] or 1,
                strength=values["strength"] or 3.0,
            ),
            slots=frozenset(SlotKind(each) for each in values["slots"]),
            active_from=values["active_from"],
            active_until=values["active_until"],
        )

    def _minor(self, amount: Decimal | None) -> int | None:
        return None if amount is None else Money(amount, self.store.currency).minor


def rule_initial(wish: StoredRule, store: StoreInfo) -> dict[str, Any]:
    """Return what the form shows of a rule at first."""
    rule = wish.rule

    def amount(minor: int | None) -> Decimal | None:
        return None if minor is None else Money.from_minor(minor, store.currency).amount

    return {
        "name": rule.name,
        "action": rule.action.value,
        "place": rule.place,
        "strength": rule.strength,
        "product_ids": "\n".join(sorted(rule.product_ids)),
        "brand": rule.brand,
        "category": rule.category,
        "price_from": amount(rule.price_from),
        "price_to": amount(rule.price_to),
        "details": "\n".join(f"{name}: {value}" for name, value in rule.details.items()),
        "slots": [each.value for each in wish.slots],
        "active_from": wish.active_from,
        "active_until": wish.active_until,
    }


class WhyForm(forms.Form):
    """Which row to look at, and on which product's page."""

    kind = forms.ChoiceField(label=_("Row"), choices=[(key.value, word) for key, word in SLOTS.items()])
    product = forms.CharField(
        label=_("On the page of"),
        required=False,
        max_length=200,
        help_text=_("A product's id, or words of its name."),
    )
