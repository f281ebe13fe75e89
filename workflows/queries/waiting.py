"""What waits for a person."""

from dataclasses import dataclass, field

from organisation.access import Scope
from workflows.access import answered_for, reviewed_by
from workflows.enums import ProcessState
from workflows.models import Task

MOST = 200


@dataclass(frozen=True)
class Waiting:
    """What a person is to do and to review, in order of date."""

    to_do: list[Task] = field(default_factory=list)
    to_review: list[Task] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.to_do) or bool(self.to_review)


def waiting_for(scope: Scope) -> Waiting:
    """Return what waits for the person today, at most two hundred of each. Two statements, however many tasks there are."""
    running = {"process__state": ProcessState.RUNNING}
    to_do = answered_for(scope).to_do().filter(**running)
    to_review = reviewed_by(scope).filter(**running)
    return Waiting(
        *(list(found.select_related("unit").order_by("due_on", "pk")[:MOST]) for found in (to_do, to_review))
    )
