"""Signing in, passwords, one's own account, colleagues."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from commesso.stores.contracts import Role
from commesso.stores.models import Staff


class SignInForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail"),
        error_messages={
            "required": _("Enter your e-mail address."),
            "invalid": _("Write it like name@example.com."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        error_messages={"required": _("Enter your password.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        max_length=12,
        help_text=_("The six digits that your authenticator app shows."),
        error_messages={"required": _("Enter the six digits.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
        ),
    )


class ForgotForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail"),
        error_messages={
            "required": _("Enter your e-mail address."),
            "invalid": _("Write it like name@example.com."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True}),
    )


class NewPasswordForm(forms.Form):
    password = forms.CharField(
        label=_("New password"),
        strip=False,
        help_text=_(
            "Ten characters or more. Three words that do not belong together are good and easy to keep."
        ),
        error_messages={"required": _("Enter a password.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, staff: Staff, **options: Any) -> None:
        super().__init__(*args, **options)
        self.staff = staff

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.staff)
        return password


class ChangePasswordForm(NewPasswordForm):
    old = forms.CharField(
        label=_("Present password"),
        strip=False,
        error_messages={"required": _("Enter your present password.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ("old", "password")

    def clean_old(self) -> str:
        old: str = self.cleaned_data["old"]
        if not self.staff.check_password(old):
            raise forms.ValidationError(_("This is not your password."))
        return old


class ConfirmForm(forms.Form):
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        error_messages={"required": _("Enter your password.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class AccountForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        required=False,
        help_text=_("Customers and colleagues see it where you write."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


ROLES = (
    (Role.OWNER.value, _("Owner: everything, keys and staff too")),
    (Role.MARKETER.value, _("Marketer: everything but keys, staff and erasing")),
    (Role.AGENT.value, _("Agent: customers and orders")),
    (Role.ANALYST.value, _("Analyst: sees everything, changes nothing")),
)


class InviteForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail"),
        error_messages={
            "required": _("Enter an e-mail address."),
            "invalid": _("Write it like name@example.com."),
        },
    )
    name = forms.CharField(label=_("Name"), max_length=120, required=False)
    role = forms.ChoiceField(label=_("Role"), choices=ROLES, initial=Role.AGENT.value)


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=ROLES)
