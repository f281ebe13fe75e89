"""The release as a job: its owner sees how far it is, and is told when there is something to read."""

import datetime as dt

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from ledger import clock
from ledger.actions import progress, start_job
from ledger.kinds import JobFailed, JobKind, JobRow, Outcome
from ledger.models import Event, Job
from organisation.actions import Refused
from organisation.models import User
from surveys.actions.releasing import release_round
from surveys.actions.rounds import refuse_unless_theirs
from surveys.enums import MIXED
from surveys.models import Round

KIND = "surveys.release"
STARTED = ("surveys.round_made", "surveys.round_ready")
PATIENCE = dt.timedelta(minutes=20)
"""How long one part may take: the attack tells after each of its parts. A worker that was killed is missed so late."""


def run(job: JobRow) -> Outcome:
    """Release the round that the job names."""
    held = Round.objects.get(pk=job.arguments["round"])
    owner = User.objects.filter(pk=job.owner_id).first()

    def tell(done: int, total: int) -> None:
        progress(job=job, done=done, total=total)

    try:
        made = release_round(round=held, now=clock.now(), actor=owner, tell=tell)
    except Refused as refused:
        raise JobFailed(str(refused)) from refused
    return Outcome(_("Resultatet av %(round)s är klart att läsa.") % {"round": held.name}, link(made.pk))


def link(pk: int) -> str:
    """Return where a release is read."""
    return reverse("result", args=[pk])


@transaction.atomic
def start_release(*, round: Round, actor: User) -> Job:
    """Begin the release of a mixed round; one that is on its way is not begun again. Raises `Refused`."""
    held = Round.objects.select_for_update(of=("self",)).select_related("unit").get(pk=round.pk)
    refuse_unless_theirs(actor, held.unit)
    if held.state not in MIXED or hasattr(held, "release"):
        raise Refused(_("Resultatet kan tas fram när omgången är förseglad, och bara en gång."))
    return _begun(held) or _begin(held, actor)


def release_due(now: dt.datetime) -> int:
    """Begin the release of each mixed round, in the name of whoever made the round or let it open. Returns how many began.

    One whose release failed waits for a person; one that nobody made begins when a person asks for it.
    """
    due = Round.objects.filter(state__in=MIXED, release__isnull=True, ballots_deleted_on=None)
    waiting = [held for held in due.order_by("pk") if not Job.objects.filter(**_of(held)).exists()]
    makers = {held.pk: _maker(held) for held in waiting}
    return len([_begin(held, maker) for held in waiting if (maker := makers[held.pk]) is not None])


def _maker(held: Round) -> User | None:
    """Return who made a round, else who let it open; of a pool that took over by itself, of the one before it."""
    said = Event.objects.filter(subject=f"round:{held.pk}", kind__in=STARTED, actor_id__isnull=False)
    event = said.order_by("pk").first()
    if event is None or event.actor_id is None:
        return _maker(held.follows) if held.follows is not None else None
    return User.objects.filter(pk=event.actor_id, is_active=True).first()


def _begun(held: Round) -> Job | None:
    return next((job for job in Job.objects.filter(**_of(held)).order_by("-pk") if job.is_open), None)


def _begin(held: Round, owner: User) -> Job:
    title = _("Resultatet av %(round)s") % {"round": held.name}
    return start_job(kind=KIND, owner=owner, title=title, arguments={"round": held.pk})


def _of(held: Round) -> dict[str, object]:
    return {"kind": KIND, "arguments": {"round": held.pk}}


JOB = JobKind(run=run, resumable=True, patience=PATIENCE)
