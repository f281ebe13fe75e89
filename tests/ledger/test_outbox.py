"""What goes into the outbox, and what a person decides about what stuck."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from ledger import actions, clock
from ledger.enums import EffectState
from ledger.kinds import NotRegistered
from ledger.models import Effect, Event

pytestmark = pytest.mark.django_db


def stuck(kind, key, state, **values):
    """Store an effect that a person has to decide about."""
    now = clock.real_now()
    return Effect.objects.create(
        kind=kind, key=key, state=state, error="Servern sa nej.", attempts=12, due_at=now, created_at=now, **values
    )


@pytest.fixture
def kind(effect_kind):
    effect_kind("test.letter", lambda row: None)
    return "test.letter"


def test_an_effect_waits_with_its_ids(kind):
    effect = actions.emit(kind=kind, key="invitation:1", payload={"invitation": 1})
    assert (effect.kind, effect.key, effect.payload, effect.state, effect.attempts) == (
        kind,
        "invitation:1",
        {"invitation": 1},
        EffectState.QUEUED,
        0,
    )


def test_the_same_key_again_is_the_same_effect(kind):
    first = actions.emit(kind=kind, key="invitation:1", payload={"invitation": 1})
    again = actions.emit(kind=kind, key="invitation:1", payload={"invitation": 2})
    assert (again.pk, again.payload, Effect.objects.count()) == (first.pk, {"invitation": 1}, 1)


def test_the_same_key_of_another_kind_is_another_effect(kind, effect_kind):
    effect_kind("test.reminder", lambda row: None)
    first = actions.emit(kind=kind, key="1", payload={})
    assert actions.emit(kind="test.reminder", key="1", payload={}).pk != first.pk


def test_a_done_effect_does_not_wait_again(kind):
    effect = actions.emit(kind=kind, key="1", payload={})
    actions.relay(effect_id=effect.pk)
    assert actions.emit(kind=kind, key="1", payload={}).state == EffectState.DONE


def test_an_effect_is_gone_when_its_change_is_rolled_back(kind):
    with transaction.atomic():
        actions.emit(kind=kind, key="1", payload={})
        transaction.set_rollback(True)
    assert Effect.objects.count() == 0


def test_an_unknown_kind_is_refused():
    with pytest.raises(NotRegistered, match=r"test\.unknown"):
        actions.emit(kind="test.unknown", key="1", payload={})


def test_a_name_is_refused(kind):
    with pytest.raises(ValueError, match="ids only"):
        actions.emit(kind=kind, key="1", payload={"name": "Åsa Ek"})


def test_many_effects_are_stored_in_one_statement(kind, django_assert_num_queries):
    actions.emit(kind=kind, key="7", payload={"n": 700})
    with django_assert_num_queries(3):  # savepoint, insert, release
        new = actions.emit_many(kind=kind, payloads={str(n): {"n": n} for n in range(1000)})
    assert (new, Effect.objects.count(), Effect.objects.get(key="7").payload) == (999, 1000, {"n": 700})


def test_many_means_none_too(kind):
    assert actions.emit_many(kind=kind, payloads={}) == 0


def test_one_message_is_sent_per_effect_after_the_commit(kind, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        actions.emit(kind=kind, key="1", payload={})
        actions.emit(kind=kind, key="1", payload={})
        actions.emit(kind=kind, key="2", payload={})
    assert len(callbacks) == 2


@pytest.mark.parametrize(("number", "messages"), [(1, 1), (50, 1), (51, 2), (120, 3), (5000, 8)])
def test_many_effects_need_few_messages(kind, number, messages, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        actions.emit_many(kind=kind, payloads={str(n): {"n": n} for n in range(number)})
    assert len(callbacks) == messages


def test_the_database_refuses_a_second_effect_with_the_same_key(kind):
    row = actions.emit(kind=kind, key="1", payload={})
    with pytest.raises(IntegrityError, match="ledger_effect_once"):
        Effect.objects.create(kind=kind, key="1", due_at=row.due_at, created_at=row.created_at)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("ledger_effect_has_a_key", "key = ''"),
        ("ledger_effect_has_a_key", "kind = ''"),
        ("ledger_effect_claim_has_a_deadline", "claimed_by = 'me'"),
        ("ledger_effect_claim_has_a_deadline", "deadline = now()"),
        ("ledger_effect_sending_is_claimed", "state = 'sending'"),
        ("ledger_effect_done_has_a_time", "state = 'done'"),
        ("ledger_effect_done_has_a_time", "done_at = now()"),
        ("ledger_effect_fault_is_told", "state = 'failed'"),
        ("ledger_effect_fault_is_told", "state = 'unclear'"),
    ],
)
def test_the_database_refuses(kind, name, change):
    actions.emit(kind=kind, key="1", payload={})
    with pytest.raises(IntegrityError, match=name), connection.cursor() as cursor:
        cursor.execute(f"UPDATE ledger_effect SET {change}")


def test_a_broken_rule_is_told_in_a_sentence(kind):
    row = actions.emit(kind=kind, key="1", payload={})
    twin = Effect(kind=kind, key="1", due_at=row.due_at, created_at=row.created_at)
    with pytest.raises(ValidationError) as told:
        twin.validate_constraints()
    assert told.value.messages == ["Det här är redan beställt och händer bara en gång."]


@pytest.mark.parametrize("state", [EffectState.FAILED, EffectState.UNCLEAR])
def test_a_person_lets_an_effect_be_tried_again(kind, alice, state):
    effect = stuck(kind, "1", state)
    again = actions.retry_effect(effect=effect, actor=alice)
    assert (again.pk, again.state, again.error, again.attempts) == (effect.pk, EffectState.QUEUED, "", 0)
    assert actions.relay(effect_id=effect.pk) == 1
    event = Event.objects.get(subject="outbox")
    assert (event.kind, event.actor, event.content) == (
        "ledger.effect_retried",
        alice,
        {"effect": effect.pk, "was": state.value},
    )


@pytest.mark.parametrize(
    ("before", "after"), [(EffectState.UNCLEAR, EffectState.DONE), (EffectState.FAILED, EffectState.SKIPPED)]
)
def test_a_person_lets_an_effect_rest(kind, alice, before, after):
    settled = actions.settle_effect(effect=stuck(kind, "1", before), actor=alice)
    assert (settled.state, settled.done_at is not None) == (after, True)
    assert Event.objects.get(subject="outbox").kind == "ledger.effect_settled"


@pytest.mark.parametrize("decide", [actions.retry_effect, actions.settle_effect])
def test_nobody_decides_about_an_effect_that_is_not_stuck(kind, alice, decide):
    effect = actions.emit(kind=kind, key="1", payload={})
    with pytest.raises(actions.NotStuck):
        decide(effect=effect, actor=alice)
    actions.relay(effect_id=effect.pk)
    with pytest.raises(actions.NotStuck):
        decide(effect=effect, actor=alice)


def test_a_person_lets_all_of_a_kind_be_tried_again(kind, effect_kind, alice):
    effect_kind("test.reminder", lambda row: None)
    for key in "abc":
        stuck(kind, key, EffectState.FAILED)
    stuck(kind, "d", EffectState.UNCLEAR)
    stuck("test.reminder", "a", EffectState.FAILED)
    assert actions.retry_all(kind=kind, state="failed", actor=alice) == 3
    left = Effect.objects.exclude(state=EffectState.QUEUED).order_by("pk").values_list("kind", "key")
    assert list(left) == [(kind, "d"), ("test.reminder", "a")]
    assert len(Event.objects.get(subject="outbox").content["effects"]) == 3
    assert actions.retry_all(kind=kind, state="failed", actor=alice) == 0
    assert Event.objects.filter(subject="outbox").count() == 1


def test_all_of_a_kind_that_are_done_are_not_tried_again(kind, alice):
    with pytest.raises(actions.NotStuck):
        actions.retry_all(kind=kind, state="done", actor=alice)
