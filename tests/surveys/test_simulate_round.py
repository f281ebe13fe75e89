"""A simulated round is one like any other; the demo's round opens with the next tick and mails its guardians."""

import datetime as dt
import io
import json
import re

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from ledger import clock
from ledger.kinds import effects
from ledger.models import Effect
from organisation.demo import municipality
from surveys.actions import keeping, letters
from surveys.demo import before, instruments, running, serving
from surveys.demo.filling import Manner, answering
from surveys.demo.simulating import walk_in
from surveys.demo.walking import Browser, Stuck, walk
from surveys.models import Ballot, Inbox, Invitation, Release, ReleasedCell, Round
from surveys.models.keys import PRIVATE, key_of
from surveys.queries.letters import without_mail
from surveys.queries.verifying import faults_of
from surveys.rules.answering.coding import layout
from surveys.rules.sealing.boxes import unseal
from surveys.rules.sealing.sheets import read
from tests.surveys.rounds import tokens

pytestmark = pytest.mark.django_db
WORDS = {"fritt": ['Mer tid ute & "lek" på <gården>'], "lagt": ["Maten, och hämtningen"]}


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
    assert held.languages == held.version.languages
    assert {"ar", "so", "uk"} <= set(held.signed_languages)
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


def test_families_of_the_demo_are_asked_in_their_own_language(keys, demo):
    running.load()
    keeping.open_due(clock.now())
    letters.send_due(clock.now())
    for effect in Effect.objects.filter(kind=letters.LETTER):
        effects.get(letters.LETTER).perform(effect)
    spoken = {language for letter in mail.outbox for language in re.findall(r"\?sprak=(\w+)", letter.body)}
    assert spoken == {"sv", "ar", "en"}


def test_the_springs_before_were_asked_in_all_languages_and_are_released(keys, demo):
    release = before.ask_guardians(over="tarnan", opens_on=clock.today() - dt.timedelta(days=60), lift=0.5)
    held = Round.objects.get(pk=release.pk)
    assert held.languages == release.version.languages
    assert {"ar", "so"} <= set(held.signed_languages)
    assert release.cells.exists()


def test_its_result_is_made_too_where_that_is_asked_for(keys, demo):
    told, held = simulated(units=8, invited=160, answer_rate=0.8, release=True)
    assert ReleasedCell.objects.filter(release=Release.objects.get(pk=held.pk)).exists()
    assert told["ballots"] == Ballot.objects.filter(round=held).count()


def simulated(**options):
    """Return what the command tells of a round it made, and the round."""
    out = io.StringIO()
    call_command("simulate_round", **{"units": 4, "invited": 60, "answer_rate": 0.7} | options, stdout=out)
    told = json.loads(out.getvalue())
    return told, Round.objects.get(pk=told["round"])


@pytest.mark.django_db(transaction=True)
def test_those_who_walk_answer_over_http_and_the_others_in_bulk(keys, live_server, settings):
    municipality.load()
    instruments.load()
    for site, walks in (("http://127.0.0.1:9", 3), (live_server.url, 12)):
        settings.SITE_URL = site
        told, held = simulated(invited=25, close=True, walk=walks)
        keeping.let_keys_go(clock.now())
        assert list(told) == ["round", "units", "invited", "ballots", "walked", "seconds"]
        assert told["walked"] == min(walks, told["ballots"])
        spent = Invitation.objects.filter(round=held, used=True).count()
        assert told["ballots"] == spent == Ballot.objects.filter(round=held).count() > 10
        assert list(faults_of(held)) == []


@pytest.mark.django_db(transaction=True)
def test_what_is_walked_is_stored_as_it_was_answered(keys, live_server, settings):
    municipality.load()
    instruments.load()
    settings.SITE_URL = live_server.url
    _told, held = simulated(invited=25, answer_rate=0)
    people = list(answering(round=held, manner=Manner(seed=3, rate=1.0, words=WORDS, writing=1.0)))
    Inbox.objects.filter(round=held).delete()
    walked = people[:4]
    assert walk_in(round=held, people=walked) == 4
    k_private, places = key_of(held.pk, PRIVATE), layout(held.version.definition)
    boxes = Inbox.objects.filter(round=held).values_list("box", flat=True)
    found = [read(unseal(k_private, bytes(box))) for box in boxes]
    meant = [(one.place, *places.encode(one.answers)) for one in walked]
    assert sorted(repr((one.place, list(one.codes), one.extra)) for one in found) == sorted(map(repr, meant))
    assert any(extra and extra["fritt"] == WORDS["fritt"][0] for _place, _codes, extra in meant)


@pytest.mark.django_db(transaction=True)
def test_a_link_leads_to_the_receipt_once_and_then_nobody_can_walk(keys, live_server, settings):
    municipality.load()
    instruments.load()
    settings.SITE_URL = live_server.url
    _told, held = simulated(answer_rate=0)
    unspent = Invitation.objects.filter(round=held, used=False).order_by("pk")[0]
    link = f"/svara/{tokens(held)[unspent.pk]}/"
    with serving.web(link) as site:
        assert site == live_server.url
    with Browser(live_server.url) as browser:
        assert "/-/kvitto/" in walk(browser, link, {}).at
    unspent.refresh_from_db()
    assert unspent.used
    with Browser(live_server.url) as browser, pytest.raises(Stuck, match="did not open"):
        walk(browser, link, {})
    with serving.web(link) as site:
        assert site != live_server.url


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


@pytest.mark.parametrize("walks", [-1, 3])
def test_no_more_can_walk_than_are_invited(walks):
    with pytest.raises(CommandError, match=f"{walks} cannot walk of 2 invited"):
        call_command("simulate_round", units=1, invited=2, answer_rate=0.5, walk=walks)


def test_nothing_is_simulated_where_real_people_are(settings):
    settings.MODE = "production"
    with pytest.raises(CommandError, match="demo and test mode only"):
        call_command("simulate_round", units=1, invited=1, answer_rate=0.5)
