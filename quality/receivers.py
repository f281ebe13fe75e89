"""What quality does when an engine says that something happened."""

from typing import Any

from django.dispatch import receiver

from quality.actions.action_plans import open_measure_plan
from quality.actions.sources import feed_indicators
from quality.actions.turns import carry_improvements, open_turn
from quality.actions.ways import keep_waiver
from quality.models import GoalTurn
from surveys.models import Release
from surveys.signals import released
from workflows.models import Process, Task
from workflows.signals import process_closed, process_started, task_settled


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
