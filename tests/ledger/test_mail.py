"""Mail as an effect, against a server that misbehaves at every step."""

import pytest
from django.core import mail
from django.core.mail import EmailMessage

from ledger import actions
from ledger.enums import EffectState
from ledger.kinds import Skipped, mail_kind
from ledger.kinds.mail import SMTP, deliver
from ledger.models import Effect
from tests.faults.sink import Sink, free_port

pytestmark = pytest.mark.django_db
NAME = "test.letter"


def letter(row):
    """Write the letter of a row."""
    return EmailMessage("Välkommen", f"Brev {row.key}", "house@ronnfjard.example", [f"asa{row.key}@ronnfjard.example"])


@pytest.fixture
def sink(settings):
    """A mail server that this test's letters go to."""
    server = Sink()
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP, "127.0.0.1", server.port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_TIMEOUT = 2
    yield server
    server.close()


def sent(effect_kind, number=1, compose=letter, **options):
    """Send a number of letters and return their rows."""
    effect_kind(NAME, mail_kind(compose, **options))
    actions.emit_many(kind=NAME, payloads={str(n): {} for n in range(number)})
    actions.drain()
    return list(Effect.objects.order_by("pk"))


def test_a_letter_arrives_once_with_the_message_id_of_its_effect(effect_kind, sink, settings):
    settings.SITE_URL = "https://kvalitet.ronnfjard.example"
    (row,) = sent(effect_kind)
    actions.drain()
    ((message_id, to, _subject),) = sink.letters
    assert (row.state, to) == (EffectState.DONE, "asa0@ronnfjard.example")
    assert message_id.endswith("@kvalitet.ronnfjard.example>")


def test_a_batch_of_letters_goes_over_one_connection(effect_kind, sink):
    rows = sent(effect_kind, number=40)
    assert ({row.state for row in rows}, len(sink.letters), sink.talks) == ({"done"}, 40, 1)


def test_a_cut_answer_is_unclear_and_what_a_person_sends_again_has_the_same_message_id(effect_kind, sink, alice):
    sink.cut_every = 1
    (row,) = sent(effect_kind)
    assert (row.state, row.error) == (
        EffectState.UNCLEAR,
        "Mejlserverns svar bröts av (SMTPServerDisconnected). Brevet kan ha kommit fram.",
    )
    actions.drain()
    assert len(sink.letters) == 1
    sink.cut_every = 0
    actions.retry_effect(effect=row, actor=alice)
    actions.drain()
    row.refresh_from_db()
    assert (row.state, list(sink.copies().values())) == (EffectState.DONE, [2])


def test_the_letters_after_a_cut_answer_go_over_a_new_connection(effect_kind, sink):
    sink.cut_every = 3
    rows = sent(effect_kind, number=7)
    assert [row.state for row in rows] == ["done", "done", "unclear", "done", "done", "unclear", "done"]
    assert (set(sink.copies().values()), sink.talks) == ({1}, 3)


@pytest.mark.parametrize(
    ("command", "answer", "state", "error"),
    [
        ("RCPT", "550 no such user", "failed", "Mejlservern tog inte emot adressen (550)."),
        ("RCPT", "450 later", "queued", "Mejlservern tog inte emot adressen (450)."),
        ("MAIL", "451 later", "queued", "Mejlservern tog inte emot brevet (451)."),
        ("MAIL", "421 closing", "queued", "Mejlservern tog inte emot brevet (421)."),
        ("DATA", "554 spam", "failed", "Mejlservern tog inte emot brevet (554)."),
        ("DATA", "452 full", "queued", "Mejlservern tog inte emot brevet (452)."),
        ("MAIL", "cut", "queued", "Mejlservern bröt samtalet (SMTPServerDisconnected)."),
        ("RCPT", "cut", "queued", "Mejlservern bröt samtalet (SMTPServerDisconnected)."),
        ("EHLO", "cut", "queued", "Mejlservern bröt samtalet (SMTPServerDisconnected)."),
    ],
)
def test_a_refusal_is_told_as_what_it_is(effect_kind, sink, command, answer, state, error):
    sink.answers[command] = answer
    (row,) = sent(effect_kind)
    assert (row.state, row.error, sink.letters) == (state, error, [])


def test_a_server_that_is_away_lets_all_letters_wait(effect_kind, sink, settings):
    settings.EMAIL_PORT = free_port()
    rows = sent(effect_kind, number=3)
    assert [(row.state, row.attempts) for row in rows] == [("queued", 1), ("queued", 0), ("queued", 0)]
    assert rows[0].error == "Mejlservern svarar inte (ConnectionRefusedError)."


def test_no_address_stands_in_what_is_told(effect_kind, sink, caplog):
    sink.answers["RCPT"] = "550 <asa0@ronnfjard.example> unknown"
    (row,) = sent(effect_kind)
    assert "asa0" not in row.error + caplog.text


def test_a_letter_that_cannot_be_written_was_surely_not_sent(effect_kind, sink):
    def broken(row):
        raise KeyError("asa@ronnfjard.example")

    (row,) = sent(effect_kind, compose=broken)
    assert (row.state, row.error) == ("queued", "Brevet kunde inte skrivas (KeyError).")


@pytest.mark.parametrize(("reason", "said"), [(None, "Det behövs inte längre."), ("Återkallad.", "Återkallad.")])
def test_a_letter_that_is_not_wanted_any_more_is_skipped(effect_kind, sink, reason, said):
    def unwanted(row):
        if reason:
            raise Skipped(reason)

    (row,) = sent(effect_kind, compose=unwanted)
    assert (row.state, row.error, sink.letters) == ("skipped", said, [])


def test_another_backend_works_too(effect_kind):
    (row,) = sent(effect_kind)
    assert (row.state, len(mail.outbox)) == ("done", 1)
    assert mail.outbox[0].extra_headers["Message-ID"].startswith("<")


def test_one_letter_can_be_delivered_by_itself(sink):
    deliver(EmailMessage("Hej", "Hej", "house@ronnfjard.example", ["asa@ronnfjard.example"]))
    assert [to for _id, to, _subject in sink.letters] == ["asa@ronnfjard.example"]
