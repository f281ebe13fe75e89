"""Targets and periodicities at the end of a row."""

import pytest

from quality.importing.values import closing, last_value


@pytest.mark.parametrize(
    "value",
    [
        "90 %",
        "32%",
        "16",
        "4,9",
        "minst 3,7",
        "360 st",
        "1 200 kr",
        "12.500 kr",
        "nivå 2",
        "minst 50 %",
        "öka",
        "ska minska",
        "Tas fram av nämnd",
        "tas fram av nämnden",
        "topp 3",
        "0 eller bättre",
        "högst 4,9",
        "5–10 %",
        "-2 %",
        "ca 50 %",
        "≥ 95 %",
        "öka till 4,2",
        "ska minska till högst 5 %",
    ],
)
def test_every_kind_of_target_is_found_after_a_name(value):
    text = f"Andel nöjda vårdnadshavare {value}"
    assert text[last_value(text).start :] == value


@pytest.mark.parametrize(
    "name",
    ["Andel nöjda", "Barn under 3 år", "Andel barn 1-5 år", "Index (0-100)", "Antal timmar utomhus", "År", "90-talet"],
)
def test_the_end_of_a_name_is_no_value(name):
    assert last_value(f"Andel {name}") is None


@pytest.mark.parametrize(
    ("text", "last"), [("Andel topp 3 100 %", "100 %"), ("Andel nivå 2 100 st", "100 st"), ("Andel 90 % 95 %", "95 %")]
)
def test_the_last_of_two_values_is_found(text, last):
    assert text[last_value(text).start :] == last


@pytest.mark.parametrize(
    ("text", "sure"), [("Antal 360 st", True), ("Andel 90 %", True), ("Antal barn 16", False), ("Andel nivå 2", False)]
)
def test_a_value_that_may_belong_to_the_name_is_not_sure(text, sure):
    assert last_value(text).sure is sure


@pytest.mark.parametrize("text", ["360 xt", "Tzs fram av nämnd"])
def test_one_letter_wrong_in_a_value_leaves_it_a_value_as_written(text):
    assert last_value(f"Antal platser {text}").start == len("Antal platser ")


@pytest.mark.parametrize("line", ["År", "Tertial", "90 % År", "Andel nöjda År", "32 % Tertial", "Halvår", "Månad"])
def test_a_periodicity_spelled_as_in_tables_ends_the_row(line):
    end = closing(line)
    assert (line[end.start : end.end], end.meant) == (line.rsplit(" ", 1)[-1], "")


@pytest.mark.parametrize(
    ("line", "meant"),
    [("Ar", "År"), ("år", "År"), ("90 % Åt", "År"), ("16 Tertixl", "Tertial"), ("tertial", "Tertial")],
)
def test_a_periodicity_a_letter_off_ends_the_row_alone_or_after_a_value(line, meant):
    assert closing(line).meant == meant


@pytest.mark.parametrize(
    "line",
    ["Andel som slutat under ett år", "Andel barn under 3 år", "Antal per månad", "Andel nöjda", "Andel barn som är"],
)
def test_a_name_that_goes_on_does_not_end_the_row(line):
    assert closing(line) is None
