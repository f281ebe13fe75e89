"""A wheel becomes streams of blocks and comes back: whole, from the streams themselves and from what Wagtail stores of them."""

import json
from dataclasses import fields, replace

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.adoption.wheel import Written, block_at, document_of, text_of, written_of
from cms.blocks.wheel import ENTRY_BLOCKS, STAGE_BLOCKS
from cms.blocks.wheel_words import ASKED, FIXED, LABELS, OF_KINDS
from cms.models import WheelPage
from workflows.rules import when as rules
from workflows.rules.shape import ENTRY, NTHS, WHENS
from workflows.rules.shipped import PRESCHOOL_WHEEL
from workflows.rules.wheel import CALENDARS, SHIFTS, STAGES, Entry, StageEnd, WheelText

MONTHS, WEEKDAYS = st.integers(1, 12), st.integers(1, 7)
WORDS = st.text("abcåäö <&\"'\n·", min_size=1, max_size=20).filter(str.strip)
KEYS = st.from_regex(r"[a-z][a-z0-9-]{0,20}", fullmatch=True)
DAYS = st.integers(0, 366)
WHEN = st.one_of(
    st.builds(rules.MonthDay, MONTHS, st.integers(1, 28)),
    st.builds(rules.IsoWeek, st.integers(1, 52), WEEKDAYS),
    st.builds(rules.NthWeekday, MONTHS, st.sampled_from(NTHS), WEEKDAYS),
    st.builds(rules.Weekly, WEEKDAYS, st.sampled_from(rules.WEEKS)),
    st.builds(rules.Monthly, st.integers(1, 31)),
    st.builds(
        rules.MonthlyWeekday,
        st.lists(st.sampled_from(NTHS), min_size=1, max_size=3, unique=True).map(tuple),
        WEEKDAYS,
    ),
    st.builds(
        rules.PartOfYear, st.sampled_from(rules.PARTS), st.integers(-366, 366), st.sampled_from(["start", "end"])
    ),
)
ENTRIES = st.builds(
    Entry,
    key=KEYS,
    title=WORDS,
    stage=st.sampled_from(STAGES[:-1]),
    when=WHEN,
    process=KEYS,
    calendar=st.sampled_from(CALENDARS),
    unit_kind=st.sampled_from(["", "team", "preschool", "finns-inte"]),
    role=st.sampled_from(["", "teacher", "rektor", "finns-inte"]),
    asks=st.booleans(),
    work=st.sampled_from(["", "value", "finns-inte"]),
    help=st.text("aå\n ", max_size=8),
    lead=DAYS,
    reminders=st.lists(DAYS, max_size=3).map(tuple),
    escalate_after=st.none() | DAYS,
    escalate_to=st.sampled_from(["", "rektor"]),
    gate=st.booleans(),
    review=st.booleans(),
    urgent=st.booleans(),
    shift=st.sampled_from(SHIFTS),
)
ENDS = st.builds(StageEnd, KEYS, st.sampled_from(STAGES[:-1]), WHEN, st.sampled_from(CALENDARS))
WHEELS = st.builds(
    WheelText,
    WORDS,
    st.lists(ENTRIES, max_size=4).map(tuple),
    st.lists(ENDS, max_size=3).map(tuple),
    st.frozensets(st.integers(1, 53), max_size=12),
)


def stored(name, raw):
    """Return a stream as the database has it after Wagtail has read and written it."""
    block = WheelPage._meta.get_field(name).stream_block
    value = block.to_python(raw)
    for child in value:
        for when in child.value["when"]:
            assert when.value is not None
    return json.loads(json.dumps(block.get_prep_value(value), cls=DjangoJSONEncoder))


def through_wagtail(written):
    return replace(written, entries=stored("entries", written.entries), stages=stored("stages", written.stages))


def same(wheel):
    written = written_of(wheel)
    assert text_of(written) == (wheel, ())
    assert text_of(through_wagtail(written)) == (wheel, ())
    assert written_of(text_of(written)[0]) == written


def test_the_shipped_wheel_comes_back_as_it_was():
    same(PRESCHOOL_WHEEL)


@settings(max_examples=150, deadline=None)
@given(WHEELS)
def test_so_does_any_wheel(wheel):
    same(wheel)


def test_blocks_have_ids_of_their_own_that_follow_the_keys():
    written = written_of(PRESCHOOL_WHEEL)
    blocks = [*written.entries, *written.stages]
    ids = [block["id"] for block in blocks] + [block["value"]["when"][0]["id"] for block in blocks]
    assert len(set(ids)) == len(ids)
    fewer = written_of(replace(PRESCHOOL_WHEEL, entries=PRESCHOOL_WHEEL.entries[5:]))
    assert [block["id"] for block in fewer.entries] == [block["id"] for block in written.entries[5:]]


def test_every_field_of_a_wheel_can_be_written_and_has_a_name():
    for cls, (_name, block) in ((Entry, ENTRY_BLOCKS[0]), (StageEnd, STAGE_BLOCKS[0])):
        assert set(block.child_blocks) == {one.name for one in fields(cls)}
        assert set(block.child_blocks) <= set(LABELS)
        whens = block.child_blocks["when"].child_blocks
        assert {kind: set(whens[kind].child_blocks) for kind in whens} == {
            kind: set(checks) for kind, (_cls, checks) in WHENS.items()
        }
    assert set(OF_KINDS) == set(WHENS)


@pytest.mark.parametrize("name", sorted(set(FIXED) - {"month", "weekday", "nth", "nths"}))
def test_every_word_that_can_be_chosen_is_one_that_the_rules_know(name):
    if name in ("role", "escalate_to", "unit_kind"):
        return
    checks = {**ENTRY, **{part: check for _cls, of in WHENS.values() for part, check in of.items()}}
    assert [word for word, _label in FIXED[name] if checks[name](word)] == []


def test_what_is_chosen_among_what_others_add_is_asked_for_when_it_is_drawn():
    works = dict(ASKED["work"]())
    assert {"", "value", "analysis"} <= set(works)
    assert {"year", "goal", "plan"} <= set(dict(ASKED["process"]()))


def entry(**value):
    whole = written_of(WheelText("Hjulet", (Entry("a", "A", "do", rules.Monthly(3)),)))
    block = whole.entries[0]
    return replace(whole, entries=[{**block, "value": {**block["value"], **value}}])


@pytest.mark.parametrize(
    ("value", "place", "code"),
    [
        ({"when": []}, "/entries/0/when/every", "choice"),
        ({"when": [{"type": "monthly", "value": {"day": None}, "id": "w"}]}, "/entries/0/when/day", "number"),
        ({"when": [{"type": "date", "value": {"month": "2", "day": 30}}]}, "/entries/0/when/day", "number"),
        ({"lead": None}, "/entries/0/lead", "number"),
        ({"reminders": "7, snart"}, "/entries/0/reminders", "number"),
        ({"title": "  "}, "/entries/0/title", "empty"),
        ({"stage": ""}, "/entries/0/stage", "choice"),
        ({"process": ""}, "/entries/0/process", "key"),
    ],
)
def test_what_is_wrong_is_told_with_its_place_and_its_block(value, place, code):
    written = entry(**value)
    text, found = text_of(written)
    assert (text, [(one.place, one.code) for one in found]) == (None, [(place, code)])
    assert block_at(written, place) == written.entries[0]["id"]


def test_what_stands_beside_the_streams_has_no_block():
    written = Written("", "28, juli")
    assert [one.place for one in text_of(written)[1]] == ["/title", "/closed_weeks"]
    assert block_at(written, "/closed_weeks") == ""
    assert block_at(written, "/entries/7/title") == ""


def test_a_block_from_before_a_field_was_there_has_its_default():
    written = entry()
    del written.entries[0]["value"]["urgent"]
    assert text_of(written)[0].entries[0].urgent is False


def test_weeks_are_written_as_people_write_them():
    assert written_of(PRESCHOOL_WHEEL).closed_weeks == "28–31"
    for typed, weeks in (("28-31, 52", [28, 29, 30, 31, 52]), ("1;53", [1, 53]), (" 7 – 8 ,7", [7, 8])):
        assert document_of(Written("H", typed))["closed_weeks"] == weeks
