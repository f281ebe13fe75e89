"""What quality does when an engine says that something happened."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from django.db import transaction
from django.dispatch import receiver

from organisation.actions import Refused
from organisation.models import User
from organisation.signals import person_erased
from quality.actions.action_plans import open_measure_plan
from quality.actions.sources import feed_indicators
from quality.actions.survey_rounds import begin_plans_after, follow_round, let_teams_read, prepare_round
from quality.actions.turns import carry_improvements, open_turn
from quality.actions.ways import keep_waiver
from quality.models import GoalTurn, WeekLetter
from quality.queries.survey_rounds import is_of_guardians
from quality.rules.surveys import SURVEYS
from surveys.models import Release, Round
from surveys.signals import released, round_moved
from workflows.models import Process, Task
from workflows.signals import process_closed, process_started, task_settled, tasks_opened

MOVES = ("ready", "opened", "closed", "stopped", "lost")


@receiver(process_started, dispatch_uid="quality.open_turn")
def begin(*, process: Process, **_said: Any) -> None:
    """Give a goal's process its turn, and a process of measures its plan."""
    open_turn(process=process)
    open_measure_plan(process=process)


@receiver(process_closed, dispatch_uid="quality.carry_improvements")
def end(*, process: Process, **_said: Any) -> None:
    """Hand what is to be improved to the next turn."""
    turn = GoalTurn.objects.filter(process=process).select_related("period").first()
    if turn is not None:
        carry_improvements(turn=turn)


@receiver(released, dispatch_uid="quality.feed_indicators")
def feed(*, release: Release, **_said: Any) -> None:
    """Give the indicators that a survey measures their values."""
    feed_indicators(release=release)


@receiver(task_settled, dispatch_uid="quality.keep_waiver")
def waived(*, task: Task, **_said: Any) -> None:
    """Let a step on a plan's way be not needed where a quality officer has said so of its task."""
    keep_waiver(task=task)


@receiver(tasks_opened, dispatch_uid="quality.prepare_rounds")
def prepared(*, tasks: Sequence[int], **_said: Any) -> None:
    """Prepare the rounds that the wheel asks for. What cannot be prepared is left to whoever answers for the task."""
    asked = Task.objects.to_do().filter(pk__in=tasks, work__in=list(SURVEYS))
    for task in asked.select_related("unit", "process__period").order_by("pk"):
        with suppress(Refused), transaction.atomic():
            prepare_round(task=task)


@receiver(round_moved, dispatch_uid="quality.follow_rounds")
def moved(*, round: Round, what: str, **_said: Any) -> None:
    """Let the wheel's tasks follow their round: it may open, it has closed."""
    if what in MOVES:
        follow_round(round=round)


@receiver(released, dispatch_uid="quality.take_up_results")
def take_up(*, release: Release, **_said: Any) -> None:
    """Ask the teams to analyse what guardians answered; begin action plans after a work environment survey."""
    if is_of_guardians(release.round):
        let_teams_read(release=release)
    begin_plans_after(release=release)


@receiver(person_erased, dispatch_uid="quality.forget_week_letter")
def forget(*, person: User, **_said: Any) -> None:
    """Send no more weeks to somebody whose data are erased."""
    WeekLetter.objects.filter(user=person).delete()
