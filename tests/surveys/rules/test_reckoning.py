"""Scores as data: the same tables, reckoned from a questionnaire's own description of them."""

from fractions import Fraction as F

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.rules.answering.coding import counts, layout
from surveys.rules.checks import check
from surveys.rules.scoring.reckoning import band, recipe
from surveys.rules.scoring.rounding import written
from surveys.rules.scoring.words import rule_in_words
from tests.surveys.rules import sample

STEPS = ("aldrig", "sallan", "ibland", "ofta", "alltid")
HUNDRED = dict(zip(STEPS, (0, 25, 50, 75, 100), strict=True))


def made(*scores, items=4):
    """Return a version of single choices i1, i2, … on the sample's scale with these scores."""
    document = sample.document()
    document["scales"] = [scale for scale in document["scales"] if scale["key"] == "ofta"]
    document["sections"] = [
        {
            "key": "a",
            "title": sample.both("A", "A"),
            "items": [
                {"type": "single", "key": f"i{n}", "text": sample.both(f"Fråga {n}", f"Question {n}"), "scale": "ofta"}
                for n in range(1, items + 1)
            ]
            + [{"type": "boolean", "key": "ja", "text": sample.both("Ja?", "Yes?")}],
        }
    ]
    document["scores"] = [{"title": sample.both(one["key"], one["key"]), **one} for one in scores]
    version = sample.version(document)
    assert check(version) == ()
    return version


def ready(*scores, key=None, items=4):
    """Return the recipe of the last of these scores, or of the one with this key."""
    version = made(*scores, items=items)
    return recipe(version, layout(version), key or scores[-1]["key"])


def ballots(*rows):
    """Return rows of codes with the weight 1 (and no answer to the boolean)."""
    return [((*row, 0), 1) for row in rows]


FOUR = [{"name": "i1"}, {"name": "i2"}, {"name": "i3", "reversed": True}, {"name": "i4"}]
TABLE = ballots((5, 4, 1, 5), (1, 2, 0, 6), (3, 0, 0, 0), (0, 0, 0, 0), (3, 3, 5, 6))


def test_person_by_person():
    """The table of test_formulas.TestPersonByPerson."""
    result = ready({"key": "x", "items": FOUR, "points": HUNDRED}).of_rows(TABLE)
    assert (result.value, result.n) == (F(1675, 36), 3)


def test_person_by_person_with_all_answered():
    result = ready({"key": "x", "items": FOUR, "points": HUNDRED, "least": 1}).of_rows(TABLE)
    assert (result.value, result.n) == (F(375, 4), 1)


def test_item_by_item():
    """Item 1: (100 + 0 + 50 + 50) / 4 = 50; 2: 150 / 3 = 50; 3: (100 + 0) / 2 = 50; 4: 100 → 62.5; n: those with half."""
    score = ready({"key": "x", "items": FOUR, "points": HUNDRED, "over": "items"})
    assert score.of_rows(TABLE).value == F(125, 2)
    assert score.of_rows(TABLE).n == 3


def test_all_answers_in_one_heap():
    """200 + 150 + 100 + 100 = 550 points over 4 + 3 + 2 + 1 = 10 answers."""
    assert ready({"key": "x", "items": FOUR, "points": HUNDRED, "over": "answers"}).of_rows(TABLE).value == 55


def test_items_with_weights():
    """Means 50, 50, 50, 100 with weights 1, 1, 1, 3."""
    items = [*FOUR[:3], {"name": "i4", "weight": 3}]
    assert ready({"key": "x", "items": items, "points": HUNDRED, "over": "items"}).of_rows(TABLE).value == 75


def test_a_sum():
    """Only Anna answered everything: 100 + 75 + 100 + 100."""
    result = ready({"key": "x", "items": FOUR, "points": HUNDRED, "measure": "sum", "least": 1}).of_rows(TABLE)
    assert (result.value, result.n) == (375, 1)


def test_weights_of_the_scale_where_no_points_are_given():
    """Six levels made of weights 1–5: 7 threes and 13 fours."""
    result = ready({"key": "x", "items": [{"name": "i1"}]}).of_rows(ballots(*[(3, 0, 0, 0)] * 7, *[(4, 0, 0, 0)] * 13))
    assert written(result.value, 1) == "3,7"


SHARE = {"key": "x", "measure": "share", "over": "answers", "items": [{"name": "i1"}], "positive": ["ofta", "alltid"]}
ONE = ballots(*[(code, 0, 0, 0) for code in (1, 2, 3, 4, 5, 5, 6, 6, 0)])


def test_share_with_vet_ej_left_out():
    assert ready(SHARE).of_rows(ONE).value == 50


def test_share_with_vet_ej_in_the_denominator():
    """3 of 8."""
    assert ready({**SHARE, "unknown_counts": True}).of_rows(ONE).value == F(75, 2)


def test_share_of_a_reversed_item_takes_the_other_end():
    """Aldrig and sällan: 2 of 6; with "vet ej" 2 of 8."""
    reversed_share = {**SHARE, "items": [{"name": "i1", "reversed": True}]}
    assert ready(reversed_share).of_rows(ONE).value == F(100, 3)
    assert ready({**reversed_share, "unknown_counts": True}).of_rows(ONE).value == 25


def test_share_of_yes():
    score = ready({"key": "x", "measure": "share", "items": [{"name": "ja"}], "positive": ["yes"], "over": "answers"})
    assert score.of_rows([((0, 0, 0, 0, code), 1) for code in (1, 1, 2, 0)]).value == F(200, 3)


def test_share_person_by_person():
    """Anna 3 of 4 positive (100 on the reversed item too: 4 of 4), Bilal 0 of 2, Elif 0 of 3: (100 + 0 + 0) / 3."""
    result = ready({"key": "x", "measure": "share", "items": FOUR, "positive": ["ofta", "alltid"]}).of_rows(TABLE)
    assert (result.value, result.n) == (F(100, 3), 3)


def part(key, first):
    """Return a part-index of three items: each (mean − 1) · 25, then their mean."""
    return {
        "key": key,
        "over": "items",
        "items": [{"name": f"i{n}"} for n in range(first, first + 3)],
        "minus": 1,
        "times": 25,
    }


PARTS = (part("motivation", 1), part("ledarskap", 4), part("styrning", 7))
TOTAL = {"key": "total", "parts": ["motivation", "ledarskap", "styrning"]}
ENGAGEMENT = [
    ((0, 0, 1, 2, 4, 3), (5, 1, 1, 1, 1, 1), (2, 0, 0, 0, 0, 8)),
    ((6, 4, 0, 0, 0, 0), (6, 0, 2, 0, 2, 0), (6, 0, 0, 3, 0, 1)),
    ((2, 0, 0, 0, 4, 4), (6, 0, 0, 0, 3, 1), (7, 1, 0, 0, 0, 2)),
]


def test_engagement_from_counts():
    """The table of test_formulas.TestEngagement."""
    vectors = {
        index: (*vector, 0) for index, vector in enumerate(vector for of_part in ENGAGEMENT for vector in of_part)
    }
    scores = (*PARTS, TOTAL)
    values = [ready(*scores, key=one["key"], items=9).of_counts(vectors) for one in scores]
    assert values == [F(445, 6), F(75, 2), F(2825, 36), F(6845, 108)]


def test_engagement_person_by_person_has_as_many_as_have_every_part():
    rows = [
        ((5, 5, 5, 4, 4, 4, 3, 3, 3, 0), 1),
        ((5, 5, 5, 4, 4, 4, 0, 0, 0, 0), 1),
        ((1, 1, 1, 2, 2, 2, 3, 3, 3, 0), 1),
    ]
    result = ready(*PARTS, TOTAL, items=9).of_rows(rows)
    # motivation (100 + 100 + 0) / 3, leadership (75 + 75 + 25) / 3, direction 50; two persons have all three
    assert result.value == (F(200, 3) + F(175, 3) + 50) / 3
    assert result.n == 2


def test_a_part_that_nobody_has_leaves_no_total():
    rows = [((5, 5, 5, 4, 4, 4, 0, 0, 0, 0), 1)]
    result = ready(*PARTS, TOTAL, items=9).of_rows(rows)
    assert (result.value, result.n) == (None, 0)


def test_one_child_with_two_guardians_counts_once():
    """A: 100 and 50 with weight ½ each, B: 0."""
    rows = [((5, 0, 0, 0, 0), F(1, 2)), ((3, 0, 0, 0, 0), F(1, 2)), ((1, 0, 0, 0, 0), 1)]
    for over in ("persons", "items", "answers"):
        result = ready({"key": "x", "items": [{"name": "i1"}], "points": HUNDRED, "over": over}).of_rows(rows)
        assert (result.value, result.n) == (F(75, 2), 2)


def test_sixty_six_and_sixty_six_point_seven_are_data():
    rows = ballots((3, 0, 0, 0))
    for worth, text in ((66, "66,0"), (66.7, "66,7")):
        points = {"aldrig": 0, "sallan": 33, "ibland": worth, "ofta": 100, "alltid": 100}
        score = ready({"key": "x", "items": [{"name": "i1"}], "points": points})
        assert written(score.of_rows(rows).value, 1) == text


def test_an_item_may_have_points_of_its_own():
    items = [{"name": "i1"}, {"name": "i2", "points": {"alltid": 40}}]
    assert ready({"key": "x", "items": items, "points": HUNDRED}).of_rows(ballots((5, 5, 0, 0))).value == 70


def test_person_by_person_cannot_be_had_from_counts():
    with pytest.raises(ValueError, match="person by person"):
        ready({"key": "x", "items": FOUR, "points": HUNDRED}).of_counts({})


ROWS = st.lists(st.tuples(st.tuples(*[st.integers(0, 6)] * 4, st.just(0)), st.sampled_from([1, F(1, 2)])), max_size=12)


OVER = {
    over: ready({"key": "x", "items": FOUR, "points": HUNDRED, "over": over})
    for over in ("persons", "items", "answers")
}


@given(ROWS)
def test_counts_and_rows_say_the_same(rows):
    score = OVER["items"]
    vectors = {
        position: [sum(w for codes, w in rows if codes[position] == code) for code in range(7)] for position in range(4)
    }
    assert score.of_counts(vectors) == score.of_rows(rows).value
    assert vectors[0] == counts([codes for codes, _w in rows], 0, 6) or any(w != 1 for _codes, w in rows)


@given(ROWS)
def test_a_score_never_leaves_the_range_of_its_points(rows):
    for score in OVER.values():
        value = score.of_rows(rows).value
        assert value is None or 0 <= value <= 100


def test_bands_are_chosen_by_the_figure_that_is_shown():
    """74.95 is shown as 75,0, and so lies in the band from 75."""
    score = sample.version().scores[0]
    names = [band(score, F(value)).text.get("sv") for value in ("0", "74.94", "74.95", "100")]
    assert names == ["lågt", "lågt", "högt", "högt"]
    assert band(score, F(-1)) is None


OWN_POINTS = [{"name": "i1"}, {"name": "i2", "weight": 2, "points": {"ofta": 9}}]


def test_rules_in_words():
    version = made(
        {"key": "medel", "items": FOUR, "points": HUNDRED},
        {**SHARE, "key": "andel"},
        {**SHARE, "key": "andel-med", "unknown_counts": True, "decimals": 0},
        {"key": "olika", "items": OWN_POINTS, "over": "items", "decimals": 2},
        {"key": "summa", "items": [{"name": "i1"}, {"name": "i2"}], "measure": "sum", "least": 1},
        {"key": "tva-tredjedelar", "items": [{"name": "i1"}, {"name": "i2"}], "least": 0.66, "minus": 1, "times": 2.5},
        {"key": "alla", "parts": ["medel", "olika"]},
    )
    assert [rule_in_words(version, score.key) for score in version.scores] == [
        "Medelvärde: först för varje person över 4 frågor, sedan för alla personer. Poäng: Aldrig 0, Sällan 25, Ibland 50, "
        "Ofta 75, Alltid 100. Vänd skala: ‘Fråga 3’. Räknas för den som har svarat på minst hälften av frågorna. "
        "‘Vet ej’ räknas inte med. Visas med en decimal, halvor avrundas uppåt.",
        "Andel positiva svar i procent av alla svar på en fråga. Positiva svar: Ofta och Alltid. ‘Vet ej’ räknas inte med. "
        "Visas med en decimal, halvor avrundas uppåt.",
        "Andel positiva svar i procent av alla svar på en fråga. Positiva svar: Ofta och Alltid. ‘Vet ej’ räknas med i nämnaren. "
        "Visas utan decimaler, halvor avrundas uppåt.",
        "Medelvärde: först av varje fråga, sedan över 2 frågor. Poängen skiljer sig mellan frågorna. ‘Vet ej’ räknas inte med. "
        "Frågorna väger olika. Visas med 2 decimaler, halvor avrundas uppåt.",
        "Summa för varje person av 2 frågor, sedan medelvärdet för alla personer. Poäng: Aldrig 1, Sällan 2, Ibland 3, Ofta 4, "
        "Alltid 5. Räknas bara för den som har svarat på alla frågor. ‘Vet ej’ räknas inte med. "
        "Visas med en decimal, halvor avrundas uppåt.",
        "Medelvärde: först för varje person över 2 frågor, sedan för alla personer. Poäng: Aldrig 1, Sällan 2, Ibland 3, Ofta 4, "
        "Alltid 5. Räknas för den som har svarat på minst 66 procent av frågorna. ‘Vet ej’ räknas inte med. "
        "Värdet räknas om: (värde − 1) · 2,5. Visas med en decimal, halvor avrundas uppåt.",
        "Medelvärde av ‘medel’ och ‘olika’. Visas med en decimal, halvor avrundas uppåt.",
    ]
    assert rule_in_words(version, "tva-tredjedelar", "en") == (
        "Mean: first each person's over 2 questions, then that of all persons. Points: Never 1, Seldom 2, Sometimes 3, Often 4, "
        "Always 5. Counted for those who answered at least 66 percent of the questions. ‘Do not know’ are left out. "
        "The value is converted: (value − 1) · 2.5. Shown with one decimal, halves rounded up."
    )
