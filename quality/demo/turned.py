"""Goals' turns of last year and this in the demo: planned, measured, analysed with quotations, approved; improvements carried on.

Only some goals were followed then, and only on the days when something was asked for them: that is what makes two years cheap.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from functools import partial

from django.utils import timezone

from ledger import clock
from organisation.access import scope_for
from organisation.actions import ensure_period
from organisation.models import User
from quality.actions.evidence import name_cause, quote, settle_improvement
from quality.actions.turns import add_improvement, write_analysis
from quality.demo import loading
from quality.demo.analyses import ANALYSES, Analysed
from quality.demo.building import ident
from quality.enums import Became
from quality.models import Goal, GoalTurn, Improvement
from quality.queries.gathered import gathered
from quality.queries.turns import KIND, subject_of
from surveys.models import Release
from workflows import actions
from workflows.actions.opening import open_tasks
from workflows.actions.stages import move_stages
from workflows.models import Process, Task
from workflows.queries.people import reviewers

PLANNED = "Vi har gått igenom målet på APT, och varje arbetslag har sagt vad de gör."
FOLLOWED = (
    "Arbetslagen har berättat hur långt de har kommit. Vi fortsätter som planerat.",
    "Två avdelningar ligger efter. Vi tar upp det på nästa ledningsmöte.",
    "Vi ser skillnad i vardagen, och siffrorna pekar åt samma håll.",
)
APPROVED = "Tydligt vad som beror på oss, och vad vi gör åt det."
DAY = dt.timedelta(days=1)
FIRST, SAID = (1, 4), (10, 14)
"""The days on which a year's turns begin, and on which it is said what came of improvements."""


def load() -> None:
    """Live them. Without a survey to quote there was none of it."""
    if not Release.objects.exists():
        return
    today = clock.today()
    for year in (today.year - 1, today.year):
        for one in ANALYSES:
            _live(one, year, today)


def _live(said: Analysed, year: int, today: dt.date) -> None:
    """Live a goal's turn in a year, up to today."""
    first = dt.date(year, *FIRST)
    goal = Goal.objects.filter(block_id=ident("goal", said.goal)).select_related("series__unit", "unit").first()
    if goal is None or first > today:
        return
    leader = loading.person_of(loading.DECIDERS[goal.series.unit.key])
    with clock.one_now(_at(first)):
        period = ensure_period(kind="calendar_year", day=first)
        title = goal.versions.in_force(first).get().title
        process = actions.start_process(
            kind=KIND, subject=subject_of(goal.pk), title=title, unit=goal.unit, period=period, actor=leader
        )
    for day, number in _days(process, today):
        with clock.one_now(_at(day)):
            _turn(process, day)
            _work(said, process, day, number, leader)
            _turn(process, day)
    after = period.ends_on + DAY
    if after <= today:
        with clock.one_now(_at(after)):
            _turn(process, after)


def _days(process: Process, today: dt.date) -> Iterator[tuple[dt.date, int]]:
    """Yield the days on which something is due, up to yesterday, and how many there have been."""
    due = Task.objects.filter(process=process, due_on__lt=today).values_list("due_on", flat=True)
    for number, day in enumerate(sorted(set(due))):
        yield day, number


def _turn(process: Process, day: dt.date) -> None:
    open_tasks(day, only=[process.pk])
    move_stages(day, only=process.pk)


def _work(said: Analysed, process: Process, day: dt.date, number: int, leader: User) -> None:
    """Do what is due, and have it approved where it is reviewed."""
    for task in Task.objects.to_do().filter(process=process, due_on__lte=day).order_by("due_on", "pk"):
        if task.work == "analysis":
            _analyse(said, GoalTurn.objects.get(process=process), leader)
        note = FOLLOWED[number % len(FOLLOWED)] if number else PLANNED
        if not task.review:
            actions.complete_task(task=task, note=note, actor=leader)
            continue
        actions.submit_task(task=task, note=note, actor=leader)
        other = next(pk for pk in reviewers(task.unit_id, day, task.work) if pk != leader.pk)
        actions.approve_task(task=task, comment=APPROVED, actor=User.objects.get(pk=other))


def _analyse(said: Analysed, turn: GoalTurn, leader: User) -> None:
    """Write the analysis: what and why, the causes each with what it is seen from, and what is to be improved."""
    write_analysis(turn=turn, outcome=said.outcome, result=said.result, causes=said.causes, actor=leader)
    material = list(gathered(scope_for(leader), turn).all())
    known = [one for one in material if one.day <= clock.today()]
    for cause, words in said.named:
        seen_from = next((one for one in known if words and words in one.text), None)
        if seen_from is None:
            name_cause(turn=turn, text=cause, actor=leader)
        else:
            quote(turn=turn, key=seen_from.key, anew=cause, actor=leader)
    for planned in said.planned:
        due_on = turn.period.ends_on + dt.timedelta(days=150)
        owner = loading.person_of(planned.owner)
        add_improvement(turn=turn, measure=planned.measure, due_on=due_on, owner=owner, actor=leader)


def say_what_became() -> None:
    """Let those who answer for improvements say in October what came of them: long after the year was reported."""
    today = clock.today()
    on = dt.date(today.year, *SAID)
    if on > today:
        return
    steps: list[Callable[[], object]] = []
    for planned in (planned for one in ANALYSES for planned in one.planned):
        improvement = Improvement.objects.unsaid().filter(measure=planned.measure).first()
        if improvement is not None and planned.became is not None:
            owner, became = loading.person_of(planned.owner), Became(planned.became)
            steps.append(
                partial(settle_improvement, improvement=improvement, became=became, note=planned.note, actor=owner)
            )
    with clock.one_now(_at(on)):
        for step in steps:
            step()


def _at(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(14, 20), timezone.get_default_timezone())
