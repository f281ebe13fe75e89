"""Units come, get other names, are merged and closed; each tells why not, in a sentence."""

import datetime as dt

import pytest

from ledger import clock
from ledger.models import Event
from organisation import actions
from organisation.enums import Role
from organisation.models import Assignment, Substitution, Unit

ON = dt.date(2026, 8, 1)
BEFORE = dt.date(2026, 7, 31)


def kinds_of_events(unit):
    return list(Event.objects.filter(subject=f"unit:{unit.pk}").order_by("place").values_list("kind", flat=True))


def test_a_unit_without_a_key_gets_one_from_its_name(cast):
    made = [actions.create_unit(name="Förskolan Åsen", kind="preschool", parent=cast.department) for _ in range(2)]
    assert [unit.key for unit in made] == ["forskolan-asen", "forskolan-asen-2"]


def test_a_taken_key_is_told_in_a_sentence(cast):
    with pytest.raises(actions.Refused, match="Nyckeln används redan av en annan enhet"):
        actions.create_unit(name="Ny", kind="preschool", parent=cast.department, key="team-a")


@pytest.mark.parametrize(
    ("name", "key", "sentence"),
    [(" \u200b ", "", "Skriv vad enheten heter"), ("Ny", "Stor Bokstav", "Nyckeln får bara ha")],
)
def test_a_constraint_speaks_in_its_own_sentence(cast, name, key, sentence):
    with pytest.raises(actions.Refused, match=sentence):
        actions.create_unit(name=name, kind="preschool", parent=cast.department, key=key)


@pytest.mark.parametrize(
    ("kind", "parent"), [("municipality", "department"), ("team", "department"), ("section", None)]
)
def test_only_known_kinds_lie_under_each_other(cast, kind, parent):
    with pytest.raises(actions.Refused, match=r"kan inte ligga under|behöver en enhet"):
        actions.create_unit(name="Ny", kind=kind, parent=parent and getattr(cast, parent))


def test_units_are_sorted_in_swedish(cast):
    for name in ("Öknen", "Zonen", "Ängen", "Åsen", "Aspen"):
        actions.create_unit(name=name, kind="area", parent=cast.department)
    names = Unit.objects.filter(kind="area").in_order().values_list("name", flat=True)
    assert list(names) == ["Aspen", "Zonen", "Åsen", "Ängen", "Öknen"]


def test_a_new_name_sorts_anew_and_the_event_holds_both(cast):
    unit = actions.rename_unit(unit=cast.a["team"], name="  Arbetslaget\tÅsen ", actor=cast.administrator)
    unit.refresh_from_db()
    assert (unit.name, unit.sort_key) == ("Arbetslaget Åsen", "arbetslaget {sen")
    event = Event.objects.filter(subject=f"unit:{unit.pk}").latest("place")
    assert event.content == {"before": "Arbetslaget Gläntan", "name": "Arbetslaget Åsen"}
    assert event.actor == cast.administrator


def test_a_rektor_changes_the_own_unit_and_no_other(cast):
    rektor = cast.of("a", Role.REKTOR)
    actions.rename_unit(unit=cast.a["team"], name="Laget", actor=rektor)
    for attempt in (
        lambda: actions.rename_unit(unit=cast.b["team"], name="Mitt", actor=rektor),
        lambda: actions.create_unit(name="Ny", kind="preschool", parent=cast.b["school_unit"], actor=rektor),
        lambda: actions.create_unit(name="Ny", kind="preschool", actor=rektor),
        lambda: actions.move_unit(unit=cast.b["section"], new_parent=cast.a["preschool"], on=ON, actor=rektor),
        lambda: actions.move_unit(unit=cast.a["section"], new_parent=cast.b["preschool"], on=ON, actor=rektor),
        lambda: actions.close_unit(unit=cast.b["team"], on=ON, actor=rektor),
        lambda: actions.merge_units(unit=cast.b["team"], into=cast.a["team"], on=ON, actor=rektor),
        lambda: actions.change_kind(unit=cast.b["preschool"], kind="area", actor=rektor),
    ):
        with pytest.raises(actions.Refused, match="Du kan inte ändra här"):
            attempt()
    assert cast.b["team"].name == Unit.objects.get(pk=cast.b["team"].pk).name


def test_a_unit_with_open_units_under_it_is_closed_only_with_them(cast):
    with pytest.raises(actions.Refused, match="Arbetslaget Gläntan"):
        actions.close_unit(unit=cast.a["section"], on=ON)
    actions.close_unit(unit=cast.a["section"], on=ON, below=True)
    closed = Unit.objects.filter(closed_on=ON).values_list("key", flat=True)
    assert set(closed) == {"section-a", "team-a"}
    assert kinds_of_events(cast.a["team"]) == ["organisation.unit_created", "organisation.unit_closed"]


def test_roles_and_substitutions_end_with_their_unit(cast):
    teacher, stand_in, today = cast.of("a", "teacher"), cast.nobody, clock.today()
    later = today + dt.timedelta(days=90)
    actions.substitute(
        person=teacher, stand_in=stand_in, unit=cast.a["team"], starts_on=today, ends_on=today + dt.timedelta(days=60)
    )
    actions.assign(user=stand_in, unit=cast.a["team"], role=Role.TEACHER, starts_on=later)
    closing = today + dt.timedelta(days=30)
    actions.close_unit(unit=cast.a["team"], on=closing)
    last = closing - dt.timedelta(days=1)
    assert Assignment.objects.get(user=teacher).ends_on == last
    assert Substitution.objects.get().ends_on == last
    assert not Assignment.objects.filter(user=stand_in).exists()


def test_a_planned_closing_can_be_taken_back_one_in_force_cannot(cast):
    today = clock.today()
    unit = actions.close_unit(unit=cast.a["team"], on=today + dt.timedelta(days=1))
    assert actions.reopen_unit(unit=unit).closed_on is None
    actions.close_unit(unit=unit, on=today)
    with pytest.raises(actions.Refused, match="redan stängd"):
        actions.reopen_unit(unit=unit)


def test_merging_moves_what_lies_under_and_gives_people_their_roles_there(cast):
    teacher = cast.of("a", "teacher")
    both = cast.of("a", "workplace_lead")
    actions.assign(user=both, unit=cast.b["preschool"], role=Role.WORKPLACE_LEAD, starts_on=dt.date(2021, 1, 1))
    actions.assign(user=teacher, unit=cast.a["preschool"], role=Role.TEACHER, starts_on=dt.date(2021, 1, 1))
    actions.merge_units(unit=cast.a["preschool"], into=cast.b["preschool"], on=ON, actor=cast.administrator)
    merged = Unit.objects.get(key="preschool-a")
    assert (merged.closed_on, merged.merged_into) == (ON, cast.b["preschool"])
    assert set(Unit.objects.under(cast.b["school_unit"], ON).values_list("key", flat=True)) >= {"team-a", "section-a"}
    assert set(Unit.objects.under(cast.a["school_unit"], BEFORE).values_list("key", flat=True)) >= {"team-a"}
    given = Assignment.objects.get(user=teacher, unit=cast.b["preschool"])
    assert (given.role, given.starts_on, given.ends_on) == (Role.TEACHER, ON, None)
    assert Assignment.objects.get(user=teacher, unit=merged).ends_on == BEFORE
    assert Assignment.objects.filter(user=both, unit=cast.b["preschool"]).count() == 1
    assert kinds_of_events(merged)[-1] == "organisation.unit_merged_into"
    assert kinds_of_events(cast.b["preschool"])[-1] == "organisation.unit_merged_from"


def test_units_of_different_kinds_do_not_merge(cast):
    with pytest.raises(actions.Refused, match="olika slags"):
        actions.merge_units(unit=cast.a["section"], into=cast.a["preschool"], on=ON)


def test_a_new_kind_must_fit_what_lies_over_and_under(cast):
    with pytest.raises(actions.Refused, match="kan inte ligga under"):
        actions.change_kind(unit=cast.a["preschool"], kind="area")
    unit = actions.create_unit(name="Ny", kind="preschool", parent=cast.department)
    assert actions.change_kind(unit=unit, kind="school_unit").kind == "school_unit"


@pytest.mark.parametrize(("day", "sentence"), [("2019-12-31", "innan den har börjat"), ("2026-08-01", "redan stängd")])
def test_closing_has_its_day(cast, day, sentence):
    if "redan" in sentence:
        actions.close_unit(unit=cast.a["team"], on=ON)
    with pytest.raises(actions.Refused, match=sentence):
        actions.close_unit(unit=cast.a["team"], on=dt.date.fromisoformat(day))


def test_nothing_begins_under_a_closed_unit_or_before_its_parent(cast):
    actions.close_unit(unit=cast.a["other_team"], on=ON)
    section = actions.create_unit(name="Ny", kind="section", parent=cast.a["preschool"], on=ON)
    with pytest.raises(actions.Refused, match="finns först från och med 1 augusti 2026"):
        actions.create_unit(name="Lag", kind="team", parent=section, on=BEFORE)
    actions.close_unit(unit=section, on=dt.date(2027, 1, 1))
    with pytest.raises(actions.Refused, match="är stängd från och med 1 januari 2027"):
        actions.create_unit(name="Lag", kind="team", parent=section, on=ON)
