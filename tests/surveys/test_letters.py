"""Letters: who gets which, in which language, at what pace; what they hold, and what is stored of them."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from ledger import clock
from ledger.kinds import NotDone, Skipped, effects
from ledger.models import Effect
from organisation.actions import Refused
from surveys import actions
from surveys.actions import keeping, letters
from surveys.enums import MailingKind
from surveys.models import Address, Invitation, Mailing
from surveys.models.keys import MAIL, drop_key
from surveys.rules.phrases import languages, phrases
from tests.surveys.rounds import at, published, round_of, sections_of, tokens

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("keys")]
WEEK = dt.timedelta(days=7)


@pytest.fixture
def held(cast):
    """An open round with five invited: three by mail, one protected, one on paper."""
    made = round_of(cast.a["school_unit"], published(cast.a["school_unit"]), days=28)
    sections = sections_of(cast.a["preschool"], 1)
    actions.ask_units(round=made, units=sections)
    people = [("a@post.example", "sv", False), ("b@post.example", "en", False), ("c@post.example", "ar", False)]
    people += [("d@post.example", "sv", True), ("", "sv", False)]
    actions.invite(
        round=made,
        invitees=[
            actions.Invitee(
                unit=sections[0].pk, audience="guardians", email=email, language=language, is_protected=protected
            )
            for email, language, protected in people
        ],
    )
    actions.make_ready(round=made)
    keeping.open_due(clock.now())
    made.refresh_from_db()
    return made


def sent(now=None):
    """Let a tick hand over what is due, and the post office send it. Returns the letters by address."""
    mail.outbox = []
    letters.send_due(now or clock.now())
    for effect in Effect.objects.filter(kind=letters.LETTER, state="queued").order_by("pk"):
        try:
            effects.get(letters.LETTER).perform(effect)
        except Skipped:
            continue
        finally:
            Effect.objects.filter(pk=effect.pk).update(state="done", done_at=clock.now())
    return {message.to[0]: message for message in mail.outbox}


def test_the_clock_opens_a_round_and_invites_those_with_an_address(held):
    assert set(sent()) == {"a@post.example", "b@post.example", "c@post.example"}
    assert sent() == {}
    assert Mailing.objects.get().letters == 3


def test_a_letter_speaks_its_readers_language_in_text_and_html(held):
    posted = sent()
    assert posted["a@post.example"].subject == "Svara på Vårens enkät"
    assert posted["b@post.example"].subject == "Please answer Vårens enkät"
    html = posted["b@post.example"].alternatives[0].content
    assert '<html lang="en" dir="ltr">' in html
    assert "The link is yours alone" in html
    assert "{" not in html + posted["b@post.example"].body
    assert posted["c@post.example"].subject == "Svara på Vårens enkät"  # the round does not speak Arabic


def test_the_link_opens_that_readers_own_walk(held):
    body = sent()["a@post.example"].body
    token = re.search(r"/svara/([\w-]{22})/\?", body).group(1)
    invitation = Invitation.objects.get(address__email="a@post.example")
    assert tokens(held)[invitation.pk] == token
    assert at(token).invitation == invitation.pk


def test_the_outbox_holds_ids_and_nothing_else(held):
    sent()
    for effect in Effect.objects.filter(kind=letters.LETTER):
        assert set(effect.payload) == {"mailing", "invitation"}
        assert all(isinstance(value, int) for value in effect.payload.values())


def test_a_reminder_goes_to_those_whose_link_is_not_used(held):
    today = clock.today()
    actions_day = today + WEEK
    letters.plan_reminder(round=held, on=actions_day)
    sent()
    Invitation.objects.filter(address__email="a@post.example").update(used=True)
    assert sent() == {}
    posted = sent(clock.now() + WEEK)
    assert set(posted) == {"b@post.example", "c@post.example"}
    assert posted["b@post.example"].subject == "Reminder: Vårens enkät"


def test_who_answers_between_the_outbox_and_the_post_gets_no_reminder(held):
    sent()
    letters.plan_reminder(round=held, on=clock.today() + WEEK)
    letters.send_due(clock.now() + WEEK)
    Invitation.objects.filter(round=held).update(used=True)
    assert sent(clock.now() + WEEK) == {}


def test_whoever_says_no_is_not_reminded(held):
    body = sent()["a@post.example"].body
    path = re.search(r"https?://[^/]+(/svara/[\w-]{22}/paminnelser/\S*)", body).group(1)
    client = Client()
    page = client.get(path)
    assert "Jag vill inte ha fler påminnelser" in page.content.decode()
    assert not Address.objects.filter(wants_no_reminder=True).exists()
    assert "Du får inga fler påminnelser" in client.post(path).content.decode()
    assert Address.objects.get(wants_no_reminder=True).email == "a@post.example"
    letters.plan_reminder(round=held, on=clock.today() + WEEK)
    assert set(sent(clock.now() + WEEK)) == {"b@post.example", "c@post.example"}
    assert client.get(reverse("answer_reminders", args=["A" * 22])).status_code == 404


def test_letters_are_paced(held, monkeypatch):
    monkeypatch.setattr(letters, "A_MINUTE", 2)
    assert letters.send_due(clock.now()) == 2
    assert Mailing.objects.get().finished_at is None
    assert letters.send_due(clock.now()) == 1
    assert letters.send_due(clock.now()) == 0
    assert Mailing.objects.get().finished_at is not None
    assert Effect.objects.filter(kind=letters.LETTER).count() == 3


def test_a_closed_round_sends_nothing_more(held):
    letters.send_due(clock.now())
    actions.close_round(round=held, now=clock.now())
    assert sent() == {}


def test_without_the_key_of_the_letters_they_wait(held):
    letters.send_due(clock.now())
    drop_key(held.pk, MAIL)
    effect = Effect.objects.filter(kind=letters.LETTER).first()
    with pytest.raises(NotDone):
        effects.get(letters.LETTER).perform(effect)


@pytest.mark.parametrize("days", [-1, 60])
def test_a_reminder_lies_within_the_round(held, days):
    with pytest.raises(Refused):
        letters.plan_reminder(round=held, on=clock.today() + dt.timedelta(days=days))


def test_reminders_are_few_and_may_be_taken_back_before_they_go(held):
    made = [letters.plan_reminder(round=held, on=clock.today() + dt.timedelta(days=day)) for day in (5, 10, 15)]
    with pytest.raises(Refused):
        letters.plan_reminder(round=held, on=clock.today() + dt.timedelta(days=20))
    letters.cancel_reminder(mailing=made[0])
    assert Mailing.objects.filter(kind=MailingKind.REMINDER).count() == 2
    letters.send_due(clock.now() + 2 * WEEK)
    with pytest.raises(Refused):
        letters.cancel_reminder(mailing=made[1])


def test_the_page_of_letters(held, cast, client):
    client.force_login(cast.of("a", "rektor"))
    path = reverse("round_letters", args=[held.pk])
    sent()
    assert "3 brev har lämnats till posten" in " ".join(client.get(path).content.decode().split())
    day = (clock.today() + WEEK).isoformat()
    client.post(path, {"on": day})
    made = Mailing.objects.get(kind=MailingKind.REMINDER)
    assert "Har inte gått ut än" in client.get(path).content.decode()
    assert "går redan ut den dagen" in client.post(path, {"on": day}).content.decode()
    client.post(reverse("round_letter_cancel", args=[held.pk, made.pk]))
    assert not Mailing.objects.filter(pk=made.pk).exists()


def test_an_address_that_was_not_taken_is_counted(held, cast, client):
    letters.send_due(clock.now())
    Effect.objects.filter(kind=letters.LETTER).update(state="failed", error="550", done_at=None)
    client.force_login(cast.of("a", "rektor"))
    page = client.get(reverse("round_letters", args=[held.pk])).content.decode()
    assert "3 adresser togs inte emot" in page


@pytest.mark.parametrize("language", languages())
def test_every_language_has_the_words_of_a_letter(language):
    words, swedish = phrases(language), phrases("sv")
    for key in [key for key in swedish.table if key.startswith("letter-")]:
        named = set(re.findall(r"{(\w+)}", swedish.table[key]))
        assert set(re.findall(r"{(\w+)}", words.table[key])) == named, key
