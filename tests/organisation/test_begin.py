"""`manage.py begin`: how an empty installation gets its organiser and its first administrator."""

import pytest
from django.core.management import CommandError, call_command

from ledger.models import Effect
from organisation.models import Assignment, StaffInvitation, Unit, User

pytestmark = pytest.mark.django_db


def begin(*words):
    call_command("begin", "Exempelstads kommun", *words)


def test_an_empty_installation_gets_its_organiser_and_its_administrator(capsys):
    begin("Anna.Lind@example.se", "--first-name", "Anna", "--last-name", "Lind")
    unit = Unit.objects.get()
    assert (unit.name, unit.kind, unit.parent) == ("Exempelstads kommun", "municipality", None)
    given = Assignment.objects.get()
    assert (given.user.email, given.unit, given.role) == ("anna.lind@example.se", unit, "administrator")
    assert given.user.has_usable_password() is False
    invitation = StaffInvitation.objects.get(user=given.user)
    effect = Effect.objects.get(kind="organisation.invite")
    assert effect.payload == {"invitation": invitation.pk}
    assert capsys.readouterr().out == (
        "Exempelstads kommun is there. An invitation is on its way to anna.lind@example.se.\n"
    )


def test_it_begins_once():
    begin("anna.lind@example.se")
    with pytest.raises(CommandError, match="There are units already"):
        begin("bo.ek@example.se")
    assert User.objects.count() == 1


def test_a_wrong_address_is_refused_and_nothing_is_stored():
    with pytest.raises(CommandError, match="e-post"):
        begin("anna.lind")
    assert (Unit.objects.count(), User.objects.count()) == (0, 0)
