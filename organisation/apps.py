"""The app organisation, and what it registers with the layers below."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationConfig(AppConfig):
    """WHO: units, people, roles, access."""

    name = "organisation"
    verbose_name = "Organisation"

    def ready(self) -> None:
        """Fill the registries of the layers below."""
        from ledger.kinds import effects  # noqa: PLC0415 (models are not loaded before)
        from ledger.kinds.mail import mail_kind  # noqa: PLC0415 (see above)
        from organisation.actions import accounts, password_letter  # noqa: PLC0415 (see above)
        from organisation.views import places  # noqa: PLC0415 (see above)

        effects.register(accounts.RESET, mail_kind(password_letter.compose, label=_("Länkar till nytt lösenord")))
        places.register()
