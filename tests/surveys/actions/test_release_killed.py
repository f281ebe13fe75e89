"""The release job is killed, as hard as a process can be, at points evenly over its statements; then a tick takes it up again."""

import datetime as dt
import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection

from ledger import clock
from ledger.actions import mend_jobs, run_job
from ledger.models import Event, Job
from surveys.actions import start_release
from surveys.models import Release, ReleasedCell, ReleasedPlace, ReleasedText
from surveys.queries.results import document_of
from tests.surveys.killing import Watch
from tests.surveys.released import mixed_round, preschool_with

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("keys")]
ROOT = Path(__file__).resolve().parents[3]
WRITES = ("INSERT", "UPDATE", "COPY SURVEYS")
TABLES = "surveys_release, surveys_releasedplace, surveys_releasedcell, surveys_releasedtext"


@pytest.fixture
def mixed(cast):
    return mixed_round(cast.a["school_unit"], preschool_with(cast))


def job_for(held, cast):
    return start_release(round=held, actor=cast.of("a", "quality_officer"))


def killed(job, at):
    """Do the job in a process of its own, killed before a statement."""
    database = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
    done = subprocess.run(
        [sys.executable, "-m", "tests.surveys.killing", str(job.pk), str(at)],
        env=os.environ | {"DATABASE_URL": database.geturl()},
        check=False,
        cwd=ROOT,
    )
    return done.returncode == -signal.SIGKILL


def cleared():
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {TABLES} CASCADE")
    Job.objects.all().delete()


def resumed(job):
    Job.objects.filter(pk=job.pk, state="running").update(deadline=clock.real_now() - dt.timedelta(seconds=1))
    mend_jobs()
    run_job(job_id=job.pk)
    job.refresh_from_db()
    return job.state


def all_texts():
    return sorted(ReleasedText.objects.values_list("place__key", "question", "text"))


def kill_at(cast, mixed, count):
    job = job_for(mixed, cast)
    with Watch() as watch:
        run_job(job_id=job.pk)
    release = Release.objects.get()
    expected, texts, digest = document_of(release), all_texts(), release.digest
    writes = [number for number, said in enumerate(watch.said) if said.startswith(WRITES)]
    points = [writes[0] + (writes[-1] - writes[0]) * step // (count - 1) for step in range(count)]
    assert len(set(points)) == count
    events = Event.objects.filter(kind="surveys.round_released").count()
    for turn, point in enumerate(points, start=1):
        cleared()
        job = job_for(mixed, cast)
        assert killed(job, point)
        assert resumed(job) == "done"
        made = Release.objects.get()
        assert (document_of(made), all_texts(), made.digest) == (expected, texts, digest)
        assert Event.objects.filter(kind="surveys.round_released").count() == events + turn
        assert (
            ReleasedCell.objects.exclude(release=made).count()
            == ReleasedPlace.objects.exclude(release=made).count()
            == 0
        )


def test_a_release_job_killed_at_three_points_ends_in_one_equal_release(cast, mixed):
    kill_at(cast, mixed, 3)


@pytest.mark.slow
def test_a_release_job_killed_at_fifty_points_ends_in_one_equal_release(cast, mixed):
    kill_at(cast, mixed, 50)
