"""Looks up what one user waits for and is told."""

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import QuerySet

from ledger.enums import JobState
from ledger.models import Job, Notice


def jobs_of(user: AbstractBaseUser) -> QuerySet[Job]:
    """Return a user's jobs, newest first."""
    return Job.objects.filter(owner_id=user.pk).order_by("-pk")


def open_jobs_of(user: AbstractBaseUser) -> QuerySet[Job]:
    """Return a user's jobs that wait or run, newest first."""
    return jobs_of(user).filter(state__in=[JobState.QUEUED, JobState.RUNNING])


def job_of(user: AbstractBaseUser, pk: int) -> Job | None:
    """Return a user's own job, or None where it is not theirs."""
    return jobs_of(user).filter(pk=pk).first()


def notices_of(user: AbstractBaseUser) -> QuerySet[Notice]:
    """Return a user's notices, newest first."""
    return Notice.objects.filter(user_id=user.pk).order_by("-pk")


def unread_notices_of(user: AbstractBaseUser) -> QuerySet[Notice]:
    """Return a user's unread notices, newest first."""
    return notices_of(user).filter(read_at__isnull=True)


def notice_of(user: AbstractBaseUser, pk: int) -> Notice | None:
    """Return a user's own notice, or None where it is not theirs."""
    return notices_of(user).filter(pk=pk).first()
