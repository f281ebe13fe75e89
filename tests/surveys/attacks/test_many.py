"""Many at once, the same one again and again, and scanners: D1, D4, P7, and the mixer at work."""

import io
import json
import logging
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from ledger.models import Effect, Event, Job
from organisation.actions import Refused
from surveys import actions
from surveys.actions.locking import LOCKS
from surveys.models import Draft, Inbox, Invitation
from surveys.queries.walks import find, lookup_key
from surveys.rules.sealing import boxes
from surveys.rules.sealing.secrets import cookie_of, reference_of, walk_of
from tests.surveys import walking
from tests.surveys.attacks import copies
from tests.surveys.rounds import opened, published, sections_of, tokens
from tests.surveys.walking import Respondent

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("keys")]
FEW, OFTEN = 5, 16
MANY, VERY_OFTEN = 1_000, 50
AT_ONCE = 32
TABLES = ("surveys_invitation", "surveys_draft", "surveys_inbox", "surveys_round", "surveys_address")
MORE_TABLES = ("ledger_event", "ledger_effect", "ledger_job", "django_session", "cache")


def spring(cast, size):
    """Return an open round with so many guardians in one section."""
    units = sections_of(cast.a["preschool"], 1)
    version = published(cast.a["school_unit"], document=walking.document())
    return opened(cast.a["school_unit"], units, [size], version=version)


def ready(token):
    """Return a browser that has answered all, and the address where it sends."""
    walk = walk_of(token)
    found = find(walk)
    answers = {f"steg-{number}": "3" for number in range(20)}
    kept = {"answers": answers, "taken": ["del-0", "del-1", "del-2"]}
    actions.keep_draft(found=found, plain=json.dumps(kept).encode(), revision=found.revision)
    client, reference = Client(raise_request_exception=False), reference_of(walk)
    client.cookies[f"svara-{reference}"] = cookie_of(lookup_key(), walk)
    return client, reverse("walk_review", args=[reference, "sv"])


def sent(client, url):
    """Send once, in a connection of its own; return the status and where it leads."""
    try:
        other = Client(raise_request_exception=False)
        other.cookies = client.cookies
        response = other.post(url, {"way": "send"})
        return response.status_code, response.get("Location", "").rsplit("/-/", 1)[-1]
    finally:
        connections.close_all()


def submit_each(held, often):
    """Let everybody send so often at once, all mixed up; return what was answered."""
    prepared = [ready(token) for token in tokens(held).values()]
    with ThreadPoolExecutor(AT_ONCE) as people:
        return list(people.map(lambda one: sent(*one), prepared * often))


def one_ballot_each(cast, people, often):
    held = spring(cast, people)
    answers = submit_each(held, often)
    assert {status for status, _where in answers} <= {302, 503}
    assert {where for status, where in answers if status == 302} == {"kvitto/"}
    assert sum(status == 302 for status, _where in answers) >= people
    assert Inbox.objects.filter(round=held).count() == people
    assert Invitation.objects.filter(round=held, used=True).count() == people
    assert not Draft.objects.exists()


def test_many_submits_of_one_link_give_one_ballot_and_the_receipt_again(cast):
    """D1, small."""
    one_ballot_each(cast, FEW, OFTEN)


@pytest.mark.slow
def test_fifty_submits_of_each_of_a_thousand_links(cast):
    """D1."""
    one_ballot_each(cast, MANY, VERY_OFTEN)


def rows_as_they_are():
    """Return, for each table, how many rows there are and who wrote them."""
    ask = "SELECT count(*), COALESCE(sum(xmin::text::bigint), 0), COALESCE(sum(xmax::text::bigint), 0) FROM {}"
    return {table: copies.asked_all(ask.format(table)) for table in (*TABLES, *MORE_TABLES)}


def scanned(cast, times):
    links = list(tokens(spring(cast, 5)).values())
    before = rows_as_they_are()
    client = Client()
    for number in range(times // 2):
        url = f"/svara/{links[number % 5]}/"
        assert client.get(url).status_code == client.head(url).status_code == 200
    assert rows_as_they_are() == before


def test_a_scanner_changes_no_row(cast):
    """D4, small."""
    scanned(cast, 100)


@pytest.mark.slow
def test_ten_thousand_scans_change_no_row(cast):
    """D4."""
    scanned(cast, 10_000)


@contextmanager
def mixer_at_work(held):
    """Hold the mixer's lock in a connection of its own."""
    other = connections.create_connection("default")
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [LOCKS, held.pk])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCKS, held.pk])
    other.close()


def test_while_the_mixer_is_at_work_an_answer_waits_and_nothing_of_it_is_lost(cast):
    held = spring(cast, 3)
    prepared = [ready(token) for token in tokens(held).values()]
    with mixer_at_work(held):
        assert [sent(*one) for one in prepared] == [(503, "")] * 3
        assert (Inbox.objects.count(), Invitation.objects.filter(used=True).count(), Draft.objects.count()) == (0, 0, 3)
    assert [sent(*one) for one in prepared] == [(302, "kvitto/")] * 3
    assert Inbox.objects.count() == 3


def test_a_row_that_somebody_holds_is_tried_again_and_then_said_to_be_busy(cast, monkeypatch):
    monkeypatch.setattr("surveys.actions.answering.PATIENCE", "50ms")
    held = spring(cast, 1)
    one = ready(next(iter(tokens(held).values())))
    other = connections.create_connection("default")
    other.set_autocommit(False)
    with other.cursor() as cursor:
        cursor.execute("SELECT 1 FROM surveys_invitation FOR UPDATE")
        assert sent(*one) == (503, "")
    other.rollback()
    other.close()
    assert not Inbox.objects.exists()
    assert sent(*one) == (302, "kvitto/")


@contextmanager
def what_is_logged():
    """Collect what the house's own handler writes, masked as it is in earnest."""
    handler = next(one for one in logging.getLogger().handlers if type(one) is logging.StreamHandler)
    text, level = io.StringIO(), logging.getLogger().level
    before = handler.setStream(text)
    logging.getLogger().setLevel(logging.DEBUG)
    try:
        yield text
    finally:
        logging.getLogger().setLevel(level)
        handler.setStream(before)


def test_no_name_address_token_or_answer_is_told_anywhere(cast, monkeypatch):
    """P7: the log at its most talkative, the outbox, jobs and events, and the report of a fault in the midst of it."""
    held = spring(cast, 4)
    links = list(tokens(held).values())
    events = Event.objects.count()
    with what_is_logged() as log:
        logging.getLogger("surveys").warning("The log is read.")
        for link in (links[0], links[1]):
            assert Respondent(link).open().start().to_review(words="Sjöjungfrun").send().is_received
        Respondent(links[0]).open()
        Respondent("A" * 21 + "B").open()
        broken = (
            Respondent(links[2], Client(raise_request_exception=False)).open().start().to_review(words="Sjöjungfrun")
        )
        monkeypatch.setattr(boxes, "seal", lambda key, plain: 1 / 0)
        assert broken.send().response.status_code == 500
        with pytest.raises(Refused):
            actions.open_round(round=held)
    told = log.getvalue() + str(list(Effect.objects.values_list())) + str(list(Job.objects.values_list()))
    assert "The log is read." in told
    assert "ZeroDivisionError" in told
    secrets = ["Sjöjungfrun", "ronnfjard.example", "A" * 21, *links]
    assert [word for word in secrets if word in told] == []
    assert Event.objects.count() == events
