import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quality.rules.plain_words import Measured, measured
from quality.rules.plan import DIRECTIONS, LONGEST
from quality.rules.targets import Direction

HIGHER, LOWER, UNKNOWN = Direction.HIGHER, Direction.LOWER, Direction.UNKNOWN
WORDS = [
    "Andel",
    "andelen",
    "minst",
    "högst",
    "öka till",
    "ska minska",
    "%",
    "procent",
    "90",
    "0,8",
    "st",
    "eller",
    "(",
    ")",
]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (("Nöjda föräldrar", "90 %"), Measured("%", UNKNOWN)),
        (("Nöjda föräldrar", "90 procent"), Measured("%", UNKNOWN)),
        (("Nöjda föräldrar", "minst 85 %"), Measured("%", HIGHER)),
        (("Olyckor", "högst 5 st"), Measured("st", LOWER)),
        (("Trivsel", "öka till 4,2"), Measured("", HIGHER)),
        (("Sjukfrånvaro", "ska minska"), Measured("", LOWER)),
        (("Andel nöjda", ""), Measured("%", UNKNOWN)),
        (("Andelen legitimerade", "minst 60"), Measured("%", HIGHER)),
        (("1. Andel legitimerade", "öka"), Measured("%", HIGHER)),
        (("Andel legitimerade", "minst 0,6"), Measured("", HIGHER)),
        (("Sjukfrånvaro (%)", "7"), Measured("%", UNKNOWN)),
        (("Antal enheter där andelen legitimerade är 80 %", "5"), Measured("", UNKNOWN)),
        (("Barn per grupp", "16"), Measured("", UNKNOWN)),
        (("Barn per grupp", "tas fram av nämnd"), Measured("", UNKNOWN)),
        (("Nöjda", "", "minst 90 %"), Measured("%", HIGHER)),
        (("Nöjda", "öka", "minst 90 %"), Measured("%", HIGHER)),
        (("Olyckor", "minst 3 st", "högst 5 %"), Measured("", UNKNOWN)),
    ],
)
def test_unit_and_direction_are_read_where_they_are_plainly_said(said, expected):
    assert measured(*said) == expected


@given(
    st.lists(st.lists(st.sampled_from(WORDS) | st.text(max_size=20), max_size=5).map(" ".join), min_size=1, max_size=3)
)
@example(["", f"1 {'ΐ' * 12}"])
def test_whatever_is_written_is_read_as_something_that_a_plan_may_hold(said):
    read = measured(*said)
    assert read.direction in DIRECTIONS
    assert len(read.unit) <= LONGEST["unit_of_measure"]
