"""How django-allauth speaks in this house."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class AccountAdapter(DefaultAccountAdapter):
    """Our sentences, no signing up, and no messages besides those that our own views say."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _(
            "E-posten och lösenordet hör inte ihop. Skriv dem igen, eller välj ett nytt lösenord."
        ),
        "too_many_login_attempts": _(
            "Det har varit många försök med den här e-posten. Vänta fem minuter och försök igen."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return no: accounts come by invitation."""
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing."""
