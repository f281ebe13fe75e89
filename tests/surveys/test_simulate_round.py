"""A simulated round is one like any other; the demo's round opens with the next tick and mails its guardians."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from ledger import clock
from ledger.models import Effect
from organisation.demo import municipality
from surveys.actions import keeping, letters
from surveys.demo import instruments, running
from surveys.models import Ballot, Inbox, Invitation, Round
from surveys.queries.letters import without_mail
from surveys.queries.verifying import faults_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(db):
    """The demo's units, people and questionnaires."""
    municipality.load()
    instruments.load()


def test_the_demo_has_a_round_to_answer_and_one_can_be_simulated(keys, demo):
    running.load()
    held = Round.objects.get(is_ready=True)
    assert keeping.open_due(clock.now()) == 1
    held.refresh_from_db()
    assert held.invitations.count() == 42
    assert letters.send_due(clock.now()) == Effect.objects.filter(kind=letters.LETTER).count() == 36
    assert without_mail(held).count() == 6
    for close in (False, True):
        out = io.StringIO()
        options = {"units": 9, "invited": 120, "answer_rate": 0.7, "close": close, "stdout": out}
        call_command("simulate_round", **options)
        keeping.let_keys_go(clock.now())
        told = json.loads(out.getvalue())
        made = Round.objects.get(pk=told["round"])
        spent = Invitation.objects.filter(round=made, used=True).count()
        answers = (Ballot if close else Inbox).objects.filter(round=made).count()
        assert (told["units"], told["invited"]) == (9, 120)
        assert told["ballots"] == spent == answers
        assert 40 < spent < 120
        assert list(faults_of(made)) == []


def test_without_a_folder_for_keys_there_is_no_round_in_the_demo(settings, demo):
    settings.KEYS_DIR = ""
    running.load()
    assert not Round.objects.filter(is_ready=True).exists()
    with pytest.raises(CommandError, match="KEYS_DIR"):
        call_command("simulate_round", units=1, invited=1, answer_rate=1.0)


@pytest.mark.parametrize("wrong", [{"units": 0}, {"invited": 0}, {"answer_rate": 1.5}])
def test_what_cannot_be_simulated_is_said(wrong):
    with pytest.raises(CommandError, match="at least one unit"):
        call_command("simulate_round", **({"units": 1, "invited": 1, "answer_rate": 0.5} | wrong))


def test_nothing_is_simulated_where_real_people_are(settings):
    settings.MODE = "production"
    with pytest.raises(CommandError, match="demo and test mode only"):
        call_command("simulate_round", units=1, invited=1, answer_rate=0.5)
