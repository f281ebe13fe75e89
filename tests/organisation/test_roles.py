"""Roles are given by those who may give them, for days that make sense, and always by somebody."""

import datetime as dt

import pytest

from ledger import clock
from ledger.models import Event
from organisation import access, actions
from organisation.enums import Role
from organisation.models import Assignment, Substitution

DAY = dt.timedelta(days=1)


def test_a_role_is_given_with_an_event(cast):
    rektor, person = cast.of("a", "rektor"), cast.nobody
    given = actions.assign(user=person, unit=cast.a["team"], role=Role.TEACHER, actor=rektor)
    event = Event.objects.filter(subject=f"user:{person.pk}").latest("place")
    assert given.starts_on == clock.today()
    assert (event.kind, event.actor, event.content["role"]) == ("organisation.role_given", rektor, "teacher")


@pytest.mark.parametrize(
    ("giver", "role", "unit"),
    [
        ("rektor", Role.ADMINISTRATOR, "team"),
        ("rektor", Role.QUALITY_OFFICER, "school_unit"),
        ("deputy", Role.TEACHER, "team"),
        ("teacher", Role.TEACHER, "team"),
        ("quality_officer", Role.REKTOR, "team"),
    ],
)
def test_nobody_gives_what_is_not_theirs_to_give(cast, giver, role, unit):
    with pytest.raises(actions.Refused, match="Du kan inte ge eller ta rollen"):
        actions.assign(user=cast.nobody, unit=cast.a[unit], role=role, actor=cast.of("a", giver))
    assert not Assignment.objects.filter(user=cast.nobody).exists()


def test_a_rektor_gives_nothing_in_another_unit(cast):
    with pytest.raises(actions.Refused, match="Du kan inte ge eller ta"):
        actions.assign(user=cast.nobody, unit=cast.b["team"], role=Role.TEACHER, actor=cast.of("a", "rektor"))


def test_the_same_role_twice_at_a_time_is_refused_in_a_sentence(cast):
    teacher = cast.of("a", "teacher")
    with pytest.raises(actions.Refused, match="har redan den rollen"):
        actions.assign(user=teacher, unit=cast.a["team"], role=Role.TEACHER)


def test_days_must_be_in_order_and_the_unit_open(cast):
    today = clock.today()
    with pytest.raises(actions.Refused, match="Sista dagen"):
        actions.assign(user=cast.nobody, unit=cast.a["team"], role=Role.TEACHER, ends_on=today - DAY)
    actions.close_unit(unit=cast.a["team"], on=today + 10 * DAY)
    with pytest.raises(actions.Refused, match="är stängd från och med"):
        actions.assign(user=cast.nobody, unit=cast.a["team"], role=Role.TEACHER)
    short = actions.assign(user=cast.nobody, unit=cast.a["team"], role=Role.TEACHER, ends_on=today + 9 * DAY)
    assert short.ends_on == today + 9 * DAY


def test_a_role_ends_after_its_last_day_and_one_to_come_is_taken_away(cast):
    today, teacher = clock.today(), cast.of("a", "teacher")
    held = Assignment.objects.get(user=teacher)
    actions.end_assignment(assignment=held, last_day=today, actor=cast.of("a", "rektor"))
    assert access.scope_for(teacher).roles == {Role.TEACHER}
    coming = actions.assign(user=cast.nobody, unit=cast.a["team"], role=Role.TEACHER, starts_on=today + DAY)
    actions.end_assignment(assignment=coming, last_day=today)
    assert not Assignment.objects.filter(user=cast.nobody).exists()


def test_the_last_administrator_stays(cast):
    administrator = cast.administrator
    held = Assignment.objects.get(user=administrator)
    for attempt in (
        lambda: actions.end_assignment(assignment=held, last_day=clock.today()),
        lambda: actions.deactivate_user(person=administrator),
        lambda: actions.erase_person(person=administrator),
    ):
        with pytest.raises(actions.Refused, match="minst en administratör"):
            attempt()
    actions.assign(user=cast.nobody, unit=cast.municipality, role=Role.ADMINISTRATOR)
    actions.end_assignment(assignment=held, last_day=clock.today())


def test_a_rektor_names_the_own_stand_in_but_nobody_elses(cast):
    today, rektor = clock.today(), cast.of("a", "rektor")
    made = actions.substitute(
        person=rektor, stand_in=cast.nobody, unit=cast.a["school_unit"], starts_on=today, ends_on=today, actor=rektor
    )
    with pytest.raises(actions.Refused, match="Du kan inte ge"):
        actions.substitute(
            person=cast.of("b", "rektor"),
            stand_in=cast.nobody,
            unit=cast.b["school_unit"],
            starts_on=today,
            ends_on=today,
            actor=rektor,
        )
    actions.end_substitution(substitution=made, last_day=today - DAY, actor=rektor)
    assert not Substitution.objects.exists()


def test_nobody_becomes_administrator_by_standing_in_for_one(cast):
    today, rektor = clock.today(), cast.of("a", "rektor")
    with pytest.raises(actions.Refused, match="administratör"):
        actions.substitute(
            person=cast.administrator,
            stand_in=rektor,
            unit=cast.a["school_unit"],
            starts_on=today,
            ends_on=today,
            actor=rektor,
        )


def test_nobody_stands_in_for_themselves(cast):
    today, rektor = clock.today(), cast.of("a", "rektor")
    with pytest.raises(actions.Refused, match="Ingen kan vikariera för sig själv"):
        actions.substitute(person=rektor, stand_in=rektor, unit=cast.a["team"], starts_on=today, ends_on=today)
