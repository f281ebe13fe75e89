"""How what waits in the outbox is done: once, whoever tries, and never silently given up."""

import datetime as dt
import threading
import time
from dataclasses import replace

import pytest
from django.db import connection, transaction

from ledger import actions, clock
from ledger.actions import claims, performing
from ledger.actions.relay import expire_sending
from ledger.enums import EffectState
from ledger.kinds import EffectKind, NeverDone, NotDone, Registry, Skipped, Unclear, Unreachable
from ledger.models import Effect, Notice

NAME = "test.effect"


def emitted(effect_kind, perform, number=1, **options):
    """Register a kind, store some effects of it and return them."""
    effect_kind(NAME, perform, **options)
    actions.emit_many(kind=NAME, payloads={str(n): {"n": n} for n in range(number)})
    return list(Effect.objects.order_by("pk"))


def states():
    """Return how many effects are in each state."""
    found = {}
    for state in Effect.objects.values_list("state", flat=True):
        found[state] = found.get(state, 0) + 1
    return found


def let_time_pass(**values):
    """Set every claim's deadline, or when rows are due, to a minute ago."""
    past = clock.real_now() - dt.timedelta(minutes=1)
    Effect.objects.filter(deadline__isnull=False).update(deadline=past)
    Effect.objects.update(due_at=past)


@pytest.mark.django_db
class TestInside:
    def test_an_effect_is_done_once(self, effect_kind):
        done = []
        (effect,) = emitted(effect_kind, lambda row: done.append(row.payload))
        assert [actions.relay(effect_id=effect.pk) for _ in range(3)] == [1, 0, 0]
        effect.refresh_from_db()
        assert (done, effect.state, effect.claimed_by, effect.deadline) == ([{"n": 0}], EffectState.DONE, "", None)
        assert effect.done_at is not None

    def test_a_message_takes_others_of_its_kind_along(self, effect_kind):
        done = []
        effects = emitted(effect_kind, lambda row: done.append(row.key), number=10)
        assert actions.relay(effect_id=effects[4].pk) == 10
        assert sorted(done, key=int) == [str(n) for n in range(10)]
        assert done[0] == "4"

    def test_what_it_stores_and_that_it_is_done_are_one(self, effect_kind, alice):
        """A worker that dies before the commit leaves neither."""

        def tell(row):
            actions.notify(user=alice, text="Hej", key=row.key)
            if row.key == "1":
                raise NotDone("Inte nu.")

        emitted(effect_kind, tell, number=3)
        actions.drain()
        assert sorted(Notice.objects.values_list("key", flat=True)) == ["0", "2"]
        assert states() == {"done": 2, "queued": 1}

    def test_an_effect_that_fails_waits_longer_each_time_and_is_then_shown(self, effect_kind):
        def fail(row):
            raise NotDone("Servern svarar inte.")

        (effect,) = emitted(effect_kind, fail, attempts=3)
        waits = []
        for _ in range(2):
            actions.drain()
            effect.refresh_from_db()
            waits.append(round((effect.due_at - clock.real_now()).total_seconds()))
            assert (effect.state, effect.error) == (EffectState.QUEUED, "Servern svarar inte.")
            let_time_pass()
        actions.drain()
        effect.refresh_from_db()
        assert (waits, effect.state, effect.attempts) == ([5, 15], EffectState.FAILED, 3)

    def test_an_effect_that_waits_longer_is_left_alone(self, effect_kind):
        calls = []

        def fail(row):
            calls.append(row.pk)
            raise NotDone("Inte nu.")

        (effect,) = emitted(effect_kind, fail)
        actions.relay(effect_id=effect.pk)
        actions.relay(effect_id=effect.pk)
        actions.drain()
        assert len(calls) == 1

    def test_an_effect_that_can_never_be_done_is_shown_at_once(self, effect_kind):
        def refuse(row):
            raise NeverDone("Adressen finns inte.")

        (effect,) = emitted(effect_kind, refuse)
        actions.relay(effect_id=effect.pk)
        effect.refresh_from_db()
        assert (effect.state, effect.error) == (EffectState.FAILED, "Adressen finns inte.")

    def test_an_effect_that_is_not_wanted_any_more_says_why(self, effect_kind):
        def skip(row):
            raise Skipped("För sent.")

        (effect,) = emitted(effect_kind, skip)
        assert actions.relay(effect_id=effect.pk) == 1
        effect.refresh_from_db()
        assert (effect.state, effect.error, effect.done_at is None) == (EffectState.SKIPPED, "För sent.", False)

    def test_a_fault_is_told_without_its_text(self, effect_kind, caplog):
        def fail(row):
            raise ValueError("Åsa Ek <asa@ek.example> finns redan")

        (effect,) = emitted(effect_kind, fail)
        actions.relay(effect_id=effect.pk)
        effect.refresh_from_db()
        assert "Åsa" not in effect.error + caplog.text
        assert effect.error.startswith("Oväntat fel: ValueError i test_relay.py rad ")
        assert "ValueError i test_relay.py" in caplog.text

    def test_an_unknown_kind_is_left_for_a_process_that_knows_it(self, effect_kind):
        (effect,) = emitted(effect_kind, lambda row: None)
        strangers = Registry("Effect")
        assert (actions.relay(effect_id=effect.pk, kinds=strangers), actions.drain(kinds=strangers)) == (0, 0)
        effect.refresh_from_db()
        assert (effect.state, effect.attempts, effect.claimed_by) == (EffectState.QUEUED, 0, "")

    def test_what_is_claimed_is_left_alone_until_the_deadline(self, effect_kind):
        done = []
        (effect,) = emitted(effect_kind, lambda row: done.append(row.key))
        kind = EffectKind(lambda row: None)
        assert claims.claim_many(name=NAME, kind=kind, limit=5).ids() == [effect.pk]
        assert not claims.claim_many(name=NAME, kind=kind, limit=5)
        assert (actions.relay(effect_id=effect.pk), actions.drain()) == (0, 0)
        let_time_pass()
        assert (actions.relay(effect_id=effect.pk), done) == (1, ["0"])

    def test_a_claim_that_was_lost_does_nothing(self, effect_kind):
        done = []
        emitted(effect_kind, lambda row: done.append(row.key))
        kind = EffectKind(lambda row: done.append("late"))
        lost = claims.claim_many(name=NAME, kind=kind, limit=5)
        let_time_pass()
        actions.drain()
        assert performing.perform(claim=lost).ended == 0
        assert done == ["0"]

    def test_whatever_kills_its_worker_ends_as_failed_and_takes_nobody_with_it(self, effect_kind):
        """Claims are taken and never performed, as by workers that die; only the guilty row does it every time."""
        kind = EffectKind(lambda row: None, attempts=5)
        effects = emitted(effect_kind, kind, number=4)
        guilty = effects[0].pk
        for _ in range(20):
            claim = claims.claim_many(name=NAME, kind=kind, limit=50)
            if guilty not in claim.ids() or claim.rows[0].attempts > kind.attempts:
                performing.perform(claim=claim)
            let_time_pass()
        assert states() == {"done": 3, "failed": 1}
        failed = Effect.objects.get(pk=guilty)
        assert failed.error == "Arbetaren avbröts varje gång den försökte."

    def test_a_batch_ends_before_its_claim_does(self, effect_kind):
        emitted(effect_kind, lambda row: None, number=3, patience=dt.timedelta(seconds=0))
        kind = EffectKind(lambda row: None, patience=dt.timedelta(seconds=-1))
        claim = claims.claim_many(name=NAME, kind=kind, limit=3)
        assert performing.perform(claim=claim).ended == 0
        assert list(Effect.objects.values_list("attempts", "claimed_by").distinct()) == [(0, "")]

    def test_a_tick_does_a_bounded_number_of_rows_and_sends_messages_for_the_rest(self, effect_kind):
        emitted(effect_kind, lambda row: None, number=230)
        assert actions.drain(rows=100) == 100
        assert states() == {"done": 100, "queued": 130}
        assert claims.waiting_kinds(names=[NAME]) == [NAME]

    def test_all_effects_of_a_batch_see_one_now(self, effect_kind):
        seen = []
        emitted(effect_kind, lambda row: seen.append(clock.now()), number=3)
        actions.drain()
        assert (len(seen), len(set(seen))) == (3, 1)


@pytest.mark.django_db
class TestOutside:
    def test_it_is_marked_as_being_sent_while_it_is_sent(self, effect_kind):
        seen = []

        def send(row):
            seen.append(Effect.objects.values_list("state", flat=True).get(pk=row.pk))

        (effect,) = emitted(effect_kind, send, outside=True)
        assert actions.relay(effect_id=effect.pk) == 1
        effect.refresh_from_db()
        assert (seen, effect.state, effect.claimed_by) == (["sending"], EffectState.DONE, "")

    def test_a_cut_answer_is_unclear_and_never_sent_again_by_itself(self, effect_kind):
        calls = []

        def send(row):
            calls.append(row.pk)
            raise Unclear("Svaret bröts av.")

        (effect,) = emitted(effect_kind, send, outside=True)
        for _ in range(3):
            actions.relay(effect_id=effect.pk)
            actions.drain()
            let_time_pass()
        effect.refresh_from_db()
        assert (len(calls), effect.state, effect.error) == (1, EffectState.UNCLEAR, "Svaret bröts av.")

    def test_an_unknown_fault_is_unclear_too(self, effect_kind):
        def send(row):
            raise ValueError("asa@ek.example")

        (effect,) = emitted(effect_kind, send, outside=True)
        actions.relay(effect_id=effect.pk)
        effect.refresh_from_db()
        assert (effect.state, "asa" in effect.error) == (EffectState.UNCLEAR, False)

    def test_what_was_surely_not_sent_is_tried_again(self, effect_kind):
        answers = [NotDone("Inte nu."), None]

        def send(row):
            fault = answers.pop(0)
            if fault:
                raise fault

        (effect,) = emitted(effect_kind, send, outside=True)
        actions.relay(effect_id=effect.pk)
        let_time_pass()
        actions.relay(effect_id=effect.pk)
        effect.refresh_from_db()
        assert (effect.state, effect.attempts, answers) == (EffectState.DONE, 2, [])

    def test_a_worker_that_dies_while_sending_leaves_it_unclear(self, effect_kind):
        calls = []
        kind = EffectKind(lambda row: calls.append(row.pk), outside=True)
        (effect,) = emitted(effect_kind, kind)
        claim = claims.claim_many(name=NAME, kind=kind, limit=1)
        assert performing._begin_sending(claim, claim.rows[0])
        assert (expire_sending(), actions.drain()) == (0, 0)
        let_time_pass()
        assert (actions.drain(), actions.drain()) == (1, 0)
        effect.refresh_from_db()
        assert (effect.state, calls) == (EffectState.UNCLEAR, [])
        assert "Det kan ha kommit fram" in effect.error

    def test_a_worker_that_was_thought_dead_may_still_say_that_it_arrived(self, effect_kind):
        def send(row):
            let_time_pass()
            assert expire_sending() == 1

        (effect,) = emitted(effect_kind, send, outside=True)
        actions.relay(effect_id=effect.pk)
        effect.refresh_from_db()
        assert (effect.state, effect.error) == (EffectState.DONE, "")

    def test_a_worker_that_dies_before_sending_loses_nothing(self, effect_kind):
        calls = []
        kind = EffectKind(lambda row: calls.append(row.key), outside=True)
        emitted(effect_kind, kind, number=5)
        claims.claim_many(name=NAME, kind=kind, limit=5)
        let_time_pass()
        assert (actions.drain(), calls) == (5, ["0", "1", "2", "3", "4"])

    def test_when_nobody_answers_the_whole_kind_rests(self, effect_kind):
        calls = []

        def send(row):
            calls.append(row.key)
            raise Unreachable("Mejlservern svarar inte.")

        emitted(effect_kind, send, number=5, outside=True)
        actions.drain()
        actions.drain()
        assert (calls, states()) == (["0"], {"queued": 5})
        assert sorted(Effect.objects.values_list("attempts", flat=True)) == [0, 0, 0, 0, 1]

    def test_a_batch_shares_one_connection(self, effect_kind):
        said = []

        class Line:
            def __enter__(self):
                said.append("open")

            def __exit__(self, *args):
                said.append("closed")

        emitted(effect_kind, lambda row: said.append(row.key), number=2, outside=True, during=Line)
        actions.drain()
        assert said == ["open", "0", "1", "closed"]


@pytest.mark.django_db(transaction=True)
class TestManyHands:
    def test_eight_hands_do_each_effect_once(self, effect_kind, at_once):
        lock, done = threading.Lock(), []

        def note(row):
            with lock:
                done.append(row.key)

        effects = emitted(effect_kind, note, number=200)
        results = at_once(*[lambda n=n: actions.relay(effect_id=effects[n * 20].pk) for n in range(8)])
        while actions.drain():
            pass
        assert [one for one in results if not isinstance(one, int)] == []
        assert sorted(done, key=int) == [str(n) for n in range(200)]

    def test_two_hands_that_emit_the_same_key_make_one_effect(self, effect_kind, at_once):
        effect_kind(NAME, lambda row: None)

        def emit():
            with transaction.atomic():
                return actions.emit(kind=NAME, key="same", payload={}).pk

        rows = at_once(emit, emit, emit, emit)
        assert (len(set(rows)), Effect.objects.count()) == (1, 1)

    def test_a_claim_passes_by_rows_that_somebody_holds(self, effect_kind, at_once):
        kind = EffectKind(lambda row: None)
        emitted(effect_kind, kind, number=40)
        taken = at_once(*[lambda: claims.claim_many(name=NAME, kind=kind, limit=10).ids() for _ in range(4)])
        assert sorted(pk for ids in taken for pk in ids) == list(
            Effect.objects.order_by("pk").values_list("pk", flat=True)
        )

    def test_a_claim_waits_for_nobody_who_holds_a_row(self, effect_kind, at_once):
        kind = EffectKind(lambda row: None)
        emitted(effect_kind, kind, number=3)

        def claim():
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '2s'")
            return claims.claim_many(name=NAME, kind=kind, limit=3).ids()

        with transaction.atomic():
            held = Effect.objects.select_for_update().earliest("pk").pk
            (taken,) = at_once(claim)
        assert (held in taken, len(taken)) == (False, 2)

    def test_a_claim_is_seen_by_everybody_before_anything_is_done(self, effect_kind, at_once):
        seen = []

        def look(row):
            seen.extend(at_once(lambda: list(Effect.objects.values_list("claimed_by", "deadline"))))

        (effect,) = emitted(effect_kind, look)
        actions.relay(effect_id=effect.pk)
        ((holder, deadline),) = seen[0]
        assert (holder != "", deadline > clock.real_now() - dt.timedelta(seconds=1)) == (True, True)

    def test_rows_whose_claim_ran_out_while_they_are_done_are_not_done_twice(self, effect_kind, at_once):
        """The holder's transaction holds the row: whoever comes after the deadline passes it by."""
        done, others = [], []

        def slow(row):
            done.append(row.key)
            others.extend(at_once(actions.drain))

        emitted(effect_kind, slow)
        moment = EffectKind(slow, patience=dt.timedelta(milliseconds=1))
        claim = claims.claim_many(name=NAME, kind=moment, limit=1)
        time.sleep(0.01)
        assert performing.perform(claim=replace(claim, kind=EffectKind(slow))).ended == 1
        assert (done, others, states()) == (["0"], [0], {"done": 1})

    def test_a_fault_that_shows_at_the_commit_stops_only_its_own_row(self, effect_kind):
        """A foreign key is checked when the batch is committed: the others must not pay for it."""

        def dangle(row):
            if row.key == "1":
                Notice.objects.create(user_id=-1, key=row.key, text="x", created_at=clock.real_now())

        emitted(effect_kind, dangle, number=3)
        actions.drain()
        assert states() == {"done": 2, "queued": 1}
        assert Effect.objects.get(key="1").error.startswith("Oväntat fel: IntegrityError i ")
