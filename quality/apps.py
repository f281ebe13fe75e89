"""The app quality, and what it registers with the layers below."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QualityConfig(AppConfig):
    """DECIDES: the product: plans, goals, indicators, activities, documents, analyses, improvements, reports."""

    name = "quality"
    verbose_name = "Kvalitet"

    def ready(self) -> None:
        """Fill the registries of the layers below: the demo's plans, the place in the menu, goals' turns of the wheel."""
        from ledger.kinds import effects, jobs, mail_kind, reconcilers  # noqa: PLC0415 (models are not loaded before)
        from organisation.enums import Area, Right  # noqa: PLC0415 (see above)
        from quality import receivers, work_kinds  # noqa: F401, PLC0415 (see above; receivers listen from now on)
        from quality.actions import placements, week_letters  # noqa: PLC0415 (see above)
        from quality.actions import reports as report_actions  # noqa: PLC0415 (see above)
        from quality.demo import order  # noqa: PLC0415 (see above)
        from quality.enums import DocumentKind, WayStep  # noqa: PLC0415 (see above)
        from quality.queries import action_plans, telling, turns, ways  # noqa: PLC0415 (see above)
        from quality.rules import surveys  # noqa: PLC0415 (see above)
        from quality.views import places  # noqa: PLC0415 (see above)
        from quality.views.reports import printing  # noqa: PLC0415 (see above)
        from surveys.kinds import Link, Place, links  # noqa: PLC0415 (see above)
        from workflows import kinds  # noqa: PLC0415 (see above)

        effects.register(week_letters.WEEK, mail_kind(week_letters.compose_week, label=_("Veckobrev")))
        reconcilers.register("quality.students_asked", placements.ask_due)
        reconcilers.register("quality.placements_forgotten", placements.forget_placements)
        reconcilers.register("quality.week_letters", week_letters.send_week_letters)
        order.register()
        places.register()
        links.register("quality.told_back", Link("told-back", telling.address_for, frozenset(Place)))
        jobs.register(report_actions.PRINT, printing.JOB)
        reconcilers.register("quality.prints_forgotten", report_actions.forget_old_prints)
        kinds.work_kinds.register("value", work_kinds.ValueWork())
        for kind in DocumentKind:
            kinds.work_kinds.register(kind, work_kinds.DocumentWork(kind))
        kinds.work_kinds.register("analysis", work_kinds.AnalysisWork())
        kinds.work_kinds.register("report", work_kinds.ReportWork())
        kinds.review_rights.register("report", (Area.ADOPT, Right.DECIDE))
        kinds.starters.register("quality.goals", turns.turns_to_open)
        kinds.objections.register("quality.analysis", turns.objections)
        for step in WayStep:
            kinds.work_kinds.register(step, work_kinds.StepWork(step))
        kinds.work_kinds.register("plan_draft", work_kinds.DraftWork())
        kinds.work_kinds.register("plan_adopt", work_kinds.AdoptWork())
        kinds.starters.register("quality.plans", ways.ways_to_open)
        kinds.work_kinds.register("measures_written", work_kinds.MeasuresWork())
        kinds.work_kinds.register("measures_accounted", work_kinds.AccountWork())
        kinds.work_kinds.register("measures_evaluated", work_kinds.EvaluationWork())
        kinds.starters.register("quality.abusive_treatment", action_plans.yearly_plans_to_open)
        kinds.objections.register("quality.measures", action_plans.objections)
        for work, survey in surveys.SURVEYS.items():
            kinds.work_kinds.register(work, work_kinds.RoundWork(survey))
        for work, opens in surveys.CLOSES.items():
            kinds.work_kinds.register(work, work_kinds.RoundClosedWork(surveys.SURVEYS[opens]))
        places.register_turns()
