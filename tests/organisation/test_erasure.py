"""A person's data: shown whole, erased, and erased again after a restore."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from ledger.models import Event, EventPayload
from organisation import access, actions
from organisation.enums import ImportKind
from organisation.models import Assignment, RegisterImport, StaffInvitation, User
from organisation.signals import person_erased

pytestmark = pytest.mark.django_db
SEEDED = ("seeded-kim", "Seedström", "seeded@ronnfjard.example")


@pytest.fixture
def anchors(settings, tmp_path):
    settings.ANCHOR_DIR = str(tmp_path)
    return tmp_path


@pytest.fixture
def kim(cast):
    person = actions.Newcomer(SEEDED[2], SEEDED[0], SEEDED[1])
    return actions.invite_staff(person=person, unit=cast.a["team"], role="teacher", actor=cast.administrator).user


def told(*arguments, **options):
    out = io.StringIO()
    call_command(*arguments, stdout=out, **options)
    return out.getvalue()


def test_everything_that_points_at_a_person_is_shown_without_secrets(kim, cast):
    shown = json.loads(told("person_data", SEEDED[2].upper()))
    assert shown["account"]["email"] == SEEDED[2]
    assert shown["rows"]["organisation.Assignment.user"]["rows"][0]["role"] == "teacher"
    assert shown["rows"]["organisation.StaffInvitation.user"]["count"] == 1
    assert shown["events_about"][0]["kind"] == "organisation.person_added"
    secrets = (User.objects.get(pk=kim.pk).password, StaffInvitation.objects.get().token_hash)
    assert not any(secret in json.dumps(shown) for secret in secrets)


def test_what_is_erased_is_nowhere_in_the_database(kim, cast, anchors):
    line = f"E-post;Förnamn;Efternamn;Roll;Enhet\n{SEEDED[2]};{SEEDED[0]};{SEEDED[1]};Barnskötare;team-a\n"
    actions.upload_register(kind=ImportKind.PEOPLE, content=line.encode(), filename="p.csv", actor=cast.administrator)
    actions.save_settings(user=kim, first_name=SEEDED[0] + "a", last_name=SEEDED[1], language="sv")
    told("erase_person", SEEDED[2], yes=True)
    kim.refresh_from_db()
    assert (kim.get_full_name(), kim.is_active, kim.has_usable_password()) == ("Borttagen person", False, False)
    assert access.scope_for(kim).held == ()
    rows = [*User.objects.values_list(), *RegisterImport.objects.values_list(), *StaffInvitation.objects.values_list()]
    rows += [*EventPayload.objects.values_list("text"), *Event.objects.values_list("subject", "kind")]
    assert [row for row in rows if any(word in str(row) for word in SEEDED)] == []
    assert Assignment.objects.filter(user=kim).count() == 0


def test_the_event_log_still_verifies_after_an_erasure(kim, anchors):
    actions.erase_person(person=kim)
    assert "whole" in told("verify_log")


def test_after_a_restore_the_erasure_log_is_applied_again(kim, anchors):
    before = User.objects.filter(pk=kim.pk).values().get()
    actions.erase_person(person=kim)
    log = Path(anchors / "erasures.jsonl").read_text(encoding="utf-8")
    assert not any(word in log for word in SEEDED)
    User.objects.filter(pk=kim.pk).update(**before)
    assert "1 people" in told("erase_person", again=True)
    assert User.objects.get(pk=kim.pk).erased_at is not None
    assert "0 people" in told("erase_person", again=True)


def test_without_a_line_in_the_erasure_log_nothing_is_erased(kim, settings, tmp_path):
    settings.ANCHOR_DIR = str(tmp_path / "not-there")
    with pytest.raises(FileNotFoundError):
        actions.erase_person(person=kim)
    assert User.objects.get(pk=kim.pk).email == SEEDED[2]


def test_someone_else_with_the_same_number_after_a_restore_is_left_alone(kim, anchors):
    actions.erase_person(person=kim)
    User.objects.filter(pk=kim.pk).update(email="annan@ronnfjard.example", erased_at=None)
    assert actions.erase_again() == []


def test_a_layer_above_erases_its_own_or_stops_the_erasure(kim, anchors):
    def cannot(sender, person, **kwargs):
        raise RuntimeError(person.email)

    person_erased.connect(cannot)
    try:
        with pytest.raises(RuntimeError, match=SEEDED[2]):
            actions.erase_person(person=kim)
    finally:
        person_erased.disconnect(cannot)
    assert User.objects.get(pk=kim.pk).email == SEEDED[2]


def test_erasing_asks_first_and_names_nobody_it_does_not_know(kim):
    with pytest.raises(CommandError, match="Add --yes"):
        told("erase_person", SEEDED[2])
    with pytest.raises(CommandError, match="nobody with that address"):
        told("erase_person", "nobody@x.se", yes=True)
    with pytest.raises(CommandError, match="nobody with that address"):
        told("person_data", "nobody@x.se")
