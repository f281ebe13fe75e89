"""Invitations are stored by the thousand, each with the address that is its own."""

import pytest
from django.db import DataError, transaction

from surveys import actions
from surveys.actions.rounds import CHUNK
from surveys.models import Address, Invitation
from tests.surveys.rounds import published, round_of, sections_of


def test_of_many_invitations_each_keeps_its_own_address_and_child(cast):
    units = sections_of(cast.a["preschool"], 3)
    held = round_of(cast.a["school_unit"], published(cast.a["school_unit"]))
    asked = {one.unit_id: one.pk for one in actions.ask_units(round=held, units=units)}
    many = CHUNK + 5
    people = [
        actions.Invitee(
            unit=units[n % 3].pk,
            audience="guardians",
            child=str(n // 6) if n % 6 < 4 else "",
            name=f"Åsa\t{n}\\",
            email=f"{n}@ronnfjard.example",
            language="en" if n % 2 else "sv",
        )
        for n in range(many)
    ]
    assert actions.invite(round=held, invitees=people) == many
    rows = ("name", "email", "language", "invitation__place", "invitation__audience", "invitation__used")
    found = Address.objects.order_by("pk").values_list(*rows)
    assert list(found) == [(p.name, p.email, p.language, asked[p.unit], "guardians", False) for p in people]
    pairs = list(Invitation.objects.order_by("pk").values_list("pair", flat=True))
    assert [pair is None for pair in pairs] == [not one.child for one in people]
    assert pairs[0] == pairs[3] != pairs[1]
    assert (
        Invitation.objects.create(round=held, place_id=asked[units[0].pk], audience="guardians").pk
        > Address.objects.last().pk
    )


@pytest.mark.parametrize("wrong", [{"name": "å" * 121}, {"email": "x" * 300}, {"name": "a\x00b"}])
def test_what_the_database_refuses_of_an_invitation_is_a_fault_that_django_knows(cast, wrong):
    units = sections_of(cast.a["preschool"], 1)
    held = round_of(cast.a["school_unit"], published(cast.a["school_unit"]))
    actions.ask_units(round=held, units=units)
    with pytest.raises(DataError), transaction.atomic():
        actions.invite(round=held, invitees=[actions.Invitee(unit=units[0].pk, audience="guardians", **wrong)])
    assert not Invitation.objects.filter(round=held).exists()
