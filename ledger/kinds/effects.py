"""Kinds of effect: what the relay does with a row of the outbox."""

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any, Protocol


class EffectRow(Protocol):
    """What a kind may read of its row."""

    pk: Any
    kind: str
    key: str
    payload: dict[str, Any]
    attempts: int


class NotDone(Exception):
    """It surely did not happen; try again later. The text is a sentence for the administrator, without personal data."""


class NeverDone(NotDone):
    """It surely did not happen, and trying again by itself will not help."""


class Unreachable(NotDone):
    """The other side does not answer at all: the rest of its kind waits too."""


class Unclear(Exception):
    """It may have happened: the answer was cut off. A person decides whether to do it again."""


class Skipped(Exception):
    """It is not to happen any more. The text says why."""


@dataclass(frozen=True)
class EffectKind:
    """How one kind of effect is done.

    perform: does it, given the row; raises one of the exceptions above, or any other (tried again).
    outside: False: done in one transaction with the mark that it is done. True (mail): the row is marked as being sent,
        committed, then performed outside any transaction; what was cut off is unclear and never done again by itself.
    label: what the page Drift calls it.
    patience: how long a claim holds; after it another worker may take the row.
    attempts: how many times it is tried before it is shown as failed.
    left_to_tick: whether the tick does what a lost message left behind.
    during: entered around each batch of this kind (an open connection to the mail server).
    """

    perform: Callable[[EffectRow], None]
    outside: bool = False
    label: Any = ""
    patience: dt.timedelta = field(default=dt.timedelta(seconds=60))
    attempts: int = 12
    left_to_tick: bool = True
    during: Callable[[], AbstractContextManager[object]] = nullcontext
