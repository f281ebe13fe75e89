"""Signing in, passwords, one's own settings, and taking up an invitation."""

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from organisation.models import User

PASSWORD_MAX = 1000  # a longer one would only cost hashing time


def _password(label: Any, autocomplete: str, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        strip=False,
        max_length=PASSWORD_MAX,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
        error_messages={"required": _("Skriv ett lösenord.")},
    )


def _own_name(label: Any, autocomplete: str, missing: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": autocomplete}),
        error_messages={"required": missing},
    )


PASSWORD_HELP = _("Minst tolv tecken. Tre eller fyra ord som du minns går bra. Undvik ditt namn och vanliga lösenord.")


class SignInForm(LoginForm):
    """E-mail and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.EmailField(
            label=_("E-post"),
            widget=forms.EmailInput(attrs={"autocomplete": "username"}),
            error_messages={
                "required": _("Skriv din e-postadress."),
                "invalid": _("Skriv hela e-postadressen, till exempel namn@kommun.se."),
            },
        )
        self.fields["password"] = _password(_("Lösenord"), "current-password")
        self.order_fields(["login", "password"])


class ForgottenForm(forms.Form):
    """Where the way to a new password is to be mailed."""

    email = forms.EmailField(
        label=_("E-post"),
        help_text=_("Den adress som du loggar in med."),
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
        error_messages={
            "required": _("Skriv din e-postadress."),
            "invalid": _("Skriv hela e-postadressen, till exempel namn@kommun.se."),
        },
    )


class NewPasswordForm(forms.Form):
    """A new password, twice, by the rules of `AUTH_PASSWORD_VALIDATORS`."""

    password = _password(_("Nytt lösenord"), "new-password", PASSWORD_HELP)
    again = _password(_("Samma lösenord en gång till"), "new-password")

    def __init__(self, *args: Any, user: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def about(self) -> User | None:
        """Return the person whose name the password may not resemble."""
        return self.user

    def clean(self) -> dict[str, Any]:
        """Check that both are the same and that the password follows the rules."""
        data = super().clean() or {}
        password, again = data.get("password"), data.get("again")
        if password and again and password != again:
            self.add_error("again", _("Lösenorden är inte lika. Skriv samma i båda fälten."))
        if password:
            try:
                validate_password(password, self.about())
            except ValidationError as fault:
                self.add_error("password", fault)
        return data


class ResetForm(NewPasswordForm):
    """A new password by a mailed link; its key travels hidden."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=200)


class ChangePasswordForm(NewPasswordForm):
    """The present password, then a new one."""

    current = _password(_("Nuvarande lösenord"), "current-password")
    field_order = ["current", "password", "again"]

    def clean_current(self) -> str:
        """Check the present password."""
        current: str = self.cleaned_data["current"]
        if self.user is None or not self.user.check_password(current):
            raise ValidationError(_("Det är inte ditt nuvarande lösenord. Skriv det igen."))
        return current


class AcceptForm(NewPasswordForm):
    """A new member of staff's name and password; the token travels hidden, never in an address."""

    token = forms.CharField(widget=forms.HiddenInput, max_length=200)
    first_name = _own_name(_("Förnamn"), "given-name", _("Skriv ditt förnamn."))
    last_name = _own_name(_("Efternamn"), "family-name", _("Skriv ditt efternamn."))
    field_order = ["token", "first_name", "last_name", "password", "again"]

    def __init__(self, *args: Any, email: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def about(self) -> User | None:
        """Return the person-to-be, for the rule about resemblance."""
        given = self.cleaned_data
        return User(email=self.email, first_name=given.get("first_name", ""), last_name=given.get("last_name", ""))


class SettingsForm(forms.Form):
    """One's name and language."""

    first_name = _own_name(_("Förnamn"), "given-name", _("Skriv ditt förnamn."))
    last_name = _own_name(_("Efternamn"), "family-name", _("Skriv ditt efternamn."))
    language = forms.ChoiceField(label=_("Språk"), choices=settings.LANGUAGES, widget=forms.RadioSelect)
