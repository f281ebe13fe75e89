"""A student's placement at each side's preschool, whose letter has not gone."""

import datetime as dt

from ledger import clock
from organisation.enums import Role
from quality.actions.placements import register_placement

STUDENTS = {"a": "granskogens.student@lu.example", "b": "zebrafinkens.student@lu.example"}


def store(world):
    """Store them."""
    today = clock.today()
    for of, letter in (("own", "a"), ("other", "b")):
        made = register_placement(
            unit=getattr(world.cast, letter)["preschool"],
            email=STUDENTS[letter],
            starts_on=today,
            ends_on=today + dt.timedelta(days=60),
            supervisor=world.cast.of(letter, Role.VFU_SUPERVISOR),
            actor=world.cast.of(letter, Role.REKTOR),
        )
        world.things["placement", of] = made.pk
