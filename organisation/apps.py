"""The app organisation, and what it registers with the layers below."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationConfig(AppConfig):
    """WHO: units, people, roles, access."""

    name = "organisation"
    verbose_name = "Organisation"

    def ready(self) -> None:
        """Fill the registries of the layers below: letters, what each tick sets right, places in the navigation."""
        from ledger.kinds import JobKind, effects, jobs, mail_kind, reconcilers  # noqa: PLC0415 (models are not loaded before)
        from organisation import actions, checks  # noqa: F401, PLC0415 (see above; checks register themselves)
        from organisation.actions import (  # noqa: PLC0415 (see above)
            accounts,
            feedback,
            invitation_letter,
            invitations,
            password_letter,
            register_job,
        )
        from organisation.demo import municipality  # noqa: PLC0415 (see above)
        from organisation.kinds import demo  # noqa: PLC0415 (see above)
        from organisation.views import places  # noqa: PLC0415 (see above)

        effects.register(accounts.RESET, mail_kind(password_letter.compose, label=_("Länkar till nytt lösenord")))
        effects.register(
            invitations.INVITE, mail_kind(invitation_letter.compose, label=_("Inbjudningar till personal"))
        )
        effects.register(feedback.FEEDBACK, mail_kind(feedback.compose, label=_("Mejl om synpunkter")))
        jobs.register(register_job.KIND, JobKind(register_job.read_in, whole=True))
        reconcilers.register("organisation.parents", lambda now: actions.reconcile_parents(now=now))
        reconcilers.register("organisation.sessions", lambda now: accounts.clear_sessions(now=now))
        reconcilers.register("organisation.uploads", lambda now: actions.discard_old_uploads(now=now))
        demo.register("organisation", municipality.load)
        places.register()
