from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality.rules.targets import Direction, Judgement, Outcome, Target, TargetKind, Why, judge, read_target
from quality.rules.values import Value


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("90 %", Target("90 %", TargetKind.NUMBER, Decimal(90), "%")),
        ("16", Target("16", TargetKind.NUMBER, Decimal(16))),
        ("4,9", Target("4,9", TargetKind.NUMBER, Decimal("4.9"))),
        ("minst 3,7", Target("minst 3,7", TargetKind.AT_LEAST, Decimal("3.7"))),
        ("360 st", Target("360 st", TargetKind.NUMBER, Decimal(360), "st")),
        ("nivå 2", Target("nivå 2", TargetKind.AT_LEAST, Decimal(2))),
        ("minst 50 %", Target("minst 50 %", TargetKind.AT_LEAST, Decimal(50), "%")),
        ("högst 7 %", Target("högst 7 %", TargetKind.AT_MOST, Decimal(7), "%")),
        ("öka", Target("öka", TargetKind.INCREASE)),
        ("öka till 4,2", Target("öka till 4,2", TargetKind.AT_LEAST, Decimal("4.2"))),
        ("Ska minska till högst 5 %", Target("Ska minska till högst 5 %", TargetKind.AT_MOST, Decimal(5), "%")),
        ("öka till nästa år", Target("öka till nästa år", TargetKind.WORDS)),
        ("Ska minska", Target("Ska minska", TargetKind.DECREASE)),
        ("tas fram av nämnd", Target("tas fram av nämnd", TargetKind.PENDING)),
        ("topp 3", Target("topp 3", TargetKind.AT_MOST, Decimal(3))),
        ("0 eller bättre", Target("0 eller bättre", TargetKind.NUMBER, Decimal(0))),
        ("", Target("", TargetKind.BLANK)),
        ("bättre än i fjol", Target("bättre än i fjol", TargetKind.WORDS)),
        ("minst lika bra", Target("minst lika bra", TargetKind.WORDS)),
    ],
)
def test_every_kind_of_target_in_the_field_is_read_and_kept_as_written(text, target):
    assert read_target(text) == target


def judged(target, value, direction=Direction.HIGHER, before=None):
    number = None if value is None else Value(Decimal(value))
    return judge(
        target=read_target(target),
        direction=direction,
        value=number,
        before=None if before is None else Decimal(before),
    )


@pytest.mark.parametrize(
    ("target", "value", "direction", "before", "expected"),
    [
        ("90 %", "90", Direction.HIGHER, None, Judgement(Outcome.REACHED, Why.COMPARED)),
        ("90 %", "83", Direction.HIGHER, None, Judgement(Outcome.NOT_REACHED, Why.COMPARED)),
        ("90 %", "83", Direction.HIGHER, "74", Judgement(Outcome.PARTLY, Why.RIGHT_WAY)),
        ("90 %", "83", Direction.HIGHER, "85", Judgement(Outcome.NOT_REACHED, Why.COMPARED)),
        ("16", "15", Direction.LOWER, None, Judgement(Outcome.REACHED, Why.COMPARED)),
        ("16", "15", Direction.UNKNOWN, None, Judgement(Outcome.NOT_JUDGED, Why.NO_DIRECTION)),
        ("minst 3,7", "3.7", Direction.UNKNOWN, None, Judgement(Outcome.REACHED, Why.COMPARED)),
        ("topp 3", "4", Direction.UNKNOWN, None, Judgement(Outcome.NOT_REACHED, Why.COMPARED)),
        ("öka", "5", Direction.HIGHER, "4", Judgement(Outcome.REACHED, Why.COMPARED)),
        ("öka", "5", Direction.HIGHER, "5", Judgement(Outcome.NOT_REACHED, Why.COMPARED)),
        ("öka", "5", Direction.HIGHER, None, Judgement(Outcome.NOT_JUDGED, Why.NO_EARLIER)),
        ("ska minska", "5", Direction.HIGHER, "6", Judgement(Outcome.REACHED, Why.COMPARED)),
        ("tas fram av nämnd", "5", Direction.HIGHER, None, Judgement(Outcome.NOT_JUDGED, Why.PENDING)),
        ("", "5", Direction.HIGHER, None, Judgement(Outcome.NOT_JUDGED, Why.NO_TARGET)),
        ("bättre", "5", Direction.HIGHER, None, Judgement(Outcome.NOT_JUDGED, Why.WORDS)),
        ("90 %", None, Direction.HIGHER, None, Judgement(Outcome.NOT_MEASURED, Why.NO_VALUE)),
        ("0 eller bättre", "-1", Direction.HIGHER, None, Judgement(Outcome.NOT_REACHED, Why.COMPARED)),
    ],
)
def test_a_value_is_judged_where_it_can_be_and_else_said(target, value, direction, before, expected):
    assert judged(target, value, direction, before) == expected


def test_a_value_in_another_unit_than_the_target_is_not_judged():
    judgement = judge(
        target=read_target("360 st"), direction=Direction.HIGHER, value=Value(Decimal(400), "%"), before=None
    )
    assert judgement == Judgement(Outcome.NOT_JUDGED, Why.OTHER_UNIT)


def test_per_cent_is_one_unit_however_it_is_written():
    target, value = read_target("90 procent"), Value(Decimal(91), "procent")
    judgement = judge(target=target, direction=Direction.HIGHER, value=value, before=None)
    assert judgement == Judgement(Outcome.REACHED, Why.COMPARED)


@given(st.text(max_size=60))
def test_no_target_text_is_lost(text):
    assert read_target(text).text == " ".join(text.split())
