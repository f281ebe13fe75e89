"""The app organisation, and what it registers with the layers below."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationConfig(AppConfig):
    """WHO: units, people, roles, access."""

    name = "organisation"
    verbose_name = "Organisation"

    def ready(self) -> None:
        """Fill the registries of the layers below: letters, what each tick sets right, places in the navigation."""
        from ledger.kinds import effects, mail_kind, reconcilers  # noqa: PLC0415 (models are not loaded before)
        from organisation import actions  # noqa: PLC0415 (see above)
        from organisation.actions import (  # noqa: PLC0415 (see above)
            accounts,
            feedback,
            invitation_letter,
            invitations,
            password_letter,
        )
        from organisation.views import places  # noqa: PLC0415 (see above)

        effects.register(accounts.RESET, mail_kind(password_letter.compose, label=_("Länkar till nytt lösenord")))
        effects.register(
            invitations.INVITE, mail_kind(invitation_letter.compose, label=_("Inbjudningar till personal"))
        )
        effects.register(feedback.FEEDBACK, mail_kind(feedback.compose, label=_("Mejl om synpunkter")))
        reconcilers.register("organisation.parents", lambda now: actions.reconcile_parents(now=now))
        reconcilers.register("organisation.uploads", lambda now: actions.discard_old_uploads(now=now))
        places.register()
