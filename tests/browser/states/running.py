"""The first page, jobs, and the running of the house, with little and much."""

import datetime as dt

from ledger import actions as ledger
from ledger import clock
from ledger.enums import EffectState, JobState
from ledger.models import Anchor, Canary, Effect, Job, Notice, Reconciliation, Tick
from organisation import actions
from organisation.actions.feedback import handle_feedback, leave_feedback
from organisation.enums import Role
from organisation.models import AccessibilityFeedback
from tests.access.columns import NOBODY, WHOLE
from tests.access.world import JOB
from tests.browser.states.making import at, number, state, unit
from tests.cast import BEGAN

SOON, SOONER = dt.timedelta(days=30), dt.timedelta(days=14)

# ── the first page, with little and much ──────────────────────────────────────


for column in (Role.REKTOR, Role.TEACHER, NOBODY):
    at(f"start-{column}", "/", column)
    at(f"account-{column}", "/konto/", column)
at("notices-few", "/notiser/", Role.REKTOR)
at("jobs-few", "/jobb/", Role.TEACHER)


@state("account-many-roles", Role.DEVELOPER)
def account_many_roles(world):
    person = world.people[Role.DEVELOPER]
    actions.assign(user=person, unit=unit(world), role=Role.TEACHER, starts_on=BEGAN)
    return "/konto/"


def _told(world, column, many):
    for n in range(many):
        ledger.notify(
            user=world.people[column],
            text="Registret enheter.csv är inläst. 12 rader är nya och 3 har ändrats.",
            link="/enheter/",
            key=f"told-{next(number)}-{n}",
        )


@state("start-much", Role.DEPUTY)
def start_much(world):
    _told(world, Role.DEPUTY, 8)
    _job(world, JobState.RUNNING, column=Role.DEPUTY)
    return "/"


@state("notices-many", Role.QUALITY_OFFICER)
def notices_many(world):
    _told(world, Role.QUALITY_OFFICER, 30)
    ledger.read_notice(notice=Notice.objects.filter(user=world.people[Role.QUALITY_OFFICER]).latest("pk"))
    return "/notiser/"


@state("notices-none", Role.UNION)
def notices_none(world):
    Notice.objects.filter(user=world.people[Role.UNION]).delete()
    return "/notiser/"


# ── jobs ──────────────────────────────────────────────────────────────────────


def _job(world, state, column=WHOLE, **more):
    found = ledger.start_job(kind=JOB, owner=world.people[column], title="Läs in enheter-hosten-2026.csv", arguments={})
    now = clock.real_now()
    ends = {} if state in {JobState.QUEUED, JobState.RUNNING} else {"finished_at": now}
    claim = {"claimed_by": "x", "deadline": now + SOON, "started_at": now} if state == JobState.RUNNING else {}
    Job.objects.filter(pk=found.pk).update(state=state, done=1204, total=2408, **ends, **claim, **more)
    return f"/jobb/{found.pk}/"


state("job-running")(lambda world: _job(world, JobState.RUNNING))
state("job-done")(lambda world: _job(world, JobState.DONE, summary="12 rader är nya.", link="/enheter/"))
state("job-failed")(lambda world: _job(world, JobState.FAILED, error="Registret har ändrats sedan du tittade."))
state("job-cancelled")(lambda world: _job(world, JobState.CANCELLED))


@state("jobs-many")
def jobs_many(world):
    for n in range(30):
        _job(world, list(JobState)[n % 5], error="Filen är tom." if n % 5 == 3 else "")
    return "/jobb/"


at("jobs-none", "/jobb/", NOBODY)


@state("jobs-emptied", Role.COMMITTEE_MEMBER)
def jobs_emptied(world):
    Job.objects.filter(owner=world.people[Role.COMMITTEE_MEMBER]).delete()
    return "/jobb/"


# ── operations ────────────────────────────────────────────────────────────────


def _stuck(state, key, kind="organisation.invite"):
    now = clock.real_now()
    return Effect.objects.create(
        kind=kind,
        key=key,
        payload={},
        state=state,
        attempts=3,
        due_at=now,
        created_at=now,
        error="Mejlservern svarar inte.",
    )


def _pulse(past):
    now = clock.real_now() - past
    Tick.objects.all().delete()
    ledger.tick()
    Tick.objects.update(started_at=now, finished_at=now + dt.timedelta(seconds=1))
    Canary.objects.update_or_create(pk=1, defaults={"asked_at": now, "answered_at": now})


@state("drift-red")
def drift_red(world):
    _pulse(dt.timedelta(minutes=30))
    Anchor.objects.all().delete()
    Reconciliation.objects.update_or_create(
        name="organisation.parents",
        defaults={"ran_at": clock.real_now(), "failing_since": clock.real_now(), "error": "Oväntat fel."},
    )
    for end in (EffectState.FAILED, EffectState.UNCLEAR):
        _stuck(end, f"red-{next(number)}")
    ledger.emit(kind="organisation.invite", key=f"waits-{next(number)}", payload={})
    return "/drift/"


@state("drift-well")
def drift_well(world):
    Effect.objects.exclude(pk=world.things["effect", ""]).filter(state__in=["failed", "unclear"]).delete()
    Reconciliation.objects.update(error="", failing_since=None)
    _pulse(dt.timedelta(0))
    return "/drift/"


@state("stuck-many")
def stuck_many(world):
    for _ in range(30):
        _stuck(EffectState.UNCLEAR, f"many-{next(number)}")
    return "/drift/fastnat/?slag=organisation.invite"


at("stuck-none", "/drift/fastnat/?slag=finns.inte")


@state("retry-unclear")
def retry_unclear(world):
    return f"/drift/fastnat/{_stuck(EffectState.UNCLEAR, f'one-{next(number)}').pk}/igen/"


@state("retry-kind-unclear")
def retry_kind(world):
    for _ in range(2):
        _stuck(EffectState.UNCLEAR, f"kind-{next(number)}")
    return "/drift/igen/organisation.invite/unclear/"


@state("feedback-many")
def feedback_many(world):
    for n in range(28):
        leave_feedback(
            text="Jag kan inte läsa den grå texten på min telefon.\nDen är för liten.", email=f"a{n}@x.example"
        )
    handle_feedback(feedback=AccessibilityFeedback.objects.latest("pk"), actor=world.cast.administrator)
    return "/tillganglighet/synpunkter/"
