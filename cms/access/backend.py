"""Django's question whether somebody may enter the back office, answered from the access table."""

from typing import Any

from django.contrib.auth.backends import BaseBackend

from cms.access.policies import may_enter

BACK_OFFICE = "wagtailadmin.access_admin"


class BackOffice(BaseBackend):
    """Gives the one permission that Wagtail's pages ask for to whoever may write some plan or questionnaire. Signs nobody in."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """Return whether `perm` is the right to enter, and held."""
        return perm == BACK_OFFICE and obj is None and may_enter(user_obj)
