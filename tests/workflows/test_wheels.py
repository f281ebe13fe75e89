"""Wheels are published after the checks, chosen by right, and hold where nothing nearer is chosen."""

import datetime as dt

import pytest

from organisation import actions as organisation
from organisation.access import scope_for
from organisation.actions import Refused
from organisation.rules.periods import period_with
from tests.workflows.conftest import APT, PLAN, WHEEL
from workflows import actions
from workflows.models import WheelAssignment, WheelVersion
from workflows.queries.wheels import preview, version_in_force
from workflows.rules.wheel import WheelText

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 8, 1)


def test_a_wheel_with_faults_is_refused_with_all_of_them(cast, wheel):
    broken = {"title": "Hjulet", "entries": [{"key": "a"}]}
    with pytest.raises(actions.CannotPublish, match="/entries/0/title: Det här fältet behöver fyllas i") as refused:
        actions.publish_wheel(wheel=wheel, text=broken)
    assert len(refused.value.faults) == 3
    with pytest.raises(actions.CannotPublish, match="/entries/1/key: Det här står två gånger"):
        actions.publish_wheel(wheel=wheel, text=WheelText("Hjulet", (PLAN, PLAN)))
    assert WheelVersion.objects.count() == 1


def test_a_version_is_read_as_it_was_written(wheel):
    assert WheelVersion.objects.get().text == WHEEL


def test_nothing_takes_effect_in_the_past(wheel):
    with pytest.raises(Refused, match="i efterhand"):
        actions.publish_wheel(wheel=wheel, text=WHEEL, effective_on=dt.date(2026, 7, 31))


@pytest.mark.parametrize(
    ("role", "may_publish", "may_choose"),
    [
        ("administrator", True, True),
        ("quality_officer", True, True),
        ("rektor", False, True),
        ("deputy", False, False),
        ("teacher", False, False),
        ("union", False, False),
    ],
)
def test_who_may_publish_and_who_may_choose(cast, wheel, role, may_publish, may_choose):
    actor, unit = cast.of("a", role), cast.a["school_unit"]
    own = actions.create_wheel(key="eget", name="Eget", unit=unit)
    for may, step in (
        (may_publish, lambda: actions.publish_wheel(wheel=own, text=WHEEL, actor=actor)),
        (may_choose, lambda: actions.assign_wheel(wheel=own, unit=unit, actor=actor)),
        (False, lambda: actions.publish_wheel(wheel=wheel, text=WHEEL, actor=actor)),
        (False, lambda: actions.assign_wheel(wheel=own, unit=cast.b["school_unit"], actor=actor)),
    ):
        if may:
            step()
        else:
            with pytest.raises(Refused):
                step()


def test_a_choice_ends_the_one_before_it(cast, wheel):
    unit = cast.a["school_unit"]
    for key, day in (("ett", "2026-08-01"), ("tva", "2026-09-01"), ("tre", "2026-08-15")):
        made = actions.create_wheel(key=key, name=key, unit=unit)
        actions.assign_wheel(wheel=made, unit=unit, starts_on=dt.date.fromisoformat(day))
    chosen = WheelAssignment.objects.filter(unit=unit).order_by("starts_on")
    assert [(one.wheel.key, one.starts_on.isoformat(), one.ends_on) for one in chosen] == [
        ("ett", "2026-08-01", dt.date(2026, 8, 14)),
        ("tre", "2026-08-15", None),
    ]


def test_a_unit_that_is_moved_follows_the_wheel_of_its_new_place(cast, wheel):
    own = actions.create_wheel(key="eget", name="Eget", unit=cast.b["school_unit"])
    actions.publish_wheel(wheel=own, text=WHEEL)
    actions.assign_wheel(wheel=own, unit=cast.b["school_unit"])
    organisation.move_unit(unit=cast.a["preschool"], new_parent=cast.b["school_unit"], on=dt.date(2026, 10, 1))
    held = [version_in_force(cast.a["preschool"], dt.date(2026, day, 1)).wheel.key for day in (9, 10)]
    assert held == ["hjulet", "eget"]


def test_a_wheel_that_is_not_published_yet_leaves_room_for_the_one_above(cast, wheel):
    own = actions.create_wheel(key="eget", name="Eget", unit=cast.a["school_unit"])
    actions.assign_wheel(wheel=own, unit=cast.a["school_unit"])
    assert version_in_force(cast.a["team"], DAY).wheel == wheel
    actions.publish_wheel(wheel=own, text=WHEEL, effective_on=dt.date(2026, 9, 1))
    assert version_in_force(cast.a["team"], DAY).wheel == wheel
    assert version_in_force(cast.a["team"], dt.date(2026, 9, 1)).wheel == own


def test_a_preview_says_what_would_happen_to_whom_and_when(cast, wheel):
    version = WheelVersion.objects.get()
    year = period_with("school_year", dt.date(2026, 9, 1))
    seen = preview(scope_for(cast.of("a", "rektor")), version, "year", year, DAY)
    assert [
        (asked.entry.key, asked.dates.due_on.isoformat(), [unit.key for unit in units]) for asked, units in seen[:3]
    ] == [
        (APT.key, "2026-08-10", ["preschool-a"]),
        (APT.key, "2026-09-10", ["preschool-a"]),
        (APT.key, "2026-10-09", ["preschool-a"]),
    ]
