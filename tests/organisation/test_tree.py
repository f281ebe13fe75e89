"""Reorganisations against a naive tree: every day's ancestors are right, whatever was planned, moved, merged and closed."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from organisation import actions
from organisation.models import Unit, UnitLink

START = dt.date(2026, 1, 1)
DAYS = 12


def day(number):
    return START + dt.timedelta(days=number)


class Naive:
    """Per day and unit the parent (None: at the top); a unit that has not begun is not there."""

    def __init__(self):
        self.parents = [{} for _ in range(DAYS + 1)]

    def create(self, unit, parent, on):
        for number in range(on, DAYS + 1):
            self.parents[number][unit] = parent

    def move(self, unit, parent, on):
        for number in range(on, DAYS + 1):
            self.parents[number][unit] = parent

    def line(self, unit, number):
        parents, climb = self.parents[number], []
        while unit is not None:
            assert unit not in climb, "a circle in the naive tree"
            climb.append(unit)
            unit = parents[unit]
        return climb

    def lines(self, number):
        return {unit: self.line(unit, number) for unit in self.parents[number]}


def lines_stored(number):
    rows = UnitLink.objects.valid_on(day(number)).order_by("unit", "depth")
    found = {}
    for unit, ancestor, depth in rows.values_list("unit", "ancestor", "depth"):
        line = found.setdefault(unit, [])
        assert depth == len(line)
        line.append(ancestor)
    return found


PARENTS = st.lists(st.integers(-1, 5), min_size=6, max_size=6)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["create", "move", "move", "move", "merge", "close"]),
        st.integers(0, 11),
        st.integers(-1, 11),
        st.sampled_from([0, 0, 0, 0, 1, 3, -2]),
    ),
    min_size=4,
    max_size=18,
)


@st.composite
def histories(draw):
    """Draw six units on the first day, then steps that mostly go forward in time, some planned ahead, some dated back."""
    first = [("create", 0, min(parent, place - 1), 0) for place, parent in enumerate(draw(PARENTS))]
    later = draw(STEPS)
    return first + [
        (what, unit, other, max(0, min(DAYS - 1, 1 + place * DAYS // 18 + ahead)))
        for place, (what, unit, other, ahead) in enumerate(later)
    ]


def take(step, naive, units):
    """Do one step in both trees; what the house refuses is not done in the naive one either."""
    what, number, other, on = step
    unit = units[number % len(units)] if units else None
    target = units[other % len(units)] if units and other >= 0 else None
    if what == "create":
        made = actions.create_unit(name="Område", kind="area", parent=target, on=day(on))
        units.append(made)
        naive.create(made.pk, target and target.pk, on)
    elif what == "move" and unit:
        actions.move_unit(unit=unit, new_parent=target, on=day(on))
        naive.move(unit.pk, target and target.pk, on)
    elif what == "merge" and unit and target:
        children = [child for child, parent in naive.parents[on].items() if parent == unit.pk]
        closed = set(Unit.objects.filter(closed_on__lte=day(on)).values_list("pk", flat=True))
        actions.merge_units(unit=unit, into=target, on=day(on))
        for child in set(children) - closed:
            naive.move(child, target.pk, on)
    elif what == "close" and unit:
        actions.close_unit(unit=unit, on=day(on), below=True)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(histories())
def test_every_days_ancestors_equal_those_of_a_naive_tree(db, steps):
    naive, units, done = Naive(), [], 0
    with transaction.atomic():
        for step in steps:
            try:
                with transaction.atomic():
                    take(step, naive, units)
                done += 1
            except actions.Refused as fault:
                event(str(fault).split(" ", 1)[-1])
        stored = [lines_stored(number) for number in range(DAYS + 1)]
        rows = UnitLink.objects.count()
        ever = UnitLink.objects.filter(depth__gt=0, unit=F("ancestor")).count()
        transaction.set_rollback(True)
    event(f"{done * 10 // len(steps) * 10} % done")
    assert stored == [naive.lines(number) for number in range(DAYS + 1)]
    assert ever == 0
    assert rows >= len(units)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(histories(), st.integers(0, DAYS))
def test_what_was_before_the_day_of_a_change_never_changes(db, steps, number):
    """Every step that counts from a later day leaves the closure of the day as it was."""
    units, naive = [], Naive()
    with transaction.atomic():
        for step in steps:
            before = lines_stored(number)
            try:
                with transaction.atomic():
                    take(step, naive, units)
            except actions.Refused:
                continue
            if step[3] > number:
                assert lines_stored(number) == before
        transaction.set_rollback(True)


@pytest.fixture
def areas(db):
    def area(name, parent=None, on=START):
        return actions.create_unit(name=name, kind="area", parent=parent, on=on)

    return area


def keys(unit, on):
    links = UnitLink.objects.valid_on(on).filter(unit=unit).order_by("depth")
    return list(links.values_list("ancestor__name", flat=True))


def test_a_unit_cannot_be_moved_under_itself(areas):
    top = areas("Topp")
    below = areas("Under", areas("Mitt", top))
    with pytest.raises(actions.Refused, match="kan inte flyttas under sig själv"):
        actions.move_unit(unit=top, new_parent=below, on=START)
    with pytest.raises(actions.Refused, match="kan inte flyttas under sig själv"):
        actions.move_unit(unit=top, new_parent=top, on=START)


def test_two_planned_moves_cannot_make_a_circle_together(areas):
    first, second = areas("Ett"), areas("Två")
    actions.move_unit(unit=first, new_parent=second, on=day(8))
    with pytest.raises(actions.Refused, match="kan inte flyttas under sig själv"):
        actions.move_unit(unit=second, new_parent=first, on=day(4))


def test_a_move_made_the_wrong_way_is_put_right_the_same_day(areas):
    left, right = areas("Vänster"), areas("Höger")
    child = areas("Barn", left)
    actions.move_unit(unit=child, new_parent=right, on=day(3))
    actions.move_unit(unit=child, new_parent=left, on=day(3))
    assert [keys(child, day(number)) for number in (2, 3, 4)] == [["Barn", "Vänster"]] * 3


def test_a_move_before_an_earlier_planned_one_is_refused_with_the_day(areas):
    left, right = areas("Vänster"), areas("Höger")
    child = areas("Barn", left)
    actions.move_unit(unit=child, new_parent=right, on=dt.date(2026, 8, 1))
    with pytest.raises(actions.Refused, match="1 augusti 2026"):
        actions.move_unit(unit=child, new_parent=None, on=dt.date(2026, 3, 1))


def test_a_new_unit_follows_what_is_planned_for_its_parent(areas):
    left, right = areas("Vänster"), areas("Höger")
    parent = areas("Förälder", left)
    actions.move_unit(unit=parent, new_parent=right, on=day(8))
    child = areas("Barn", parent, on=day(4))
    assert keys(child, day(4)) == ["Barn", "Förälder", "Vänster"]
    assert keys(child, day(8)) == ["Barn", "Förälder", "Höger"]


def test_the_parent_follows_when_the_planned_day_comes(areas):
    left, right = areas("Vänster"), areas("Höger")
    child = areas("Barn", left)
    on = dt.date(2126, 8, 1)
    actions.move_unit(unit=child, new_parent=right, on=on)
    assert Unit.objects.get(pk=child.pk).parent == left
    noon = dt.datetime(2126, 8, 1, 12, tzinfo=dt.UTC)
    assert actions.reconcile_parents(now=noon - dt.timedelta(days=1)) == 0
    assert actions.reconcile_parents(now=noon) == 1
    assert actions.reconcile_parents(now=noon) == 0
    assert Unit.objects.get(pk=child.pk).parent == right


def test_a_closed_unit_follows_its_parent_as_an_archive(areas):
    left, right = areas("Vänster"), areas("Höger")
    parent = areas("Förälder", left)
    closed = areas("Stängd", parent)
    actions.close_unit(unit=closed, on=day(2))
    actions.move_unit(unit=parent, new_parent=right, on=day(5))
    assert keys(closed, day(6)) == ["Stängd", "Förälder", "Höger"]


def test_the_database_itself_refuses_a_circle_and_a_second_parent(areas):
    top = areas("Topp")
    child = areas("Barn", top)
    for wrong in ({"unit": top, "ancestor": top, "depth": 2}, {"unit": child, "ancestor": child, "depth": 1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            UnitLink.objects.create(valid_from=day(3), **wrong)
    with pytest.raises(IntegrityError, match="link_one_parent_at_a_time"), transaction.atomic():
        UnitLink.objects.create(unit=child, ancestor=areas("Annan"), depth=1, valid_from=day(3), valid_to=day(9))
