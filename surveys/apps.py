"""The app surveys, and what it registers."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

ITEM_TYPES = {
    "single": _("Ett alternativ"),
    "multi": _("Flera alternativ"),
    "matrix": _("Matris"),
    "grid": _("Tabell"),
    "number": _("Tal"),
    "text": _("Fritext"),
    "date": _("Datum"),
    "boolean": _("Ja eller nej"),
    "ranking": _("Rangordning"),
    "info": _("Text att läsa"),
    "calculated": _("Uträknat värde"),
    "hidden": _("Värde från omgången"),
    "unknown": _("Fråga som inte går att visa än"),
}


class SurveysConfig(AppConfig):
    """ASKS: engine: questionnaires, rounds, ballots, release, results."""

    name = "surveys"
    verbose_name = "Enkäter"

    def ready(self) -> None:
        """Name the item types for those who write questionnaires; put the library into the menu."""
        from ledger.kinds import effects, jobs, mail_kind, reconcilers  # noqa: PLC0415
        from organisation.kinds import demo  # noqa: PLC0415
        from surveys.actions import (  # noqa: PLC0415
            keeping,
            letters,
            paper,
            pools,
            recipients,
            release_attack,
            release_job,
            reports,
        )
        from surveys.demo import instruments, running  # noqa: PLC0415
        from surveys.kinds import ItemType, attacks, item_types  # noqa: PLC0415 - first when every app is there
        from surveys.rules.definition.items import TYPES  # noqa: PLC0415
        from surveys.views import places  # noqa: PLC0415
        from surveys.views import reports as all_reports  # noqa: PLC0415
        from surveys.views.walk import resting  # noqa: PLC0415

        for key, label in ITEM_TYPES.items():
            item_types.register(key, ItemType(label=label, definition=TYPES[key]))
        places.register()
        resting.register()
        reconcilers.register("surveys.keys_tried", keeping.try_keys)
        reconcilers.register("surveys.pools_filled", pools.fill_due)
        reconcilers.register("surveys.opened", keeping.open_due)
        effects.register(letters.LETTER, mail_kind(letters.compose, label=_("Brev till dem som svarar")))
        reconcilers.register("surveys.letters", letters.send_due)
        reconcilers.register("surveys.closed", keeping.close_due)
        reconcilers.register("surveys.sealed", keeping.seal_due)
        reconcilers.register("surveys.keys_gone", keeping.let_keys_go)
        reconcilers.register("surveys.kept", keeping.delete_what_was_kept)
        reconcilers.register("surveys.served_addresses_forgotten", pools.forget_served_addresses)
        reconcilers.register("surveys.lists_forgotten", recipients.forget_old_lists)
        reconcilers.register("surveys.told", keeping.tell)
        reconcilers.register("surveys.sheaves_forgotten", paper.forget_old_sheaves)
        jobs.register(paper.KIND, paper.JOB)
        jobs.register(reports.KIND, all_reports.JOB)
        reconcilers.register("surveys.reports_forgotten", reports.forget_old_reports)
        jobs.register(release_job.KIND, release_job.JOB)
        reconcilers.register("surveys.released", release_job.release_due)
        attacks.register(release_attack.KEY, release_attack.ATTACK)
        demo.register("surveys", instruments.load, after=["organisation"])
        demo.register("surveys.running", running.load, after=["surveys"])
