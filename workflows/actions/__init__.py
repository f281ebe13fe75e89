"""What changes in the workflows."""

from workflows.actions.finishing import finish_tasks
from workflows.actions.guards import lock_wheels
from workflows.actions.opening import open_early
from workflows.actions.processes import (
    annotate_process,
    cancel_process,
    close_process,
    look_again,
    pause_process,
    resume_process,
    start_process,
)
from workflows.actions.tasks import (
    approve_task,
    cancel_task,
    choose_person,
    complete_task,
    correct_task,
    return_task,
    submit_task,
    waive_task,
)
from workflows.actions.wheels import (
    CannotPublish,
    assign_wheel,
    create_wheel,
    end_wheel_assignment,
    look_through_again,
    publish_wheel,
)

__all__ = [
    "CannotPublish",
    "annotate_process",
    "approve_task",
    "assign_wheel",
    "cancel_process",
    "cancel_task",
    "choose_person",
    "close_process",
    "complete_task",
    "correct_task",
    "create_wheel",
    "end_wheel_assignment",
    "finish_tasks",
    "lock_wheels",
    "look_again",
    "look_through_again",
    "open_early",
    "pause_process",
    "publish_wheel",
    "resume_process",
    "return_task",
    "start_process",
    "submit_task",
    "waive_task",
]
