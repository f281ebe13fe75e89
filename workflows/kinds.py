"""What a wheel's entry can ask for. Who knows the work registers its kind; the engine starts, links and asks."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.utils.functional import Promise

from ledger.kinds import Registry
from organisation.access import Scope
from organisation.enums import Area, Right


@dataclass(frozen=True)
class Work:
    """One piece of work (uppgift): unit and period by id; `slot` tells repeated ones of a period apart (“2026-09”).

    subject: what the process is about (“goal:12”); empty in a unit's own year. entry: which of the wheel's entries asks.
    """

    unit: int
    period: int
    slot: str = ""
    subject: str = ""
    entry: str = ""


class WorkKind(Protocol):
    """A kind of work: a document, a survey round, a value, an analysis, a report."""

    label: str | Promise
    """What the one who answers for the task reads, in Swedish: “Skriv reflektionsdokument”."""

    def can_start(self, work: Work) -> bool:
        """Return whether the unit can do this work in the period; a wheel asks nobody for what cannot be done."""
        ...

    def url(self, work: Work) -> str:
        """Return the address where the work is done."""
        ...

    def is_done(self, work: Work) -> bool:
        """Return whether the work stands finished. Asked again at any time, so the answer comes from stored rows."""
        ...


work_kinds: Registry[WorkKind] = Registry("Work kind")
"""Filled by `quality.work_kinds` from `quality.apps`. Keys are stored in wheel versions: never rename one."""

ReviewRight = tuple[Area, Right]
REVIEWS: ReviewRight = (Area.REVIEW, Right.DECIDE)

review_rights: Registry[ReviewRight] = Registry("Right to review")
"""By which right work of a kind is approved or returned, where that is not *review*: by the kind of work's key."""


def reviewed_by_right(work: str) -> ReviewRight:
    """Return by which right what is sent in for work of a kind is reviewed."""
    return review_rights.get(work) if work in review_rights else REVIEWS


Objection = Callable[[str, Sequence[int]], Mapping[int, str]]

objections: Registry[Objection] = Registry("Objection")
"""What else may hold a stage: from the stage that is to be left and ids of processes to a sentence for each that must stay.

Asked when the day has come and the gate's tasks are settled, for many processes at once; it only reads. Asked again the day
after, or as soon as `workflows.actions.look_again` is called.
"""


@dataclass(frozen=True)
class Start:
    """A turn that is to begin by itself: of `kind`, about `subject`, at `unit` (its id), in the calendar period of a kind."""

    kind: str
    subject: str
    title: str
    unit: int
    period_kind: str


Starter = Callable[[dt.date], Iterable[Start]]

starters: Registry[Starter] = Registry("Starter")
"""What begins by itself beside the units' own years: from a day to the turns that should go on then and do not yet.

Asked once for each day that the clock turns, and again after `workflows.actions.look_through_again`; it only reads. A turn
begins where the wheel that holds at the unit asks something of its kind in such a period.
"""


@dataclass(frozen=True)
class Page:
    """Where what a process is about has a page of its own: a goal's turn, a plan's way."""

    label: str | Promise
    url: str


Subject = Callable[[int], Page | None]

subjects: Registry[Subject] = Registry("Subject")
"""What processes of a kind (the key) are about: from a process's id to its own page, None where it has none. It only reads."""


event_words: Registry[str | Promise] = Registry("Event's words")
"""What others' events on a process's chain say in its history, by kind of event: a sentence in Swedish."""


@dataclass(frozen=True)
class Beginning:
    """A kind of turn that a person may begin: what the button says, the name of its address, and who may begin one somewhere."""

    label: str | Promise
    url_name: str
    may: Callable[[Scope], bool]


beginnings: Registry[Beginning] = Registry("Beginning")
"""What can be begun by somebody, by kind of process; the list of turns shows a button for each that the reader may."""


@dataclass(frozen=True)
class Way:
    """What another app lets those do who write wheels: begin one, or the next version of one.

    url: from a wheel's id (None: on the page of all of them) to an address. is_sent: it is a button, which changes something.
    """

    label: str | Promise
    icon: str
    url: Callable[[int | None], str]
    at_one: bool = False
    is_sent: bool = False


ways: Registry[Way] = Registry("Way")
"""Filled by the apps above in their `apps.py`. Shown to those who may edit the library at the unit whose wheel it is."""


def ways_at(registry: Registry[Way], wheel: int | None = None) -> list[tuple[Way, str]]:
    """Return what can be begun at a wheel, or (None) on the page of all of them, with its address."""
    return [(way, way.url(wheel)) for _, way in registry.items() if way.at_one == (wheel is not None)]


def startable(registry: Registry[WorkKind], work: Work) -> list[tuple[str, WorkKind]]:
    """Return the kinds, with their keys, that this unit can start in this period, in order of registration."""
    return [(key, kind) for key, kind in registry.items() if kind.can_start(work)]
