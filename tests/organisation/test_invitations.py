"""Staff are invited by mail: one letter, a token that is stored nowhere, a password by the rules."""

import datetime as dt
import json
import re

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection

from ledger import actions as ledger
from ledger import clock
from ledger.enums import EffectState
from ledger.kinds.mail import SMTP
from ledger.models import Effect, EventPayload
from organisation import actions
from organisation.enums import Role
from organisation.models import Assignment, StaffInvitation, User
from organisation.queries.people import invitation_of_token
from tests.faults.sink import Sink

LINK = re.compile(r"http://\S+/inbjudan/([A-Za-z0-9_-]{43})/")
KIM = actions.Newcomer("Kim.Ny@Ronnfjard.example", "Kim", "Ny")
PASSWORD = "fem stilla kor i dimman"


@pytest.fixture
def invite(cast):
    def invited(person=KIM, role=Role.TEACHER, actor=None):
        return actions.invite_staff(
            person=person, unit=cast.a["team"], role=role, actor=actor or cast.of("a", "rektor")
        )

    return invited


def token_in_letter():
    ledger.drain()
    return LINK.search(mail.outbox[-1].body)[1]


def test_the_invited_person_gets_a_role_and_a_letter_with_a_link(invite, settings):
    settings.ORGANISER = "Rönnfjärds kommun"
    invited = invite()
    assert (invited.user.email, invited.assignment.role) == ("kim.ny@ronnfjard.example", Role.TEACHER)
    token = token_in_letter()
    (letter,) = mail.outbox
    assert letter.to == ["kim.ny@ronnfjard.example"]
    assert letter.subject == "Välkommen till Kvalitetshjulet, Rönnfjärds kommun"
    for word in ("Hej Kim!", "Rektor Granlund", "Förskollärare, Arbetslaget Gläntan", "bara din"):
        assert word in letter.body
    (html, kind) = letter.alternatives[0]
    assert (kind, f"/inbjudan/{token}/" in html, 'lang="sv"' in html) == ("text/html", True, True)


def test_names_are_escaped_in_the_html_letter_and_not_in_the_text(invite):
    invite(person=actions.Newcomer("x@ronnfjard.example", "<script>alert(1)</script>", "O'Leary & Son"))
    ledger.drain()
    assert "<script>" not in mail.outbox[0].alternatives[0][0]
    assert "<script>alert(1)</script>" in mail.outbox[0].body


def test_the_letter_is_written_in_the_invited_persons_language(invite):
    invite(person=actions.Newcomer("sam@ronnfjard.example", "Sam", "Okafor", "en"))
    ledger.drain()
    assert 'lang="en"' in mail.outbox[0].alternatives[0][0]


def test_a_letter_goes_out_over_smtp_once_however_often_it_is_relayed(invite, settings):
    sink = Sink()
    try:
        settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP, "127.0.0.1", sink.port
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        invite()
        ledger.drain()
        ledger.drain()
        assert [to for _id, to, _subject in sink.letters] == ["kim.ny@ronnfjard.example"]
    finally:
        sink.close()


def test_the_token_is_stored_nowhere_and_logged_nowhere(invite, caplog):
    invite()
    token = token_in_letter()
    stored = [json.dumps(list(Effect.objects.values_list("payload", "key", "error")))]
    stored += list(EventPayload.objects.values_list("text", flat=True))
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(i)::text FROM organisation_staffinvitation i")
        stored += [text for (text,) in cursor.fetchall()]
    assert not any(token in text for text in [*stored, caplog.text])


def test_accepting_sets_the_password_once(invite):
    invite()
    token = token_in_letter()
    user = actions.accept_invitation(token=token, password=PASSWORD, first_name="Kim", last_name="Nyman")
    assert (user.check_password(PASSWORD), user.get_full_name()) == (True, "Kim Nyman")
    with pytest.raises(actions.Refused, match="gäller inte längre"):
        actions.accept_invitation(token=token, password="ett annat långt lösenord")
    assert User.objects.get(pk=user.pk).check_password(PASSWORD)


@pytest.mark.parametrize("password", ["kort", "password1234", "kim.ny@ronnfjard.example"])
def test_a_password_against_the_rules_spends_nothing(invite, password):
    invited = invite()
    token = token_in_letter()
    with pytest.raises(ValidationError):
        actions.accept_invitation(token=token, password=password)
    assert invitation_of_token(token, clock.now()) == invited.invitation
    assert not User.objects.get(pk=invited.user.pk).has_usable_password()


def test_wrong_revoked_spent_and_old_links_look_the_same(invite):
    invited = invite()
    token = token_in_letter()
    said = set()
    with clock.one_now(at=clock.now() + dt.timedelta(days=14)):
        assert invitation_of_token(token, clock.now()) is None
        said |= {refusal(token)}
    actions.revoke_invitation(invitation=invited.invitation)
    said |= {refusal(token), refusal("x" * 43), refusal(""), refusal("\0")}
    assert said == {"Länken gäller inte längre. Be den som bjöd in dig att skicka en ny."}


def refusal(token):
    with pytest.raises(actions.Refused) as refused:
        actions.accept_invitation(token=token, password=PASSWORD)
    return str(refused.value)


def test_an_invitation_sent_again_has_the_same_link_and_fourteen_new_days(invite, cast):
    first = invite().invitation
    token = token_in_letter()
    with clock.one_now(at=clock.now() + dt.timedelta(days=20)):
        again = actions.send_invitation(user=first.user, actor=cast.of("a", "rektor"))
        assert (again.pk, again.letters) == (first.pk, 2)
        assert token_in_letter() == token
        assert actions.accept_invitation(token=token, password=PASSWORD).pk == first.user.pk
    assert len(mail.outbox) == 2


def test_a_letter_that_is_no_longer_wanted_is_not_sent(invite):
    invited = invite()
    actions.revoke_invitation(invitation=invited.invitation)
    ledger.drain()
    assert mail.outbox == []
    assert Effect.objects.get(kind="organisation.invite").state == EffectState.SKIPPED


def test_someone_who_can_sign_in_gets_the_role_and_no_letter(invite, cast):
    teacher = cast.of("b", "teacher")
    invited = invite(person=actions.Newcomer(teacher.email, "Annat", "Namn"))
    assert (invited.user, invited.invitation) == (teacher, None)
    assert invited.user.first_name == "Teacher"
    assert Assignment.objects.filter(user=teacher).count() == 2


def test_a_person_whom_another_unit_has_invited_gets_no_second_letter(invite, cast):
    invite()
    other = actions.invite_staff(person=KIM, unit=cast.b["team"], role=Role.TEACHER, actor=cast.of("b", "rektor"))
    assert other.invitation is None
    assert StaffInvitation.objects.count() == 1


def test_inviting_twice_to_the_same_role_is_refused_and_sends_nothing(invite):
    invite()
    with pytest.raises(actions.Refused, match="har redan den rollen"):
        invite()
    assert Effect.objects.filter(kind="organisation.invite").count() == 1


def test_nobody_is_invited_to_a_role_that_the_inviter_may_not_give(invite):
    with pytest.raises(actions.Refused, match="Du kan inte ge eller ta rollen"):
        invite(role=Role.QUALITY_OFFICER)
    assert not User.objects.filter(email=KIM.email.lower()).exists()


def test_a_new_address_makes_the_old_letter_worthless(invite, cast):
    invited = invite()
    token = token_in_letter()
    person = actions.change_person(
        person=invited.user,
        email="kim.rätt@ronnfjard.example".replace("ä", "a"),
        first_name="Kim",
        last_name="Ny",
        language="sv",
        actor=cast.of("a", "rektor"),
    )
    assert person.email == "kim.ratt@ronnfjard.example"
    assert invitation_of_token(token, clock.now()) is None


def test_an_address_that_someone_has_is_told_in_a_sentence(invite, cast):
    invited = invite()
    with pytest.raises(actions.Refused, match="Det finns redan en person med den e-postadressen"):
        actions.change_person(
            person=invited.user, email=cast.administrator.email.upper(), first_name="K", last_name="N", language="sv"
        )


def test_a_rektor_changes_nobody_who_also_works_elsewhere(cast):
    teacher = cast.of("a", "teacher")
    actions.assign(user=teacher, unit=cast.b["team"], role=Role.TEACHER)
    for attempt in (
        lambda: actions.deactivate_user(person=teacher, actor=cast.of("a", "rektor")),
        lambda: actions.change_person(
            person=teacher, email="min@x.se", first_name="A", last_name="B", language="sv", actor=cast.of("a", "rektor")
        ),
        lambda: actions.send_invitation(user=teacher, actor=cast.of("a", "rektor")),
    ):
        with pytest.raises(actions.Refused, match="Du kan inte ändra uppgifterna"):
            attempt()


def test_a_closed_account_cannot_take_up_an_invitation_and_can_be_opened(invite, cast):
    invited = invite()
    token = token_in_letter()
    actions.deactivate_user(person=invited.user, actor=cast.of("a", "rektor"))
    assert refusal(token)
    with pytest.raises(actions.Refused, match="stängt"):
        actions.send_invitation(user=invited.user)
    person = actions.activate_user(person=User.objects.get(pk=invited.user.pk), actor=cast.of("a", "rektor"))
    assert actions.send_invitation(user=person).letters == 1


def test_a_real_password_is_hashed_with_argon2(invite, settings):
    settings.PASSWORD_HASHERS = [name for name in settings.PASSWORD_HASHERS if "MD5" not in name]
    invite()
    user = actions.accept_invitation(token=token_in_letter(), password=PASSWORD)
    assert user.password.startswith("argon2")
