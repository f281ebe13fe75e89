"""The app ledger, and its own effects and reconcilers."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LedgerConfig(AppConfig):
    """KEEPS: outbox, event log, tick, jobs, notices."""

    name = "ledger"
    verbose_name = "Liggare"

    def ready(self) -> None:
        """Register what the ledger itself does at every tick, and the checks that guard the start."""
        from ledger import checks  # noqa: F401, PLC0415 (importing it registers)
        from ledger.actions import anchors, canary, mend_jobs, prune  # noqa: PLC0415 (models are not loaded before)
        from ledger.kinds import EffectKind, effects, reconcilers  # noqa: PLC0415 (see above)

        effects.register(
            canary.KIND,
            EffectKind(
                lambda effect: canary.answer_canary(effect=effect), label=_("Kanariefågeln"), left_to_tick=False
            ),
        )
        reconcilers.register("ledger.jobs", lambda now: mend_jobs())
        reconcilers.register("ledger.canary", lambda now: canary.ask_canary(now=now))
        reconcilers.register("ledger.anchor", lambda now: anchors.anchor_once_a_day(now=now))
        reconcilers.register("ledger.prune", lambda now: prune.prune(now=now))
