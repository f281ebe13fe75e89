"""Two people press at the same moment: one wins, the other is told, and nothing is half done."""

import datetime as dt
import functools
import threading

import pytest
from django.db import connection

from ledger.kinds import Registry
from organisation import actions
from organisation.models import StaffInvitation, Unit, UnitLink
from organisation.rules.tokens import token_of

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 5


def at_once(*works):
    """Do several things at the same moment, each with a connection of its own; return what came of each."""
    gate, results = threading.Barrier(len(works)), [None] * len(works)

    def hand(number, work):
        try:
            connection.ensure_connection()
            gate.wait()
            results[number] = work()
        except Exception as fault:
            results[number] = fault
        finally:
            connection.close()

    hands = [threading.Thread(target=hand, args=pair) for pair in enumerate(works)]
    for one in hands:
        one.start()
    for one in hands:
        one.join()
    for one in results:
        if isinstance(one, Exception) and not isinstance(one, actions.Refused):
            raise one
    return results


def refusals(results):
    return [str(result) for result in results if isinstance(result, actions.Refused)]


def test_two_moves_cannot_make_a_circle_together():
    top = actions.create_unit(name="Topp", kind="area")
    on = top.valid_from
    for _ in range(TIMES):
        one, other = (actions.create_unit(name=name, kind="area", parent=top) for name in ("Ett", "Två"))
        results = at_once(
            lambda one=one, other=other: actions.move_unit(unit=one, new_parent=other, on=on),
            lambda one=one, other=other: actions.move_unit(unit=other, new_parent=one, on=on),
        )
        assert refusals(results) in (
            ["Ett kan inte flyttas under sig själv."],
            ["Två kan inte flyttas under sig själv."],
        )
    for unit in Unit.objects.all():
        line = UnitLink.objects.valid_on(unit.valid_from).filter(unit=unit).order_by("depth")
        assert list(line.values_list("depth", flat=True)) == list(range(len(line)))


def test_an_invitation_is_accepted_once(settings):
    unit = actions.create_unit(name="Topp", kind="area")
    invited = actions.invite_staff(person=actions.Newcomer("kim@x.se", "Kim", "Ek"), unit=unit, role="rektor")
    token = token_of(settings.SECRET_KEY, invited.invitation.pk)
    passwords = ["fem stilla kor i dimman", "sju gröna båtar på sjön"]
    results = at_once(
        *(lambda password=password: actions.accept_invitation(token=token, password=password) for password in passwords)
    )
    assert len(refusals(results)) == 1
    invited.user.refresh_from_db()
    assert [invited.user.check_password(password) for password in passwords].count(True) == 1
    assert StaffInvitation.objects.get().accepted_at is not None


def test_the_same_role_given_twice_at_once_is_given_once():
    unit = actions.create_unit(name="Topp", kind="area")
    person = actions.create_person(person=actions.Newcomer("kim@x.se", "Kim", "Ek"))
    for role in ("teacher", "rektor", "deputy", "developer", "child_minder"):
        results = at_once(*(lambda role=role: actions.assign(user=person, unit=unit, role=role),) * 3)
        assert refusals(results) == ["Personen har redan den rollen på enheten under de dagarna."] * 2


def test_the_same_substitution_begun_twice_at_once_is_begun_once():
    unit = actions.create_unit(name="Topp", kind="area")
    away, there = (actions.create_person(person=actions.Newcomer(f"{name}@x.se", name, "Ek")) for name in ("kim", "mo"))
    actions.assign(user=away, unit=unit, role="teacher")
    for number in range(TIMES):
        day = unit.valid_from + dt.timedelta(days=number)
        begin = functools.partial(
            actions.substitute, person=away, stand_in=there, unit=unit, starts_on=day, ends_on=day
        )
        assert refusals(at_once(begin, begin, begin)) == ["Det vikariatet finns redan under de dagarna."] * 2


def test_an_address_changed_while_its_invitation_is_accepted_leaves_both_whole(settings):
    unit = actions.create_unit(name="Topp", kind="area")
    for number in range(TIMES):
        newcomer = actions.Newcomer(f"kim{number}@x.se", "Kim", "Ek")
        invited = actions.invite_staff(person=newcomer, unit=unit, role="rektor")
        token = token_of(settings.SECRET_KEY, invited.invitation.pk)
        names = {"email": f"mo{number}@x.se", "first_name": "Mo", "last_name": "Ek", "language": "sv"}
        at_once(
            functools.partial(actions.change_person, person=invited.user, **names),
            functools.partial(actions.accept_invitation, token=token, password="fem stilla kor i dimman"),
        )
        invited.user.refresh_from_db()
        assert (invited.user.email, invited.user.first_name) == (f"mo{number}@x.se", "Mo")
        assert invited.user.has_usable_password() == (StaffInvitation.objects.get(user=invited.user).revoked_at is None)


def test_nobody_gets_a_role_at_a_unit_that_closes_at_the_same_moment():
    person = actions.create_person(person=actions.Newcomer("kim@x.se", "Kim", "Ek"))
    for number in range(TIMES):
        unit = actions.create_unit(name=f"Topp {number}", kind="area")
        at_once(
            lambda unit=unit: actions.assign(user=person, unit=unit, role="teacher"),
            lambda unit=unit: actions.close_unit(unit=unit, on=unit.valid_from),
        )
        assert not unit.assignments.filter(ends_on=None).exists()


def test_the_demo_is_loaded_once_by_two_at_once():
    registry = Registry("The demo loader")
    registry.register("one", lambda: actions.create_unit(name="Demo", kind="area") and None)
    results = at_once(*(lambda: actions.load_demo(loaders=registry),) * 2)
    assert sorted(results) == [[], ["one"]]
    assert Unit.objects.count() == 1
