"""Kinds of job: work with progress that a user waits for."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol


class JobRow(Protocol):
    """What a kind may read of its job."""

    pk: Any
    kind: str
    owner_id: Any
    arguments: dict[str, Any]
    attempts: int
    done: int


class JobFailed(Exception):
    """The job cannot be done. The text is the sentence that its owner reads."""


class JobCancelled(Exception):
    """The owner asked the job to stop; raised by `progress`."""


class JobTakenOver(Exception):
    """The claim ran out and another worker has the job; raised by `progress`. Whoever gets it stops at once."""


@dataclass(frozen=True)
class Outcome:
    """What a finished job tells its owner: a sentence and where the result is."""

    summary: str = ""
    link: str = ""


@dataclass(frozen=True)
class JobKind:
    """How one kind of job is done.

    run: does it, given the row; calls `ledger.actions.progress` at least once per `patience`.
    whole: all or nothing: run in one transaction with its end (its progress shows when it is over).
    resumable: after a killed worker it is run again (`row.done` says how far it came, `row.attempts` which time it is);
        otherwise it fails with a sentence.
    patience: how long a worker may be silent before it counts as dead.
    attempts: how many times it is begun at most.
    """

    run: Callable[[JobRow], Outcome | None]
    whole: bool = False
    resumable: bool = False
    patience: dt.timedelta = field(default=dt.timedelta(minutes=2))
    attempts: int = 5
