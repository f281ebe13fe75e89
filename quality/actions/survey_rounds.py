"""The wheel runs the surveys: a round is prepared when its task opens, its tasks follow it, and its result is taken up."""

import datetime as dt

from django.db import transaction
from django.db.models import Q

from ledger import clock
from organisation.enums import UnitKind
from organisation.models import Unit, UnitLink, UnitQuerySet
from quality.actions.action_plans import begin_action_plan
from quality.models import MeasurePlan
from quality.queries.survey_rounds import AHEAD, last_day, processes_about, round_for, units_to_ask, version_for
from quality.rules.surveys import CLOSES, MONTHS_KEPT, SURVEYS, WORK_ENVIRONMENT, Survey
from surveys.actions import Plan, ask_units, make_round
from surveys.models import Release, Round
from surveys.queries.pools import pool_name
from surveys.rules.audiences import REST, policies_for
from workflows.actions import finish_tasks, open_early
from workflows.models import Task
from workflows.queries.wheels import version_in_force

TEAMS_READ = "analysis_text"
HALF_A_YEAR = dt.timedelta(days=182)


@transaction.atomic
def prepare_round(*, task: Task) -> Round | None:
    """Prepare the round that a task asks for, by the house: questionnaire, days, languages, limits and units as usual.

    It does not open: a person looks it through, invites, and says that it may. None where there is no questionnaire, or a round
    already, which the task follows from now on: a pool may have been open since last year.
    """
    survey, today = SURVEYS[task.work], clock.today()
    version = version_for(survey, max(task.due_on, today))
    found = round_for(survey, task.unit_id, task.process.period)
    if found is not None:
        follow_round(round=found)
    if version is None or found is not None:
        return None
    opens_on = max(task.due_on, today)
    closes_on = last_day(task) or opens_on + dt.timedelta(weeks=survey.weeks)
    groups = {getattr(item, "group", REST) for section in version.definition.sections for item in section.items}
    made = make_round(
        plan=Plan(
            version=version,
            unit=task.unit,
            name=_named(survey, version.shown_title("sv"), task.unit_id, opens_on),
            policies=policies_for(survey.audiences, sorted(groups)),
            languages=[version.base],
            opens_on=opens_on,
            closes_on=max(closes_on, opens_on),
            keep_months=MONTHS_KEPT,
            pool_size=survey.pool_size,
        )
    )
    units = units_to_ask(survey, task.unit, today)
    if units:
        ask_units(round=made, units=units)
    return made


def _named(survey: Survey, title: str, unit: int, opens_on: dt.date) -> str:
    return (
        f"{title} {opens_on.year}"[:120] if survey.pool_size is None else pool_name(title, survey.questionnaire, unit)
    )


@transaction.atomic
def follow_round(*, round: Round) -> int:
    """Mark the tasks about a round as done that are: it is ready to open, it has closed. Returns how many."""
    works = [*SURVEYS, *CLOSES]
    return sum(len(finish_tasks(process=process, works=works)) for process in processes_about(round))


@transaction.atomic
def let_teams_read(*, release: Release) -> int:
    """Open the teams' tasks of analysing a result the day that it comes, not first when the wheel would. Returns how many."""
    here = _within(release)
    return open_early(work=TEAMS_READ, units=here.filter(kind=UnitKind.TEAM), before=clock.today() + AHEAD)


@transaction.atomic
def begin_plans_after(*, release: Release) -> list[MeasurePlan]:
    """Begin an action plan at each school unit of a work environment survey whose wheel knows of such plans (AFS 2023:1)."""
    survey, today = SURVEYS[WORK_ENVIRONMENT], clock.today()
    if release.round.version.questionnaire.key != survey.questionnaire:
        return []
    begun = []
    for unit in _within(release).filter(kind=UnitKind.SCHOOL_UNIT).open_on(today).order_by("pk"):
        wheel = version_in_force(unit, today)
        if wheel is not None and wheel.text.of("action-plan", "free"):
            title = f"Åtgärdsplan: {release.name}"[:200]
            plan = begin_action_plan(unit=unit, title=title, ends_on=today + HALF_A_YEAR, round=release.round)
            begun.append(plan)
    return begun


def _within(release: Release) -> UnitQuerySet:
    """Return the units of a release, and all that lies under those of them that have none of the others under them."""
    places = release.places.exclude(unit=None)
    leaves = places.exclude(key__in=release.places.values("parent_key"))
    under = UnitLink.objects.valid_on(clock.today()).filter(ancestor__in=leaves.values("unit"))
    return Unit.objects.filter(Q(pk__in=places.values("unit")) | Q(pk__in=under.values("unit")))
