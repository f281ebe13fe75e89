"""The app ledger, and its own effects and reconcilers."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LedgerConfig(AppConfig):
    """KEEPS: outbox, event log, tick, jobs, notices."""

    name = "ledger"
    verbose_name = "Liggare"

    def ready(self) -> None:
        """Register what the ledger itself does at every tick."""
        from ledger.actions import canary, mend_jobs  # noqa: PLC0415 (models are not loaded before)
        from ledger.kinds import EffectKind, effects, reconcilers  # noqa: PLC0415 (see above)

        answer = EffectKind(
            lambda effect: canary.answer_canary(effect=effect), label=_("Kanariefågeln"), left_to_tick=False
        )
        effects.register(canary.KIND, answer)
        reconcilers.register("ledger.jobs", lambda now: mend_jobs())
        reconcilers.register("ledger.canary", lambda now: canary.ask_canary(now=now))
