"""The attacker stands at the gate of every release, and its report lies with it; afterwards anybody may let it try again."""

import json

import pytest
from django.core.management import CommandError, call_command

from ledger import clock
from surveys.actions import release_round
from surveys.actions.release_attack import ATTACK, KEY, Attackers
from surveys.disclosure.planning import plan
from surveys.disclosure.release import release
from surveys.kinds import attacks
from surveys.models import Ballot
from surveys.queries.asked import mixed_round as mixed_ballots
from tests.surveys.released import mixed_round, preschool_with

pytestmark = pytest.mark.usefixtures("keys")


@pytest.fixture
def mixed(cast):
    return mixed_round(cast.a["school_unit"], preschool_with(cast, sizes=(16, 12, 3)))


@pytest.fixture
def told():
    return []


@pytest.fixture
def made(mixed, told):
    return release_round(round=mixed, now=clock.now(), tell=lambda done, total: told.append((done, total)))


def attacked(capsys, *words):
    call_command("attack_release", *words, "--json")
    return json.loads(capsys.readouterr().out)


def test_every_release_passes_the_attacker_and_keeps_its_report(made, told):
    assert dict(attacks.items())[KEY] is ATTACK
    report = made.report["attacks"][KEY]
    assert (report["broken"], report["bounds"]["undecided"]) == (0, 0)
    assert made.report["tried"] == ["rank", KEY]
    done = [share for share, whole in told if whole == 100]
    assert done == sorted(done)
    assert (done[0], done[-1], len(done) > report["parts"] > 0) == (0, 100, True)


def test_a_part_that_is_as_it_was_is_not_attacked_again(mixed):
    made, heard = release(plan(mixed_ballots(mixed).asked)), []
    attackers = Attackers(attacks, heard.append)
    first = attackers(made)
    known = dict(attackers.attempts)
    assert attackers(made) == first
    assert attackers.attempts == known
    assert heard.count(1) == 2


def test_a_release_is_attacked_from_outside_and_nothing_found(made, capsys):
    report = attacked(capsys, str(made.pk))
    assert list(report) == ["hidden", "broken", "bounds", "seconds"]
    assert (report["hidden"], report["broken"]) == (made.report["attacks"][KEY]["hidden"], 0)
    assert list(attacked(capsys, str(made.pk), "--control")) == list(report)


def test_a_round_without_a_release_or_without_ballots_cannot_be_attacked(mixed):
    with pytest.raises(CommandError, match="has no release"):
        call_command("attack_release", str(mixed.pk))
    with pytest.raises(CommandError, match="Name a round"):
        call_command("attack_release")
    release_round(round=mixed, now=clock.now())
    Ballot.objects.filter(round=mixed).delete()
    mixed.ballots_deleted_on = clock.today()
    mixed.save(update_fields=["ballots_deleted_on"])
    with pytest.raises(CommandError, match="are deleted"):
        call_command("attack_release", str(mixed.pk))
