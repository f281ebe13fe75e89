import datetime as dt
from dataclasses import replace
from uuid import UUID

from quality.models import Activity, GoalVersion, IndicatorVersion, PlanEdition
from quality.rules.difference import Change, Difference, Loss, difference
from quality.rules.plan import (
    LONGEST,
    LONGEST_CURRICULUM,
    LONGEST_TITLE,
    ActivityText,
    Fault,
    FaultKind,
    GoalText,
    IndicatorText,
    PlanText,
    faults,
    fingerprint,
)


def uid(number):
    return UUID(int=number)


SHARE = IndicatorText(uid(10), "Andel nöjda", "%", "higher", "90 %", "", "year")
WALK = ActivityText(uid(20), "Skogsdag", dt.date(2026, 2, 1), dt.date(2026, 5, 1), "Sanna")
VOICE = GoalText(uid(1), "unit", "Alla barns röst", indicators=(SHARE,), activities=(WALK,))
YARD = GoalText(uid(2), "unit", "En trygg gård", parent=uid(1))
PLAN = PlanText("Verksamhetsplan", dt.date(2026, 1, 1), dt.date(2026, 12, 31), (VOICE, YARD))


def test_a_sound_plan_has_no_faults():
    assert faults(PLAN) == []


def test_every_fault_names_its_row():
    broken = replace(
        PLAN,
        title=" ",
        end=dt.date(2025, 1, 1),
        goals=(
            replace(VOICE, level="dream", activities=(replace(WALK, end=dt.date(2025, 1, 1)),)),
            replace(YARD, title="", parent=uid(99)),
        ),
    )
    assert faults(broken) == [
        Fault(FaultKind.TITLE),
        Fault(FaultKind.PERIOD),
        Fault(FaultKind.LEVEL, uid(1), "Alla barns röst"),
        Fault(FaultKind.DATES, uid(20), "Skogsdag"),
        Fault(FaultKind.TITLE, uid(2), ""),
        Fault(FaultKind.UNKNOWN_PARENT, uid(2), ""),
    ]


def test_what_the_tables_cannot_hold_is_said_before():
    long = replace(
        PLAN,
        title="P" * 256,
        goals=(
            replace(
                VOICE,
                indicators=(replace(SHARE, target="ö" * 256),),
                activities=(replace(WALK, responsible="S" * 256),),
            ),
            replace(YARD, curriculum=("Lpfö 18, " + "2" * 60,)),
        ),
    )
    assert faults(long) == [
        Fault(FaultKind.TOO_LONG),
        Fault(FaultKind.TOO_LONG, uid(10), "Andel nöjda"),
        Fault(FaultKind.TOO_LONG, uid(20), "Skogsdag"),
        Fault(FaultKind.TOO_LONG, uid(2), "En trygg gård"),
    ]


def test_the_longest_of_each_part_is_what_its_table_holds():
    tables = (IndicatorVersion, Activity)
    held = {field.name: field.max_length for table in tables for field in table._meta.fields if field.name in LONGEST}
    assert held == LONGEST
    assert PlanEdition._meta.get_field("title").max_length == LONGEST_TITLE
    assert GoalVersion._meta.get_field("curriculum").base_field.max_length == LONGEST_CURRICULUM


def test_an_id_used_twice_is_refused_wherever_it_stands():
    twice = replace(PLAN, goals=(VOICE, replace(YARD, indicators=(replace(SHARE, id=uid(20)),))))
    assert [fault.kind for fault in faults(twice)] == [FaultKind.DUPLICATE, FaultKind.DUPLICATE]


def test_a_goal_is_never_under_itself():
    ring = replace(PLAN, goals=(replace(VOICE, parent=uid(2)), YARD))
    assert [fault.kind for fault in faults(ring)] == [FaultKind.OWN_ANCESTOR, FaultKind.OWN_ANCESTOR]


def test_a_ring_above_a_goal_is_the_rings_fault_alone():
    low = GoalText(uid(3), "unit", "Under", parent=uid(1))
    ring = replace(PLAN, goals=(replace(VOICE, parent=uid(2)), YARD, low))
    assert [(fault.kind, fault.id) for fault in faults(ring)] == [
        (FaultKind.OWN_ANCESTOR, uid(1)),
        (FaultKind.OWN_ANCESTOR, uid(2)),
    ]


def test_the_fingerprint_follows_every_word():
    assert fingerprint(PLAN) == fingerprint(replace(PLAN))
    assert fingerprint(PLAN) != fingerprint(replace(PLAN, goals=(VOICE, replace(YARD, development="Mer"))))


def test_a_first_plan_is_all_new():
    assert difference(None, PLAN, {}) == Difference(
        new_goals=(VOICE, YARD), new_indicators=(SHARE,), new_activities=(WALK,)
    )


def test_the_same_plan_changes_nothing():
    assert not difference(PLAN, PLAN, {uid(10): 3})


def test_rewording_retargeting_and_retiring_are_told_apart():
    after = replace(
        PLAN, goals=(replace(VOICE, title="Varje barns röst", indicators=(replace(SHARE, target="95 %"),)),)
    )
    bare = replace(VOICE, indicators=(), activities=())
    assert difference(PLAN, after, {}) == Difference(
        reworded_goals=(Change(bare, replace(bare, title="Varje barns röst"), ("title",)),),
        retargeted_indicators=(Change(SHARE, replace(SHARE, target="95 %"), ("target",)),),
        retired_goals=(YARD,),
    )


def test_values_that_would_lose_their_indicator_are_counted():
    after = replace(PLAN, goals=(replace(VOICE, indicators=()), YARD))
    change = difference(PLAN, after, {uid(10): 3})
    assert change.retired_indicators == (Loss(SHARE, 3),)
    assert change.values_at_stake() == 3
