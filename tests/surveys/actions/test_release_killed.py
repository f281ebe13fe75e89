"""The release job is killed, as hard as a process can be, at points evenly over its statements; then a tick takes it up again."""

import datetime as dt
import os
import signal

import psycopg
import pytest
from django.db import connection, connections

from ledger import clock
from ledger.actions import mend_jobs, run_job
from ledger.models import Event, Job
from surveys.actions import start_release
from surveys.models import Release, ReleasedCell, ReleasedPlace, ReleasedText
from surveys.queries.results import document_of
from tests.surveys.released import mixed_round, preschool_with

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("keys")]
WRITES = ("INSERT", "UPDATE", "COPY SURVEYS")
TABLES = "surveys_release, surveys_releasedplace, surveys_releasedcell, surveys_releasedtext"


class Watch:
    """Counts the statements of this process; kills it before one of them."""

    def __init__(self, at=None):
        self.said, self.at = [], at

    def __enter__(self):
        self.kept = {name: getattr(psycopg.Cursor, name) for name in ("execute", "executemany", "copy")}
        for name, original in self.kept.items():
            setattr(psycopg.Cursor, name, self._heard(original))
        return self

    def __exit__(self, *_fault):
        for name, original in self.kept.items():
            setattr(psycopg.Cursor, name, original)

    def _heard(self, original):
        def statement(cursor, query, *args, **kwargs):
            if len(self.said) == self.at:
                os.kill(os.getpid(), signal.SIGKILL)
            self.said.append(str(query).strip().upper())
            return original(cursor, query, *args, **kwargs)

        return statement


@pytest.fixture
def mixed(cast):
    return mixed_round(cast.a["school_unit"], preschool_with(cast))


def job_for(held, cast):
    return start_release(round=held, actor=cast.of("a", "quality_officer"))


def killed(job, at):
    """Do the job in a process of its own, killed before a statement."""
    connections.close_all()
    child = os.fork()
    if not child:
        with Watch(at):
            run_job(job_id=job.pk)
        os._exit(0)
    _pid, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def cleared():
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {TABLES}")
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


def test_a_release_job_killed_at_six_points_ends_in_one_equal_release(cast, mixed):
    kill_at(cast, mixed, 6)


@pytest.mark.slow
def test_a_release_job_killed_at_fifty_points_ends_in_one_equal_release(cast, mixed):
    kill_at(cast, mixed, 50)
