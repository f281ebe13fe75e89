"""What the workflows store."""

from workflows.models.clock import WheelClock
from workflows.models.feed import CalendarFeed
from workflows.models.process import Process, ProcessQuerySet, StageRecord
from workflows.models.review import Review
from workflows.models.task import Nudge, Task, TaskQuerySet
from workflows.models.wheel import Wheel, WheelAssignment, WheelVersion

__all__ = [
    "CalendarFeed",
    "Nudge",
    "Process",
    "ProcessQuerySet",
    "Review",
    "StageRecord",
    "Task",
    "TaskQuerySet",
    "Wheel",
    "WheelAssignment",
    "WheelClock",
    "WheelVersion",
]
