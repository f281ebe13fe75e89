"""What a wheel can ask for: documents, a goal's values and analysis, steps of a plan's way, plans of measures, reports."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ledger import clock
from organisation.models import Period, Unit
from quality.enums import DocumentKind, WayStep
from quality.kinds import Draft, desks, draft_after
from quality.models import GoalTurn, MeasurePlan
from quality.queries import survey_rounds, ways
from quality.queries.action_plans import plan_for, written_in
from quality.queries.documents import is_handed_in, task_of, version_for
from quality.queries.reports import is_handed_in as is_reported
from quality.queries.reports import task_of as task_of_report
from quality.queries.turns import goal_in, has_indicators, is_measured, objections
from quality.rules import measures
from quality.rules.measures import ABUSE, KINDS
from quality.rules.surveys import Survey
from surveys.enums import RoundState
from surveys.models import Round
from workflows.enums import Stage
from workflows.kinds import Work
from workflows.models import Process

LABELS = {
    DocumentKind.REFLECTION: _("Skriv reflektionen"),
    DocumentKind.TEACHING_PLAN: _("Skriv undervisningsplanen"),
    DocumentKind.WALK: _("Skriv om den pedagogiska vandringen"),
    DocumentKind.SELF_RATING: _("Skatta er i kvalitetsindikatorn"),
    DocumentKind.ANALYSIS: _("Skriv analysen"),
}
STEPS = {
    WayStep.APT: _("Anteckna APT"),
    WayStep.REFERRAL: _("Skriv in remissvaren"),
    WayStep.DIALOGUE: _("Anteckna ledningsdialogen"),
}


class ValueWork:
    """Report the values of a goal's indicators for the period of its turn."""

    label: str | Promise = _("Rapportera målets värden")

    def can_start(self, work: Work) -> bool:
        """Return whether the work is about a goal that is measured by something."""
        goal = goal_in(work.subject)
        return goal is not None and has_indicators(goal, clock.today())

    def url(self, work: Work) -> str:
        """Return the goal's page: each indicator has its form there."""
        return reverse("goal", args=[goal_in(work.subject)])

    def is_done(self, work: Work) -> bool:
        """Return whether each indicator has a value for a period within the turn's."""
        goal = goal_in(work.subject)
        if goal is None:
            return False
        period = Period.objects.get(pk=work.period)
        return is_measured(goal, period.starts_on, period.ends_on)


class AnalysisWork:
    """Analyse why a goal was reached or not, and say what is to be improved."""

    label: str | Promise = _("Analysera målet")

    def can_start(self, work: Work) -> bool:
        """Return whether the work is about a goal's turn."""
        return _turn(work) is not None

    def url(self, work: Work) -> str:
        """Return the turn's page."""
        turn = _turn(work)
        return reverse("goal_turn", args=[turn.pk]) if turn is not None else reverse("goals")

    def is_done(self, work: Work) -> bool:
        """Return whether causes are written and, where the goal was not reached, an improvement."""
        turn = _turn(work)
        return turn is not None and not objections(Stage.ANALYSIS, [turn.process_id])


class ReportWork:
    """Write a report of the unit and hand it in: of the year, or of the tertial that ended before the task is due."""

    label: str | Promise = _("Skriv rapporten")

    def can_start(self, work: Work) -> bool:
        """Return whether it is asked for in a unit's own year: a report is of a unit, not of one goal."""
        return task_of_report(work) is not None

    def url(self, work: Work) -> str:
        """Return the page where the report is begun or gone on with."""
        task = task_of_report(work)
        return reverse("report_of_task", args=[task.pk]) if task is not None else reverse("reports")

    def is_done(self, work: Work) -> bool:
        """Return whether the report has been handed in since it was last returned."""
        task = task_of_report(work)
        return task is not None and is_reported(task)


class DocumentWork:
    """Write a document of a kind and hand it in."""

    def __init__(self, kind: DocumentKind) -> None:
        self.kind = kind
        self.label: str | Promise = LABELS[kind]

    def can_start(self, work: Work) -> bool:
        """Return whether there is a questionnaire to answer."""
        return version_for(self.kind, clock.today()) is not None

    def url(self, work: Work) -> str:
        """Return the page where the document is begun or gone on with."""
        task = task_of(self.kind, work)
        return reverse("document_of_task", args=[task.pk]) if task is not None else reverse("week")

    def is_done(self, work: Work) -> bool:
        """Return whether the document has been handed in since it was last returned."""
        task = task_of(self.kind, work)
        return task is not None and is_handed_in(task)


def _turn(work: Work) -> GoalTurn | None:
    goal = goal_in(work.subject)
    return None if goal is None else GoalTurn.objects.filter(goal=goal, period=work.period).first()


class DraftWork:
    """Begin the draft of a series' next plan."""

    label: str | Promise = _("Skriv utkastet")

    def can_start(self, work: Work) -> bool:
        """Return whether the work is about a series of plans."""
        return _way(work) is not None

    def url(self, work: Work) -> str:
        """Return where the draft is written or begun."""
        draft = _draft(work)
        return draft.url if draft is not None else _way_url(work)

    def is_done(self, work: Work) -> bool:
        """Return whether the draft has been begun; always where the series is not written in this house."""
        draft = _draft(work)
        return draft is None or draft.is_begun


class StepWork:
    """Take a step on a plan's way, and write down when."""

    def __init__(self, step: WayStep) -> None:
        self.step = step
        self.label: str | Promise = STEPS[step]

    def can_start(self, work: Work) -> bool:
        """Return whether the work is about a series of plans."""
        return _way(work) is not None

    def url(self, work: Work) -> str:
        """Return the page of the plan's way."""
        return _way_url(work)

    def is_done(self, work: Work) -> bool:
        """Return whether the step has a day, or a reason why it is not needed; a referral's answers were dealt with too."""
        way = _way(work)
        return way is not None and ways.is_settled(way, self.step)


class AdoptWork:
    """Adopt a series' next plan, through the one door."""

    label: str | Promise = _("Anta planen")

    def can_start(self, work: Work) -> bool:
        """Return whether the work is about a series of plans."""
        return _way(work) is not None

    def url(self, work: Work) -> str:
        """Return where the plan is adopted, or, before the draft is begun, the page of its way."""
        draft = _draft(work)
        return draft.adopt_url if draft is not None and draft.is_begun else _way_url(work)

    def is_done(self, work: Work) -> bool:
        """Return whether a plan is adopted that lasts beyond the period of the way."""
        way, series = _way(work), ways.series_in(work.subject)
        return way is not None and series is not None and ways.is_adopted(series, way.period.ends_on)


class MeasuresWork:
    """Write a plan of measures: what has been seen, and what is to be done by whom and when."""

    label: str | Promise = _("Skriv planen och dess åtgärder")

    def can_start(self, work: Work) -> bool:
        """Return whether the work is about such a plan."""
        return _plan(work) is not None

    def url(self, work: Work) -> str:
        """Return the plan's page."""
        plan = _plan(work)
        return reverse("measure_plan", args=[plan.pk]) if plan is not None else reverse("processes")

    def is_done(self, work: Work) -> bool:
        """Return whether it says why, and at least one measure."""
        plan = _plan(work)
        return plan is not None and not measures.not_written(written_in([plan])[plan.pk])


class AccountWork(MeasuresWork):
    """Account for how the measures of last year's plan were carried out (skollagen 6 kap. 8 §)."""

    label: str | Promise = _("Redovisa förra årets åtgärder")

    def is_done(self, work: Work) -> bool:
        """Return whether it is said how it went, and of each of last year's measures what came of it."""
        plan = _plan(work)
        return plan is not None and not measures.not_accounted(ABUSE, written_in([plan])[plan.pk])


class EvaluationWork(MeasuresWork):
    """Say what came of each measure."""

    label: str | Promise = _("Avsluta åtgärderna")

    def is_done(self, work: Work) -> bool:
        """Return whether there is no measure of which nobody has said what came."""
        plan = _plan(work)
        return plan is not None and not written_in([plan])[plan.pk].under_way


class RoundWork:
    """Let a survey open: its round is prepared by the house, looked through and confirmed by a person."""

    label: str | Promise = _("Läs igenom omgången och låt den öppna")

    def __init__(self, survey: Survey) -> None:
        self.survey = survey

    def can_start(self, work: Work) -> bool:
        """Return whether there is a questionnaire to ask with."""
        return survey_rounds.version_for(self.survey, clock.today()) is not None

    def url(self, work: Work) -> str:
        """Return the page of the round, or where one is made."""
        found = self.found(work)
        if found is not None:
            return reverse("round", args=[found.pk])
        unit = Unit.objects.get(pk=work.unit)
        return f"{reverse('round_new')}?{urlencode({'enkat': self.survey.questionnaire, 'drivs': unit.key})}"

    def is_done(self, work: Work) -> bool:
        """Return whether a round may open, or has."""
        found = self.found(work)
        return found is not None and (found.is_ready or found.state != RoundState.DRAFT)

    def found(self, work: Work) -> Round | None:
        """Return the round of the survey in the period of the work."""
        return survey_rounds.round_for(self.survey, work.unit, Period.objects.get(pk=work.period))


class RoundClosedWork(RoundWork):
    """See that a survey closes on its day."""

    label: str | Promise = _("Se hur omgången går")

    def can_start(self, work: Work) -> bool:
        """Return whether there is a round."""
        return self.found(work) is not None

    def is_done(self, work: Work) -> bool:
        """Return whether the round has closed."""
        found = self.found(work)
        return found is not None and found.state not in (RoundState.DRAFT, RoundState.OPEN)


def _way(work: Work) -> Process | None:
    return ways.process_of(ways.KIND, work.subject, work.period)


def _way_url(work: Work) -> str:
    way = _way(work)
    return reverse("plan_way", args=[way.pk]) if way is not None else reverse("processes")


def _draft(work: Work) -> Draft | None:
    way, series = _way(work), ways.series_in(work.subject)
    return draft_after(desks, series, way.period.ends_on) if way is not None and series is not None else None


def _plan(work: Work) -> MeasurePlan | None:
    found = (plan_for(kind, work.subject, work.period) for kind in KINDS)
    return next((plan for plan in found if plan is not None), None)
