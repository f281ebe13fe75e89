"""A database restored from a backup, beside keys that have gone on without it: no answer comes back, and it is said."""

import datetime as dt

import pytest
from django.core import serializers

from ledger import clock
from surveys import actions
from surveys.actions import Sent, keeping
from surveys.models import Address, Ballot, Draft, Inbox, Invitation, Round, Tally
from surveys.models.keys import MAIL, PRIVATE, KeyMissing, has_key, key_of
from surveys.queries.verifying import faults_of
from tests.surveys.rounds import answered, at, opened, sections_of, tokens

pytestmark = pytest.mark.usefixtures("keys")
HOUR = dt.timedelta(hours=1, seconds=1)
STORED = (Invitation, Address, Inbox, Draft)


@pytest.fixture
def spring(cast):
    """An open round over one section with six guardians, three of whom have answered."""
    held = opened(cast.a["school_unit"], sections_of(cast.a["preschool"], 1), [6])
    for seed, token in enumerate(list(tokens(held).values())[:3]):
        assert answer(held, token, seed) is Sent.STORED
    return held


def answer(held, token, seed=0):
    codes, extra = answered(held.version, seed)
    return actions.submit(found=at(token), codes=codes, extra=extra)


def backup(held):
    """Return the rows of a round as they are now."""
    rows = [held, *(row for model in STORED for row in model.objects.all())]
    return serializers.serialize("json", rows)


def restore(held, kept):
    """Put the rows back as they were; what has come since is gone."""
    for model in (Ballot, Tally, *reversed(STORED)):
        model.objects.all().delete()
    for row in serializers.deserialize("json", kept):
        row.save()
    return Round.objects.get(pk=held.pk)


def test_of_a_backup_from_before_the_mixing_no_answer_can_be_read_once_the_key_is_gone(spring):
    link, kept = next(reversed(tokens(spring).values())), backup(spring)
    closed = actions.close_round(round=spring, now=clock.now())
    keeping.let_keys_go(clock.now())
    actions.seal(round=spring, now=closed.closed_at + HOUR)
    for _tick in range(2):
        actions.destroy_key(round=spring)
    held = restore(spring, kept)
    assert (held.state, Inbox.objects.count()) == ("open", 3)
    assert (has_key(held.pk, PRIVATE), has_key(held.pk, MAIL)) == (False, False)
    with pytest.raises(KeyMissing):
        key_of(held.pk, PRIVATE)
    assert keeping.try_keys(clock.now()) == 1
    with pytest.raises(Exception, match=f"Nyckeln till omgång {held.pk} går inte att läsa"):
        keeping.tell(clock.now())
    with pytest.raises(actions.Busy):
        answer(held, link)
    assert any("lies in 0 folders" in fault for fault in faults_of(held))
    held.refresh_from_db()
    assert actions.give_up_round(round=held, now=clock.now()).state == "lost"
    assert not Inbox.objects.exists()


def test_of_a_backup_from_this_morning_a_link_that_was_used_since_can_be_used_again(spring):
    kept, link = backup(spring), list(tokens(spring).values())[3]
    assert answer(spring, link, 3) is Sent.STORED
    held = restore(spring, kept)
    assert keeping.try_keys(clock.now()) == 0
    assert list(faults_of(held)) == []
    assert answer(held, link, 4) is Sent.STORED
    assert answer(held, link, 5) is Sent.ALREADY
    assert Inbox.objects.count() == Invitation.objects.filter(used=True).count() == 4


def test_the_key_of_the_letters_alone_is_missed_too(spring):
    kept = backup(spring)
    actions.close_round(round=spring, now=clock.now())
    keeping.let_keys_go(clock.now())
    assert (has_key(spring.pk, MAIL), has_key(spring.pk, PRIVATE)) == (False, True)
    held = restore(spring, kept)
    assert keeping.try_keys(clock.now()) == 1
    assert any("“mail”" in fault for fault in faults_of(held))
