"""Numbers read as the language writes them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.rules.numbers import MINUS, NO_BREAK, number, percent, with_unit


@pytest.mark.parametrize(
    ("value", "decimals", "swedish", "english"),
    [
        (4.9, None, "4,9", "4.9"),
        (83, None, "83", "83"),
        (83.0, 1, "83,0", "83.0"),
        (1204, None, f"1{NO_BREAK}204", "1,204"),
        (1234567.891, None, f"1{NO_BREAK}234{NO_BREAK}567,89", "1,234,567.89"),
        (-0.5, None, f"{MINUS}0,5", f"{MINUS}0.5"),
        (-0.04, 1, "0,0", "0.0"),
        (0, None, "0", "0"),
        (2.346, 2, "2,35", "2.35"),
    ],
)
def test_a_number_is_written(value, decimals, swedish, english):
    assert number(value, decimals=decimals) == swedish
    assert number(value, decimals=decimals, language="en") == english


def test_per_cent_keeps_its_sign_on_the_line_in_swedish():
    assert percent(83) == f"83{NO_BREAK}%"
    assert percent(6.4, language="en") == "6.4%"


def test_a_unit_keeps_to_its_number():
    assert with_unit(1.7, "dagar") == f"1,7{NO_BREAK}dagar"
    assert with_unit(1.7, "") == "1,7"
    assert with_unit(50, "%", language="en") == "50%"


@given(st.floats(-1e9, 1e9), st.integers(0, 4))
def test_a_swedish_number_can_be_read_back(value, decimals):
    text = number(value, decimals=decimals)
    back = float(text.replace(NO_BREAK, "").replace(",", ".").replace(MINUS, "-"))
    assert math.isclose(back, round(value, decimals), abs_tol=1e-9)
    assert text != f"{MINUS}0"
