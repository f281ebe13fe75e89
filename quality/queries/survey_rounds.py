"""The rounds that a wheel asks for: the one of a survey at a unit in a period, and the tasks that it is about."""

import datetime as dt

from django.db.models import Q, QuerySet

from organisation.models import Period, Unit
from quality.rules.surveys import CLOSES, GUARDIANS, SURVEYS, Survey, kind_asked
from surveys.enums import RoundState
from surveys.models import Questionnaire, QuestionnaireVersion, Round
from surveys.queries import version_in_force
from surveys.queries.pools import current_pool
from workflows.models import Process, Task

GONE = (RoundState.STOPPED, RoundState.LOST)
AHEAD = dt.timedelta(days=150)  # a release in early spring is read by tasks that are due in May


def version_for(survey: Survey, day: dt.date) -> QuestionnaireVersion | None:
    """Return the version that a survey asks with on a day; None where nobody has published one."""
    questionnaire = Questionnaire.objects.filter(key=survey.questionnaire).first()
    return None if questionnaire is None else version_in_force(questionnaire, day)


def round_in(survey: Survey, unit: int, period: Period) -> Round | None:
    """Return the latest round of a survey that a unit runs, or is asked by, and that opens in a period; None: there is none."""
    rounds = Round.objects.filter(
        version__questionnaire__key=survey.questionnaire, opens_on__range=(period.starts_on, period.ends_on)
    )
    here = Q(unit=unit) | Q(units__unit=unit)
    return rounds.exclude(state__in=GONE).filter(here).order_by("-opens_on", "-pk").first()


def round_for(survey: Survey, unit: int, period: Period) -> Round | None:
    """Return the round that a task asks for: of the period, or, of a pool, the one that a unit prepares or keeps open."""
    return round_in(survey, unit, period) if survey.pool_size is None else current_pool(survey.questionnaire, unit)


def units_to_ask(survey: Survey, unit: Unit, day: dt.date) -> list[Unit]:
    """Return the units under one that a survey asks, in Swedish order."""
    below = Unit.objects.under(unit, day).open_on(day)
    kind = kind_asked(survey, list(below.values_list("kind", flat=True).distinct()))
    return list(below.filter(kind=kind).in_order())


def last_day(task: Task) -> dt.date | None:
    """Return the day on which the wheel asks for the round of a task to be closed; None where it does not ask for that."""
    closing = [work for work, opens in CLOSES.items() if opens == task.work]
    later = Task.objects.filter(process=task.process_id, unit=task.unit_id, work__in=closing, due_on__gt=task.due_on)
    return later.order_by("due_on").values_list("due_on", flat=True).first()


def processes_about(round: Round) -> QuerySet[Process]:
    """Return the running processes with an unsettled task about a round: at the unit that runs it, and at those in it."""
    works = [work for work, survey in SURVEYS.items() if survey.questionnaire == round.version.questionnaire.key]
    works += [work for work, opens in CLOSES.items() if opens in works]
    units = [round.unit_id, *round.units.exclude(unit=None).values_list("unit", flat=True)]
    tasks = Task.objects.unsettled().filter(work__in=works, unit__in=units)
    return Process.objects.running().filter(pk__in=tasks.values("process")).order_by("pk")


def is_of_guardians(round: Round) -> bool:
    """Return whether a round is the one that teams analyse: what guardians answered."""
    return round.version.questionnaire.key == SURVEYS[GUARDIANS].questionnaire
