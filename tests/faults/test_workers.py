"""X1 and X2: workers that are killed while they hold work, and messages that come three times in any order."""

import random
import time

import pytest
from celery.app import app_or_default

from ledger import actions
from ledger.models import Effect, Job
from tests.faults.house import until
from tests.faults.killing import kill_holders

pytestmark = pytest.mark.faults


def nothing_waits(house):
    """Say whether every test effect has reached an end; have a tick look for what was left behind."""
    house.tick()
    return not {"queued", "sending"} & set(house.states())


def killed_while_they_work(house, effects, kills, seconds):
    """Let four hands do slow effects and kill those that hold one, again and again."""
    worker = house.worker(hands=4)
    house.listening(worker)
    actions.emit_many(kind="test.slow", payloads={str(n): {"ms": 5} for n in range(effects)})
    killed = 0
    end = time.monotonic() + seconds
    while killed < kills and time.monotonic() < end:
        killed += len(kill_holders(house, min(5, kills - killed), 5))
        house.tick()
    until(lambda: nothing_waits(house), seconds, every=0.5, what="everything is done")
    return killed


def test_workers_killed_while_they_hold_work_lose_nothing_and_do_nothing_twice(house):
    killed = killed_while_they_work(house, effects=500, kills=8, seconds=90)
    assert killed == 8
    assert house.traces() == {str(n): 1 for n in range(500)}
    assert house.states() == {"done": 500}


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_a_hundred_kills_over_fifty_thousand_effects_lose_nothing_and_do_nothing_twice(house):
    killed = killed_while_they_work(house, effects=50_000, kills=100, seconds=1200)
    assert killed == 100
    traces = house.traces()
    assert (len(traces), set(traces.values()), house.states()) == (50_000, {1}, {"done": 50_000})


def letters_under_fire(house, letters, kills, seconds):
    """Send letters while workers are killed and answers are cut; return the Message-IDs that came twice or more."""
    house.sink.cut_every = 97
    worker = house.worker(hands=3)
    house.listening(worker)
    actions.emit_many(kind="test.mailed", payloads={str(n): {} for n in range(letters)})
    killed, end = 0, time.monotonic() + seconds
    while killed < kills and time.monotonic() < end:
        killed += len(kill_holders(house, 1, 5))
        house.tick()
        if not {"queued", "sending"} & set(house.states()):
            break
    until(lambda: nothing_waits(house), seconds, every=0.5, what="every letter is sent or unclear")
    return killed


def the_sink_agrees(house, letters):
    """Compare the sink's letters with the outbox, before and after a person has decided about what is unclear."""
    unclear = set(Effect.objects.filter(state="unclear").values_list("key", flat=True))
    came = [subject for _id, _to, subject in house.sink.letters]
    assert max(house.sink.copies().values()) == 1, "nothing is sent twice by itself"
    assert {str(n) for n in range(letters)} - set(came) <= unclear, "what did not come is shown as unclear"
    assert len(house.sink.cut) <= len(unclear)
    house.sink.cut_every = 0
    actions.retry_all(kind="test.mailed", state="unclear", actor=None)
    until(lambda: nothing_waits(house), 60, every=0.5, what="what was unclear is sent")
    assert house.states() == {"done": letters}
    came = [subject for _id, _to, subject in house.sink.letters]
    twice = {subject for subject in came if came.count(subject) > 1} if len(came) < 5_000 else _twice(came)
    assert (set(came), twice <= unclear) == ({str(n) for n in range(letters)}, True)
    assert max(house.sink.copies().values()) <= 2


def _twice(came):
    seen, twice = set(), set()
    for one in came:
        (twice if one in seen else seen).add(one)
    return twice


def test_letters_under_fire_all_arrive_and_only_unclear_ones_come_twice(house):
    letters_under_fire(house, letters=300, kills=4, seconds=60)
    the_sink_agrees(house, 300)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_ten_thousand_letters_under_fire_all_arrive_and_only_unclear_ones_come_twice(house):
    killed = letters_under_fire(house, letters=10_000, kills=60, seconds=900)
    assert killed >= 40
    the_sink_agrees(house, 10_000)


def three_times_each(house, effects, mains, seconds):
    """Deliver every message three times, shuffled, to four workers under so many mains."""
    house.broker.wire.away()  # the messages of the effects themselves are lost
    actions.emit_many(kind="test.row", payloads={str(n): {} for n in range(effects)})
    house.broker.wire.back()
    ids = list(Effect.objects.filter(kind="test.row").values_list("pk", flat=True)) * 3
    random.shuffle(ids)
    app = app_or_default()
    with app.producer_pool.acquire(block=True) as producer:
        for pk in ids:
            app.send_task("ledger.tasks.relay", args=[pk], producer=producer)
    workers = [house.worker(hands=4 // mains) for _ in range(mains)]
    house.listening(*workers)
    until(lambda: house.broker.say("LLEN", "celery") == b":0", seconds, what="every message is taken")
    until(lambda: set(house.states()) == {"done"}, seconds, every=0.5, what="everything is done")
    assert house.traces() == {str(n): 1 for n in range(effects)}


def test_every_message_three_times_in_any_order_gives_one_effect_per_key(house):
    three_times_each(house, 200, mains=2, seconds=120)


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_a_hundred_and_fifty_thousand_messages_give_one_effect_per_key(house):
    three_times_each(house, 50_000, mains=4, seconds=1500)


def test_a_killed_job_is_resumed_where_it_was_or_fails_with_a_sentence(house):
    from organisation.models import User

    owner = User.objects.create_user("eva@ronnfjard.example", first_name="Eva", last_name="Ek")
    worker = house.worker(hands=2)
    house.listening(worker)
    arguments = {"steps": 40, "ms": 50}
    jobs = [
        actions.start_job(kind=kind, owner=owner, title=kind, arguments=arguments)
        for kind in ("test.resumed", "test.broken")
    ]
    until(lambda: Job.objects.filter(done__gte=5).count() == 2, 20, what="both have begun")
    worker.kill()
    house.listening(house.worker(hands=2))
    until(
        lambda: house.tick() or not Job.objects.filter(state__in=["queued", "running"]).exists(),
        40,
        every=0.5,
        what="both are over",
    )
    resumed, broken = (Job.objects.get(pk=job.pk) for job in jobs)
    assert (resumed.state, resumed.attempts, resumed.done) == ("done", 2, 40)
    assert (broken.state, broken.error) == ("failed", "Arbetet avbröts innan det var klart. Starta det igen.")
    steps = {key: count for key, count in house.traces().items() if key.startswith(f"{resumed.pk}:")}
    assert set(steps) == {f"{resumed.pk}:{step}" for step in range(40)}
    assert sum(steps.values()) <= 41  # the step at which it was killed may have been begun twice


@pytest.mark.parametrize("kind", ["prefork", "threads with beat inside"])
def test_both_sorts_of_worker_do_what_waits_and_answer_the_canary(house, kind):
    if kind == "prefork":
        worker = house.worker(hands=2)
        house.beat(seconds=1)
    else:
        worker = house.embedded(BEAT_SECONDS="1")
    actions.emit_many(kind="test.row", payloads={str(n): {} for n in range(200)})
    until(lambda: house.sql("SELECT 1 FROM ledger_canary WHERE answered_at IS NOT NULL"), 40, what="the canary answers")
    until(lambda: house.states() == {"done": 200}, 20, what="everything is done")
    worker.kill()
    actions.emit_many(kind="test.row", payloads={f"later{n}": {} for n in range(200)})
    assert house.states() == {"done": 200, "queued": 200}
    house.worker(hands=2) if kind == "prefork" else house.embedded(BEAT_SECONDS="1")
    until(lambda: house.states() == {"done": 400}, 40, what="everything is done after the kill")
    assert set(house.traces().values()) == {1}
