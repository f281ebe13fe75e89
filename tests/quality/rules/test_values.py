from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality.rules.values import Refused, Value, read_value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("4,9", Value(Decimal("4.9"))),
        ("4.9", Value(Decimal("4.9"))),
        ("32 %", Value(Decimal(32), "%")),
        ("32%", Value(Decimal(32), "%")),
        ("32 Procent", Value(Decimal(32), "%")),
        ("1\u00a0204 st", Value(Decimal(1204), "st")),
        ("\u22120,8", Value(Decimal("-0.8"))),
        ("0", Value(Decimal(0))),
    ],
)
def test_a_value_is_read_as_people_write_it(text, value):
    assert read_value(text) == value


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", Refused.EMPTY),
        ("   ", Refused.EMPTY),
        ("ca 50 %", Refused.VAGUE),
        ("ungefär 3", Refused.VAGUE),
        ("> 40", Refused.VAGUE),
        ("drygt 40", Refused.VAGUE),
        ("3-4", Refused.SEVERAL),
        ("3 av 4", Refused.SEVERAL),
        ("bra", Refused.UNREADABLE),
        ("4,9 och uppåt lite", Refused.UNREADABLE),
        ("1" * 13, Refused.TOO_LONG),
        ("0,12345", Refused.TOO_LONG),
        ("1e5", Refused.SEVERAL),
        ("٣", Refused.UNREADABLE),
    ],
)
def test_what_is_no_value_is_refused_with_its_reason(text, why):
    assert read_value(text) == why


def test_another_unit_than_the_indicators_is_refused():
    assert read_value("32 st", "%") == Refused.OTHER_UNIT
    assert read_value("32", "%") == Value(Decimal(32), "%")
    assert read_value("32 %", "procent") == Value(Decimal(32), "%")


@given(st.decimals(min_value=-99999, max_value=99999, places=2), st.sampled_from(["", " %", " st", "%"]))
def test_every_number_with_two_decimals_is_read_back(number, unit):
    value = read_value(f"{number:f}".replace(".", ",") + unit)
    assert value == Value(number, unit.strip())


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading(text):
    assert isinstance(read_value(text), Value | Refused)
