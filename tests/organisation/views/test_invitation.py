"""Taking up an invitation."""

import datetime as dt
import re

import pytest
from django.test import Client

from config.logging import mask
from ledger import clock
from organisation import actions
from organisation.models import StaffInvitation, User
from organisation.rules.tokens import token_of
from tests.organisation.views.reading import as_, faults, heading, hidden, letters, words

PASSWORD = "gröna grodor hoppar högt"
SPENT = "Den här inbjudan går inte att använda"


@pytest.fixture
def invited(cast):
    newcomer = actions.Newcomer(email="ny@ronnfjard.example", first_name="Noor")
    return actions.invite_staff(person=newcomer, unit=cast.a["preschool"], role="teacher", actor=cast.administrator)


def token(invited, settings):
    return token_of(settings.SECRET_KEY, invited.invitation.pk)


def accept(client, token, **more):
    data = {"token": token, "first_name": "Noor", "last_name": "Haddad", "password": PASSWORD, "again": PASSWORD}
    return client.post("/inbjudan/", data | more)


def test_the_letter_leads_in(invited, client, mailoutbox):
    (letter,) = letters(mailoutbox)
    link = next(line for line in letter.body.splitlines() if "/inbjudan/" in line)
    page = client.get(link)
    assert heading(page) == "Välkommen, Noor!"
    done = accept(client, hidden(page, "token"))
    assert done["Location"] == "/"
    assert heading(client.get("/")) == "Hej Noor, allt är lugnt"
    assert User.objects.get(email="ny@ronnfjard.example").get_full_name() == "Noor Haddad"


def test_the_token_stands_in_no_later_address(invited, client, settings):
    page = client.get(f"/inbjudan/{token(invited, settings)}/")
    body = page.content.decode()
    assert 'action="/inbjudan/"' in body
    addresses = re.findall(r'(?:href|src|action)="([^"]*)"', body)
    assert [address for address in addresses if token(invited, settings) in address] == []


def test_looking_twice_changes_nothing(invited, client, settings):
    for _ in range(2):
        assert client.get(f"/inbjudan/{token(invited, settings)}/").status_code == 200
    assert StaffInvitation.objects.get().accepted_at is None


def test_the_token_is_masked_in_the_log(invited, settings):
    secret = token(invited, settings)
    assert mask(f'"GET /inbjudan/{secret}/ HTTP/1.1" 200') == '"GET /inbjudan/…/ HTTP/1.1" 200'


def test_a_password_that_breaks_the_rules_is_told_why_and_the_link_still_holds(invited, client, settings):
    answer = accept(client, token(invited, settings), password="noor haddad", again="noor haddad")
    assert "Det här lösenordet är för kort. Det måste innehålla minst 12 tecken." in faults(answer)
    assert hidden(answer, "token") == token(invited, settings)
    assert accept(client, token(invited, settings)).status_code == 302


def test_the_new_name_may_not_be_the_password(invited, client, settings):
    answer = accept(
        client,
        token(invited, settings),
        last_name="Haddad-Lundgren",
        password="haddad-lundgren",
        again="haddad-lundgren",
    )
    assert faults(answer) == ["Ditt lösenord är alltför likt efternamn."]


def test_used_old_revoked_and_made_up_links_look_the_same(cast, client, settings):
    def link(email, then):
        found = actions.invite_staff(
            person=actions.Newcomer(email=email), unit=cast.a["preschool"], role="teacher", actor=cast.administrator
        )
        then(found.invitation)
        return token_of(settings.SECRET_KEY, found.invitation.pk)

    def used(invitation):
        accept(Client(), token_of(settings.SECRET_KEY, invitation.pk))

    def old(invitation):
        past = clock.now() - dt.timedelta(days=20)
        StaffInvitation.objects.filter(pk=invitation.pk).update(
            created_at=past, expires_at=past + dt.timedelta(days=14)
        )

    def revoked(invitation):
        actions.revoke_invitation(invitation=invitation)

    def closed(invitation):
        User.objects.filter(pk=invitation.user_id).update(is_active=False)

    links = [link(f"{n}@ronnfjard.example", then) for n, then in enumerate((used, old, revoked, closed))]
    answers = [client.get(f"/inbjudan/{secret}/") for secret in [*links, "x" * 43, "å%00", "../.."]]
    assert [answer.status_code for answer in answers] == [404] * 7
    assert {words(answer) for answer in answers[:5]} == {words(answers[0])}
    assert heading(answers[0]) == SPENT
    sent = [accept(client, secret) for secret in [*links, "x" * 43]]
    assert [(answer.status_code, heading(answer)) for answer in sent] == [(404, SPENT)] * 5


def test_a_stranger_learns_nothing_from_a_spent_link(invited, client, settings):
    actions.revoke_invitation(invitation=invited.invitation)
    page = words(client.get(f"/inbjudan/{token(invited, settings)}/"))
    assert not any(word in page for word in ("Noor", "ronnfjard", "Norrskogen", "Agnes"))


def test_whoever_is_signed_in_as_someone_else_is_asked_to_sign_out_first(invited, cast, settings):
    page = as_(cast.administrator).get(f"/inbjudan/{token(invited, settings)}/")
    assert heading(page) == "Den här inbjudan är till någon annan"
    assert StaffInvitation.objects.get().accepted_at is None


def test_a_double_press_makes_one_account_and_the_second_is_told(invited, client, settings):
    secret = token(invited, settings)
    assert accept(client, secret).status_code == 302
    assert heading(accept(Client(), secret)) == SPENT


def test_guessing_tokens_is_limited(client, db):
    answers = [accept(client, f"{n:043}").status_code for n in range(31)]
    assert answers == [404] * 30 + [429]
