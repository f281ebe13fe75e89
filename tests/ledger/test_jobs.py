"""Jobs: begun once, followed while they go, and brought to an end whatever happens to their worker."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection
from django.utils.translation import override

from ledger import actions, clock, queries
from ledger.actions.jobs import _begin
from ledger.enums import JobState
from ledger.kinds import JobFailed, NotRegistered, Outcome, jobs
from ledger.models import Job, Notice

pytestmark = pytest.mark.django_db
KIND = "test.job"


@pytest.fixture
def start(job_kind, alice):
    """Return a function that registers what a job does and starts one of it for Alice."""

    def started(run, **options):
        if KIND not in jobs:
            job_kind(KIND, run, **options)
        return actions.start_job(kind=KIND, owner=alice, title="Läs in registret", arguments={"import": 7})

    return started


def fell_silent(job):
    """Begin a job as a worker that dies would, long ago."""
    _begin(job.pk, jobs)
    Job.objects.filter(pk=job.pk).update(deadline=clock.real_now() - dt.timedelta(minutes=1))


def again(job):
    """Return the job as it is stored now."""
    return Job.objects.get(pk=job.pk)


def notices():
    """Return what has been said to whom."""
    return list(Notice.objects.values_list("user__first_name", "text", "link"))


def test_a_job_waits_and_is_done_and_its_owner_is_told(start):
    seen = []

    def run(row):
        seen.append((row.arguments, row.state))
        actions.progress(job=row, done=1, total=4)
        seen.append(again(row).percent)
        return Outcome("2 000 enheter lästes in.", "/enheter/")

    job = start(run)
    assert (job.state, job.percent, job.is_open) == (JobState.QUEUED, 0, True)
    assert [actions.run_job(job_id=job.pk) for _ in range(3)] == [True, False, False]
    done = again(job)
    assert seen == [({"import": 7}, JobState.RUNNING), 25]
    assert (done.state, done.summary, done.link, done.claimed_by, done.is_open) == (
        JobState.DONE,
        "2 000 enheter lästes in.",
        "/enheter/",
        "",
        False,
    )
    assert notices() == [("Alice", "Klart: Läs in registret", "/enheter/")]


def test_a_job_without_a_result_is_done_too(start):
    job = start(lambda row: None)
    actions.run_job(job_id=job.pk)
    assert (again(job).state, again(job).summary) == (JobState.DONE, "")


def test_an_unknown_kind_is_refused(alice):
    with pytest.raises(NotRegistered):
        actions.start_job(kind="test.unknown", owner=alice, title="x", arguments={})


def test_a_name_is_refused_as_an_argument(start, alice):
    start(lambda row: None)
    with pytest.raises(ValueError, match="ids only"):
        actions.start_job(kind=KIND, owner=alice, title="x", arguments={"who": "Åsa Ek"})


def test_a_job_that_fails_says_so_in_its_own_sentence(start):
    def run(row):
        raise JobFailed("Rad 7 saknar enhet.")

    job = start(run)
    actions.run_job(job_id=job.pk)
    assert (again(job).state, again(job).error) == (JobState.FAILED, "Rad 7 saknar enhet.")
    assert notices() == [("Alice", "Det gick inte: Läs in registret", "")]


def test_a_job_that_breaks_is_told_without_the_faults_text(start, caplog):
    def run(row):
        raise ValueError("asa@ek.example")

    job = start(run)
    actions.run_job(job_id=job.pk)
    assert again(job).error.startswith("Oväntat fel: ValueError i test_jobs.py rad ")
    assert "asa@" not in again(job).error + caplog.text


def test_a_job_that_waits_is_cancelled_at_once(start):
    job = start(lambda row: None)
    assert actions.cancel_job(job=job).state == JobState.CANCELLED
    assert actions.run_job(job_id=job.pk) is False


def test_a_job_that_runs_stops_at_its_next_word(start):
    said = []

    def run(row):
        for n in range(3):
            said.append(n)
            if n == 1:
                actions.cancel_job(job=row)
            actions.progress(job=row, done=n, total=3)

    job = start(run)
    actions.run_job(job_id=job.pk)
    assert (said, again(job).state, notices()) == (
        [0, 1],
        JobState.CANCELLED,
        [("Alice", "Avbrutet: Läs in registret", "")],
    )


def test_a_job_that_is_over_stays_over(start):
    job = start(lambda row: None)
    actions.run_job(job_id=job.pk)
    assert actions.cancel_job(job=job).state == JobState.DONE


def test_a_killed_job_fails_with_a_sentence(start):
    job = start(lambda row: None)
    fell_silent(job)
    assert (actions.mend_jobs(), actions.mend_jobs()) == (1, 0)
    assert (again(job).state, again(job).error) == (
        JobState.FAILED,
        "Arbetet avbröts innan det var klart. Starta det igen.",
    )
    assert notices() == [("Alice", "Det gick inte: Läs in registret", "")]


@pytest.mark.parametrize("options", [{"resumable": True}, {"whole": True}])
def test_a_killed_job_that_can_be_resumed_is(start, options):
    seen = []
    job = start(lambda row: seen.append((row.attempts, row.done)), **options)
    fell_silent(job)
    Job.objects.update(done=40, total=100)
    actions.mend_jobs()
    assert again(job).state == JobState.QUEUED
    actions.run_job(job_id=job.pk)
    assert (seen, again(job).state) == ([(2, 40)], JobState.DONE)


def test_a_job_that_kills_every_worker_fails_at_last(start):
    job = start(lambda row: None, resumable=True, attempts=3)
    for _ in range(3):
        fell_silent(job)
        actions.mend_jobs()
    assert (again(job).state, again(job).attempts) == (JobState.FAILED, 3)


def test_a_killed_job_that_was_to_be_cancelled_is(start):
    job = start(lambda row: None, resumable=True)
    fell_silent(job)
    actions.cancel_job(job=job)
    actions.mend_jobs()
    assert again(job).state == JobState.CANCELLED


def test_a_worker_that_was_thought_dead_stops_and_changes_nothing(start):
    said = []

    def run(row):
        if row.attempts == 1:
            fall = Job.objects.filter(pk=row.pk)
            fall.update(deadline=clock.real_now() - dt.timedelta(minutes=1))
            actions.mend_jobs()
            said.append(again(row).state)
        actions.progress(job=row, done=1, total=1)
        said.append("went on")

    job = start(run, resumable=True)
    assert actions.run_job(job_id=job.pk) is True
    assert (said, again(job).state) == (["queued"], JobState.QUEUED)
    assert actions.run_job(job_id=job.pk) is True
    assert (said, again(job).state) == (["queued", "went on"], JobState.DONE)


def test_a_job_that_says_how_far_it_is_stays_alive(start):
    def run(row):
        Job.objects.filter(pk=row.pk).update(deadline=clock.real_now() + dt.timedelta(seconds=1))
        actions.progress(job=row, done=1, total=2)
        assert again(row).deadline > clock.real_now() + dt.timedelta(minutes=1)
        assert actions.mend_jobs() == 0

    job = start(run)
    actions.run_job(job_id=job.pk)
    assert again(job).state == JobState.DONE


def test_a_job_whose_message_was_lost_gets_another(start, django_capture_on_commit_callbacks):
    job = start(lambda row: None)
    with django_capture_on_commit_callbacks() as soon:
        actions.mend_jobs()
    Job.objects.filter(pk=job.pk).update(created_at=clock.real_now() - dt.timedelta(minutes=1))
    with django_capture_on_commit_callbacks() as later:
        actions.mend_jobs()
    assert (len(soon), len(later)) == (0, 1)


def test_a_whole_job_leaves_nothing_when_it_fails(start, alice):
    def run(row):
        actions.notify(user=alice, text="Hej", key="x")
        raise JobFailed("Rad 7 saknar enhet.")

    job = start(run, whole=True)
    actions.run_job(job_id=job.pk)
    assert (again(job).state, again(job).error) == (JobState.FAILED, "Rad 7 saknar enhet.")
    assert Notice.objects.filter(key="x").count() == 0


@pytest.mark.django_db(transaction=True)
class TestManyHands:
    def test_several_workers_begin_a_job_once(self, start, at_once):
        ran = []
        job = start(lambda row: ran.append(row.pk))
        results = at_once(*[lambda: actions.run_job(job_id=job.pk)] * 5)
        assert (sorted(results), len(ran)) == ([False, False, False, False, True], 1)

    def test_a_whole_job_that_is_slow_is_not_thought_dead(self, start, at_once):
        mended = []

        def run(row):
            mended.extend(at_once(actions.mend_jobs))
            return Outcome("Klart.")

        job = start(run, whole=True, patience=dt.timedelta(0))
        actions.run_job(job_id=job.pk)
        assert (mended, again(job).state) == ([0], JobState.DONE)

    def test_progress_is_seen_by_others_at_once(self, start, at_once):
        seen = []

        def run(row):
            actions.progress(job=row, done=1, total=2)
            seen.extend(at_once(lambda: again(row).percent))

        actions.run_job(job_id=start(run).pk)
        assert seen == [50]


def test_a_user_sees_their_own_jobs_only(start, alice, bob):
    first, second = start(lambda row: None), start(lambda row: None)
    actions.run_job(job_id=first.pk)
    assert list(queries.jobs_of(alice)) == [second, first]
    assert list(queries.open_jobs_of(alice)) == [second]
    assert (list(queries.jobs_of(bob)), queries.job_of(bob, first.pk)) == ([], None)
    assert queries.job_of(alice, first.pk) == first


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("ledger_job_running_is_claimed", "state = 'running'"),
        ("ledger_job_running_is_claimed", "claimed_by = 'me'"),
        ("ledger_job_end_has_a_time", "state = 'done'"),
        ("ledger_job_end_has_a_time", "finished_at = now()"),
        ("ledger_job_fault_is_told", "state = 'failed', finished_at = now()"),
    ],
)
def test_the_database_refuses(start, name, change):
    start(lambda row: None)
    with pytest.raises(IntegrityError, match=name), connection.cursor() as cursor:
        cursor.execute(f"UPDATE ledger_job SET {change}")


class TestNotices:
    def test_a_user_is_told_once(self, alice, bob):
        first = actions.notify(user=alice, text="Klart.", link="/x/", key="a")
        assert actions.notify(user=alice, text="Klart igen.", key="a").pk == first.pk
        actions.notify(user=bob, text="Klart.", key="a")
        assert notices() == [("Alice", "Klart.", "/x/"), ("Bob", "Klart.", "")]

    def test_a_notice_is_shown_until_it_is_read(self, alice, bob):
        first = actions.notify(user=alice, text="Ett", key="1")
        second = actions.notify(user=alice, text="Två", key="2")
        assert list(queries.unread_notices_of(alice)) == [second, first]
        with clock.one_now(dt.datetime(2027, 1, 1, tzinfo=dt.UTC)):
            read = actions.read_notice(notice=first)
        again = actions.read_notice(notice=first)
        assert (read.read_at.year, again.read_at) == (2027, read.read_at)
        assert list(queries.unread_notices_of(alice)) == [second]
        assert list(queries.notices_of(alice)) == [second, first]
        assert (actions.read_all_notices(user=bob), actions.read_all_notices(user=alice)) == (0, 1)
        assert list(queries.unread_notices_of(alice)) == []

    def test_a_notice_is_said_in_the_readers_language_and_an_old_one_as_it_was_written(self, alice):
        known = actions.notify(user=alice, text="Klart: %(title)s", values={"title": "100 % av allt"}, key="1")
        old = actions.notify(user=alice, text="Klart: 90 %", key="2")
        said = {}
        for language in ("sv", "en"):
            with override(language):
                said[language] = [known.words, old.words]
        assert said == {"sv": ["Klart: 100 % av allt", "Klart: 90 %"], "en": ["Done: 100 % av allt", "Klart: 90 %"]}
        assert known.text == "Klart: 100 % av allt"

    def test_a_notice_is_its_users_own(self, alice, bob):
        notice = actions.notify(user=alice, text="Ett", key="1")
        assert (queries.notice_of(alice, notice.pk), queries.notice_of(bob, notice.pk)) == (notice, None)

    @pytest.mark.parametrize("values", [{"key": ""}, {"text": ""}])
    def test_an_empty_notice_is_refused(self, alice, values):
        with pytest.raises(IntegrityError, match="ledger_notice_says_something"):
            actions.notify(**{"user": alice, "text": "Hej", "key": "1"} | values)
