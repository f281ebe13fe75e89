"""The app workflows, and what it registers with the layers below."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkflowsConfig(AppConfig):
    """STEERS: engine: wheel, process, stage, task, review."""

    name = "workflows"
    verbose_name = "Hjulet"

    def ready(self) -> None:
        """Fill the registries of the layers below: letters, the clock of the wheels, the demo's wheel, Hjulet."""
        from ledger.kinds import effects, mail_kind, reconcilers  # noqa: PLC0415 (models are not loaded before)
        from organisation.kinds import consequences, demo  # noqa: PLC0415 (see above)
        from workflows.actions import letters, nudging, turning  # noqa: PLC0415 (see above)
        from workflows.demo import loading  # noqa: PLC0415 (see above)
        from workflows.queries import reorganising  # noqa: PLC0415 (see above)
        from workflows.views import places  # noqa: PLC0415 (see above)

        effects.register(nudging.LETTER, mail_kind(letters.compose_letter, label=_("Morgonbrev om uppgifter")))
        effects.register(nudging.URGENT, mail_kind(letters.compose_urgent, label=_("Brev om brådskande uppgifter")))
        reconcilers.register("workflows.wheels", turning.reconcile)
        demo.register("workflows", loading.load)
        consequences.register("workflows.turns", reorganising.said)
        places.register()
