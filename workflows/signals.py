"""What the workflows say to the layers above them. All are sent inside the transaction: a receiver that raises stops it."""

from django.dispatch import Signal

#: A process began: `process`.
process_started = Signal()

#: A process came to its next stage: `process`, `before` (the stage it left), `on` (the day it could, however late the clock is).
stage_entered = Signal()

#: A process came to its end: `process`, `on`. What should be carried into the next turn is carried now.
process_closed = Signal()

#: Tasks opened: `tasks` (ids), `on`.
tasks_opened = Signal()

#: A task was approved, done, waived or cancelled by somebody: `task`.
task_settled = Signal()
