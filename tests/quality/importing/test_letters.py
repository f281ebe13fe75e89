"""One letter changed: outside labels, column titles and periodicities it is one field; inside them it is said, none lost."""

import re
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quality.importing.as_json import outline_as_dict
from quality.importing.coverage import section_cells, typed_cells
from quality.importing.reading import read_text
from tests.quality.importing.real_plans import FOCUS, STOCKHOLM, real_plan

MEANING = {
    STOCKHOLM: re.compile(
        r"^ *(?:KF:s inriktningsmål:|KF:s mål för verksamhetsområdet:|Nämndmål:|Enhetsmål:|Beskrivning|Förväntat resultat"
        r"|Arbetssätt|Resursanvändning|Uppföljning|Utveckling|Indikator Årsmål KF:s årsmål Periodicitet"
        r"|Aktivitet Startdatum Slutdatum) *$|(?<![^\s])(?:Tertial|År) *$",
        re.MULTILINE,
    ),
    FOCUS: re.compile(
        r"^ *(?:Nämndens övergripande mål|Förskolans verksamhetsmål|Fokus(?= \d)|Aktivitet:|Tidsplanering:"
        r"|Uppföljning/redovisning:)",
        re.MULTILINE,
    ),
}
LETTERS = "abcdefghijklmnopqrstuvwxyzåäöéABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖ"


@cache
def places(name):
    """Where the letters of a plan stand: (outside, inside) what carries meaning."""
    text = real_plan(name)
    inside = {at for found in MEANING[name].finditer(text) for at in range(found.start(), found.end())}
    letters = [at for at, sign in enumerate(text) if sign.isalpha()]
    return [at for at in letters if at not in inside], [at for at in letters if at in inside]


def fields(text):
    """Every field of the outline by its path, and the findings without their quotes."""
    outline = read_text(text)
    made = outline_as_dict(outline)
    findings = [(finding.code, finding.line) for finding in outline.findings]
    return dict(leaves({key: made[key] for key in made if key != "findings"})), findings


def leaves(value, path=()):
    if isinstance(value, dict):
        for key, part in value.items():
            yield from leaves(part, (*path, key))
    elif isinstance(value, list):
        yield (*path, "length"), len(value)
        for number, part in enumerate(value):
            yield from leaves(part, (*path, number))
    else:
        yield path, value


@cache
def unchanged(name):
    return fields(real_plan(name))


def with_letter(name, at, letter):
    text = real_plan(name)
    return text[:at] + letter + text[at + 1 :]


def check_outside(name, chance, letter):
    outside, _ = places(name)
    at = outside[chance % len(outside)]
    if letter == real_plan(name)[at]:
        return
    before, asked = unchanged(name)
    after, asked_after = fields(with_letter(name, at, letter))
    assert sum(before.get(path) != after.get(path) for path in {*before, *after}) == 1
    assert asked_after == asked


def check_inside(name, chance, letter):
    _, inside = places(name)
    at = inside[chance % len(inside)]
    if letter == real_plan(name)[at]:
        return
    _, asked = unchanged(name)
    outline = read_text(with_letter(name, at, letter))
    assert len(outline.findings) == len(asked) + 1
    assert (outline.coverage.share, outline.coverage.twice) == (1.0, 0)
    line = real_plan(name).count("\n", 0, at) + 1
    new = [
        finding for finding in outline.findings if finding.line == line and (finding.code, finding.line) not in asked
    ]
    assert len(new) == 1
    text = real_plan(name).split("\n")[line - 1]
    column = at - real_plan(name).rfind("\n", 0, at) - 1
    typed = {
        (span.line, place)
        for cell in [*typed_cells(outline.title, outline.period, outline.goals), *section_cells(outline.sections)]
        for span in cell.spans
        for place in range(span.start, span.end)
    }
    changed = text[:column] + letter + text[column + 1 :]
    assert (line, column) in typed or new[0].text in " ".join(changed.split()), (
        "the letter stands in no field and no finding"
    )


chances = st.integers(0, 10**9)


@pytest.mark.parametrize("name", [STOCKHOLM, FOCUS])
@pytest.mark.parametrize("check", [check_outside, check_inside])
def test_a_random_letter_changed(name, check):
    real_plan(name)

    @settings(max_examples=40, deadline=None, database=None, derandomize=True)  # the slow ones draw new letters
    @given(chances, st.sampled_from(LETTERS))
    def some(chance, letter):
        check(name, chance, letter)

    some()


@pytest.mark.parametrize("name", [STOCKHOLM, FOCUS])
def test_a_changed_letter_beside_a_hyphen_at_a_lines_end_is_one_field(name):
    outside, _ = places(name)
    number = {at: chance for chance, at in enumerate(outside)}
    for divided in re.finditer(r"\w+- *\n\s*\w+", real_plan(name)):
        for at in range(*divided.span()):
            if at in number:
                check_outside(name, number[at], "x")


@pytest.mark.slow
@pytest.mark.parametrize("name", [STOCKHOLM, FOCUS])
@pytest.mark.parametrize("check", [check_outside, check_inside])
def test_many_random_letters_changed(name, check):
    real_plan(name)

    @settings(max_examples=2_000, deadline=None, database=None)
    @given(chances, st.sampled_from(LETTERS))
    def many(chance, letter):
        check(name, chance, letter)

    many()


@pytest.mark.slow
@pytest.mark.parametrize("name", [STOCKHOLM, FOCUS])
def test_a_changed_letter_in_each_label_column_title_and_periodicity_is_said(name):
    _, inside = places(name)
    firsts = [at for at in inside if at - 1 not in inside]
    for number, first in enumerate(firsts):
        check_inside(name, inside.index(first) + number % 2, "x")
