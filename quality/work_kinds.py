"""What a wheel can ask for: documents of teams, a goal's values, and the analysis of its causes."""

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ledger import clock
from organisation.models import Period
from quality.enums import DocumentKind
from quality.models import GoalTurn
from quality.queries.documents import is_handed_in, task_of, version_for
from quality.queries.turns import goal_in, has_indicators, is_measured, objections
from workflows.enums import Stage
from workflows.kinds import Work

LABELS = {
    DocumentKind.REFLECTION: _("Skriv reflektionen"),
    DocumentKind.TEACHING_PLAN: _("Skriv undervisningsplanen"),
    DocumentKind.WALK: _("Skriv om den pedagogiska vandringen"),
    DocumentKind.SELF_RATING: _("Skatta er i kvalitetsindikatorn"),
    DocumentKind.ANALYSIS: _("Skriv analysen"),
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
