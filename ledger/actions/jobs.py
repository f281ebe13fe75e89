"""Starts jobs, lets them tell how far they are, and brings them to an end whatever happens to their worker."""

import logging
import os
import socket
import uuid
from collections.abc import Mapping
from typing import Any, cast

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ledger import clock
from ledger.actions import broker, faults
from ledger.actions.notices import notify
from ledger.enums import JobState
from ledger.kinds import JobCancelled, JobFailed, JobKind, JobRow, JobTakenOver, Outcome, Registry, jobs
from ledger.models import Job
from ledger.rules import outbox as rules

logger = logging.getLogger(__name__)

TASK = "ledger.tasks.run_job"
FREED = {"claimed_by": "", "deadline": None}


@transaction.atomic
def start_job(*, kind: str, owner: AbstractBaseUser, title: str, arguments: Mapping[str, Any]) -> Job:
    """Store a job for `owner`; a worker begins it after the commit. `arguments` holds ids.

    Raises NotRegistered for an unknown kind and ValueError for arguments that are not ids.
    """
    jobs.get(kind)
    job = Job.objects.create(
        kind=kind,
        owner_id=owner.pk,
        title=title,
        arguments=rules.only_ids(dict(arguments)),
        created_at=clock.real_now(),
    )
    broker.announce(task=TASK, row=job.pk)
    return job


def progress(*, job: JobRow, done: int, total: int) -> None:
    """Say how far a job is, and that its worker is alive.

    Raises JobCancelled when its owner has asked it to stop, and JobTakenOver when another worker has it: let them pass.
    """
    row = cast(Job, job)  # a kind only ever holds the Job that it was given
    patience = jobs.get(row.kind).patience
    ours = Job.objects.filter(pk=row.pk, claimed_by=row.claimed_by, state=JobState.RUNNING)
    if not ours.update(done=done, total=total, deadline=Now() + patience):
        raise JobTakenOver
    row.done, row.total = done, total
    if ours.filter(cancel_asked_at__isnull=False).exists():
        raise JobCancelled


@transaction.atomic
def cancel_job(*, job: Job) -> Job:
    """Ask a job to stop: at once where it has not begun, else at its next word of progress. A job that is over stays."""
    row = Job.objects.select_for_update().get(pk=job.pk)
    if row.state == JobState.QUEUED:
        row.state, row.finished_at = JobState.CANCELLED, clock.real_now()
    if row.is_open:
        row.cancel_asked_at = row.cancel_asked_at or clock.real_now()
    row.save()
    return row


def run_job(*, job_id: int, kinds: Registry[JobKind] = jobs) -> bool:
    """Do a job that waits. Returns whether it was ours to do; never raises for what the job itself does wrong."""
    job = _begin(job_id, kinds)
    if job is None:
        return False
    kind = kinds.get(job.kind)
    try:
        with clock.one_now():
            _whole(kind, job) if kind.whole else _end(job, JobState.DONE, kind.run(job) or Outcome())
    except JobTakenOver:
        logger.warning("Job %s was taken over by another worker.", job.pk)
    except JobCancelled:
        _end(job, JobState.CANCELLED, Outcome())
    except JobFailed as fault:
        _end(job, JobState.FAILED, Outcome(), str(fault))
    except Exception as fault:  # noqa: BLE001 (a job may fail in any way; its owner reads it, the log gets the place)
        logger.error("Job %s (%s): %s.", job.pk, job.kind, faults.place(fault=fault))
        _end(job, JobState.FAILED, Outcome(), faults.sentence(fault=fault))
    return True


def _begin(job_id: int, kinds: Registry[JobKind]) -> Job | None:
    """Claim a job that waits."""
    name = Job.objects.filter(pk=job_id, state=JobState.QUEUED).values_list("kind", flat=True).first()
    if name is None or name not in kinds:
        return None
    holder = f"{socket.gethostname()[:30]}:{os.getpid()}:{uuid.uuid4().hex[:12]}"
    with transaction.atomic():
        job = Job.objects.select_for_update(skip_locked=True).filter(pk=job_id, state=JobState.QUEUED).first()
        if job is None:
            return None
        job.state, job.claimed_by, job.attempts = JobState.RUNNING, holder, job.attempts + 1
        job.deadline = clock.real_now() + kinds.get(name).patience
        job.started_at = job.started_at or clock.real_now()
        job.save()
    return job


def _whole(kind: JobKind, job: Job) -> None:
    """Do a job and mark its end in one transaction; the row is held, so nobody thinks its worker dead meanwhile."""
    with transaction.atomic():
        Job.objects.select_for_update().get(pk=job.pk)
        if not _end(job, JobState.DONE, kind.run(job) or Outcome()):
            raise JobTakenOver


def _end(job: Job, state: JobState, outcome: Outcome, error: str = "") -> bool:
    """Bring our job to its end and tell its owner. False where it is no longer ours."""
    with transaction.atomic():
        ours = Job.objects.filter(pk=job.pk, claimed_by=job.claimed_by, state=JobState.RUNNING)
        ended = ours.update(
            state=state, summary=outcome.summary, link=outcome.link, error=error, finished_at=Now(), **FREED
        )
        if ended:
            _tell(job, state, outcome.link)
    return bool(ended)


def _tell(job: Job, state: str, link: str = "") -> None:
    texts = {
        JobState.DONE: gettext_noop("Klart: %(title)s"),
        JobState.FAILED: gettext_noop("Det gick inte: %(title)s"),
        JobState.CANCELLED: gettext_noop("Avbrutet: %(title)s"),
    }
    text, values = texts[JobState(state)], {"title": job.title}
    notify(user=job.owner, text=text, values=values, link=link, key=f"job:{job.pk}")


@transaction.atomic
def mend_jobs(*, kinds: Registry[JobKind] = jobs) -> int:
    """Resume or fail jobs whose worker fell silent, and send a message for each that waits. Returns how many."""
    silent = Q(state=JobState.RUNNING, deadline__lte=Now())
    lost = list(Job.objects.select_for_update(skip_locked=True, of=("self",)).select_related("owner").filter(silent))
    for job in lost:
        _mend(job, kinds)
    waiting = Job.objects.filter(state=JobState.QUEUED, created_at__lte=Now() - rules.seconds(20))
    for pk in waiting.order_by("pk").values_list("pk", flat=True)[:100]:
        broker.announce(task=TASK, row=pk)
    return len(lost)


def _mend(job: Job, kinds: Registry[JobKind]) -> None:
    kind = kinds.get(job.kind) if job.kind in kinds else None
    job.claimed_by, job.deadline = "", None
    if job.cancel_asked_at is not None:
        job.state, job.finished_at = JobState.CANCELLED, clock.real_now()
    elif kind is not None and (kind.resumable or kind.whole) and job.attempts < kind.attempts:
        job.state = JobState.QUEUED
    else:
        job.state, job.finished_at = JobState.FAILED, clock.real_now()
        job.error = _("Arbetet avbröts innan det var klart. Starta det igen.")
    job.save()
    if job.state == JobState.QUEUED:
        broker.announce(task=TASK, row=job.pk)
    else:
        _tell(job, job.state)
