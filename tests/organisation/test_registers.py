"""Registers: looked at first, then read in whole or not at all."""

import datetime as dt

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.models import Effect
from organisation import actions
from organisation.enums import ImportKind, ImportState, Role
from organisation.models import Assignment, RegisterImport, StaffInvitation, Unit, UnitLink, User
from organisation.queries.registers import preview_of
from tests.cast import same_cast

cast = same_cast()

HEADER = "Nyckel;Namn;Slag;Ligger under\n"
PEOPLE = "E-post;Förnamn;Efternamn;Roll;Enhet;Från och med;Till och med\n"


def upload(cast, text, kind=ImportKind.UNITS, **more):
    content = text.encode() if isinstance(text, str) else text
    return actions.upload_register(kind=kind, content=content, filename="r.csv", actor=cast.administrator, **more)


def read_in(cast, text, kind=ImportKind.UNITS, invite=False, **more):
    register = upload(cast, text, kind, **more)
    preview = preview_of(register)
    assert preview.findings.faults == []
    expected = preview.comparison.counts()
    return actions.apply_register(register=register, expected=expected, invite=invite, actor=cast.administrator)


def line_of(key, on):
    links = UnitLink.objects.valid_on(on).filter(unit__key=key).order_by("depth")
    return list(links.values_list("ancestor__key", flat=True))


def test_an_upload_changes_nothing(cast):
    before = Unit.objects.count()
    upload(cast, HEADER + "ny;Nya förskolan;Förskola;school-unit-a\n")
    assert Unit.objects.count() == before


def test_the_preview_tells_new_changed_unchanged_and_missing(cast):
    text = (
        HEADER + "kommun;Rönnfjärds kommun;Kommun;\nforvaltning;Förvaltningen;förvaltning;kommun\nny;Ny;Område;kommun\n"
    )
    compared = preview_of(upload(cast, text)).comparison
    assert compared.counts() == {"new": 1, "changed": 1, "unchanged": 1, "missing": 10}
    assert compared.changed[0].renamed
    assert not compared.changed[0].moved


def test_children_may_stand_before_their_parents(cast):
    read_in(cast, HEADER + "lag;Laget;Arbetslag;avd\navd;Avd;Avdelning;fsk\nfsk;Fsk;Förskola;school-unit-a\n")
    today = dt.date(2030, 1, 1)
    assert line_of("lag", today) == ["lag", "avd", "fsk", "school-unit-a", "forvaltning", "kommun"]


def test_a_unit_that_lies_elsewhere_in_the_file_is_moved_from_the_day_with_all_under_it(cast):
    on = dt.date(2025, 8, 1)
    text = HEADER + "preschool-a;Förskolan Norrskogen;Förskola;school-unit-b\n"
    read_in(cast, text, starts_on=on)
    after = ["team-a", "section-a", "preschool-a", "school-unit-b", "forvaltning", "kommun"]
    before = ["team-a", "section-a", "preschool-a", "school-unit-a", "forvaltning", "kommun"]
    assert line_of("team-a", on) == after
    assert line_of("team-a", on - dt.timedelta(days=1)) == before
    assert Unit.objects.get(key="preschool-a").parent.key == "school-unit-b"


def test_reading_the_same_file_in_twice_changes_nothing_the_second_time(cast):
    text = HEADER + "ny;Nya förskolan;Förskola;school-unit-a\n"
    read_in(cast, text)
    rows = UnitLink.objects.count()
    assert preview_of(upload(cast, text)).comparison.counts()["unchanged"] == 1
    read_in(cast, text)
    assert UnitLink.objects.count() == rows


def test_one_fault_and_nothing_is_read_in(cast):
    register = upload(cast, HEADER + "ny;Nya;Förskola;school-unit-a\nfel;Fel;Förskola;finns-inte\n")
    preview = preview_of(register)
    assert [(found.row, found.column) for found in preview.findings.faults] == [(3, "Ligger under")]
    with pytest.raises(actions.Refused, match="finns-inte"):
        actions.apply_register(register=register, expected=preview.comparison.counts(), actor=cast.administrator)
    assert not Unit.objects.filter(key="ny").exists()


def test_what_was_changed_since_the_preview_is_looked_at_again(cast):
    register = upload(cast, HEADER + "ny;Nya förskolan;Förskola;school-unit-a\n")
    seen = preview_of(register).comparison.counts()
    actions.create_unit(name="Nya förskolan", key="ny", kind="preschool", parent=cast.a["school_unit"])
    with pytest.raises(actions.Refused, match="ändrats"):
        actions.apply_register(register=register, expected=seen, actor=cast.administrator)


def test_a_register_is_read_in_once_and_its_lines_are_erased(cast):
    register = read_in(cast, HEADER + "ny;Nya;Förskola;school-unit-a\n")
    assert (register.state, register.rows) == (ImportState.APPLIED, [])
    with pytest.raises(actions.Refused, match="redan inläst"):
        actions.apply_register(register=register, expected={}, actor=cast.administrator)


def test_uploads_that_nobody_reads_in_are_erased_after_a_week(cast):
    register = upload(cast, HEADER + "ny;Nya;Förskola;school-unit-a\n")
    soon, later = (register.created_at + dt.timedelta(days=days) for days in (6, 8))
    assert actions.discard_old_uploads(now=soon) == 0
    assert actions.discard_old_uploads(now=later) == 1
    assert RegisterImport.objects.get().rows == []


@pytest.mark.parametrize("role", [Role.REKTOR, Role.ADMINISTRATOR])
def test_only_an_administrator_of_the_whole_reads_registers_in(cast, role):
    with pytest.raises(actions.Refused, match="Bara en administratör"):
        actions.upload_register(
            kind=ImportKind.UNITS, content=HEADER.encode(), filename="r.csv", actor=cast.of("a", role)
        )


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("ring-1;A;Område;ring-2\nring-2;B;Område;ring-1\n", "ring"),
        ("forvaltning;F;Förvaltning;team-a\n", "kan inte ligga under"),
        ("preschool-a;Norr;Arbetslag;school-unit-a\n", "kan inte ligga under"),
        ("ny;Ny;Avdelning;\n", "behöver en enhet"),
    ],
)
def test_a_tree_that_cannot_be_is_refused_by_row(cast, line, word):
    preview = preview_of(upload(cast, HEADER + line))
    assert [word in found.sentence for found in preview.findings.faults].count(True) >= 1
    assert all(found.row for found in preview.findings.faults)


def test_a_circle_through_stored_units_is_found(cast):
    preview = preview_of(upload(cast, HEADER + "omr-1;A;Område;omr-2\nomr-2;B;Område;omr-1\n"))
    assert "ring" in preview.findings.faults[0].sentence
    actions.create_unit(name="X", key="x", kind="area", parent=cast.department)
    actions.create_unit(name="Y", key="y", kind="area", parent=Unit.objects.get(key="x"))
    preview = preview_of(upload(cast, HEADER + "x;X;Område;y\n"))
    assert "ring" in preview.findings.faults[0].sentence


def test_nothing_is_hung_under_or_moved_with_a_closed_unit(cast):
    actions.close_unit(unit=cast.a["other_team"], on=dt.date(2026, 1, 1))
    actions.close_unit(unit=cast.a["preschool"], on=dt.date(2026, 1, 1), below=True)
    preview = preview_of(upload(cast, HEADER + "ny;Ny;Avdelning;preschool-a\npreschool-a;N;Förskola;school-unit-b\n"))
    assert {(found.row, "stängd" in found.sentence) for found in preview.findings.faults} == {(2, True), (3, True)}


def test_a_planned_move_is_not_run_over(cast):
    later = dt.date(2030, 8, 1)
    actions.move_unit(unit=cast.a["section"], new_parent=cast.b["preschool"], on=later)
    preview = preview_of(upload(cast, HEADER + "preschool-a;Förskolan Norrskogen;Förskola;school-unit-b\n"))
    assert "senare ändring" in preview.findings.faults[0].sentence


def test_people_come_with_their_roles_and_each_gets_one_letter(cast):
    text = (
        PEOPLE
        + "kim@ronnfjard.example;Kim;Ek;Förskollärare;team-a;2026-08-01;\n"
        + "KIM@ronnfjard.example;Kim;Ek;VFU-handledare;preschool-a;;\n"
        + "bo@ronnfjard.example;Bo;Al;barnskötare;team-a;;2027-06-30\n"
    )
    register = read_in(cast, text, ImportKind.PEOPLE, invite=True)
    assert register.summary["invited"] == 2
    assert User.objects.get(email="kim@ronnfjard.example").assignments.count() == 2
    assert not User.objects.get(email="bo@ronnfjard.example").has_usable_password()
    assert StaffInvitation.objects.count() == 2
    assert Effect.objects.filter(kind="organisation.invite").count() == 2
    again = read_in(cast, text.replace("2027-06-30", "2027-12-31"), ImportKind.PEOPLE, invite=True)
    assert again.summary["invited"] == 0
    assert Assignment.objects.get(user__email="bo@ronnfjard.example").ends_on == dt.date(2027, 12, 31)


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("kim;Kim;Ek;Rektor;team-a;;\n", "E-post"),
        ("kim@x.se;Kim;Ek;Rektr;team-a;;\n", "Roll"),
        ("kim@x.se;Kim;Ek;Rektor;team-x;;\n", "Enhet"),
        ("kim@x.se;;;Rektor;team-a;;\n", "Förnamn"),
        ("kim@x.se;Kim;Ek;Rektor;team-a;2026-02-30;\n", "Från och med"),
        ("kim@x.se;Kim;Ek;Rektor;team-a;2026-02-03;2026-02-01\n", "Till och med"),
        ("kim@x.se;Kim;Ek;Rektor;team-a;;\nkim@x.se;Kim;Ek;Rektor;team-a;;\n", "E-post"),
        (";Kim;Ek;Rektor;team-a;;\n", "E-post"),
        ("kim@x.se;=HYPERLINK(1);Ek;Rektor;team-a;;\n", "Förnamn"),
        ("kim@x.se;" + "K" * 81 + ";Ek;Rektor;team-a;;\n", "Förnamn"),
    ],
)
def test_a_bad_line_is_told_by_row_and_column(cast, line, column):
    preview = preview_of(upload(cast, PEOPLE + line, ImportKind.PEOPLE))
    assert column in {found.column for found in preview.findings.faults}
    assert all(found.row for found in preview.findings.faults)
    assert User.objects.filter(email="kim@x.se").count() == 0


def test_a_closed_account_is_not_given_a_role_by_a_file(cast):
    person = cast.of("a", "teacher")
    actions.deactivate_user(person=person, actor=cast.administrator)
    text = PEOPLE + f"{person.email};;;Rektor;team-a;;\n"
    assert "stängt" in preview_of(upload(cast, text, ImportKind.PEOPLE)).findings.faults[0].sentence


KINDS = ["area", "school_unit", "preschool", "section", "team"]
ABOVE = {"area": ["area"], "school_unit": ["area"], "preschool": ["area", "school_unit"]}
ABOVE |= {"section": ["preschool"], "team": ["preschool", "section"]}


@st.composite
def registers(draw):
    """Draw (key, kind, parent key) for some units; the parents exist, kinds fit."""
    drawn = [("rot", "area", "")]
    for number in range(draw(st.integers(1, 14))):
        kind = draw(st.sampled_from(KINDS))
        fitting = [key for key, other, _ in drawn if other in ABOVE[kind]]
        if fitting:
            drawn.append((f"u{number}", kind, draw(st.sampled_from(fitting))))
    return draw(st.permutations(drawn)), drawn


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(registers())
def test_a_register_in_bulk_makes_the_same_tree_as_one_by_one(cast, drawn):
    shuffled, in_order = drawn
    on, made = dt.date(2026, 3, 1), {}
    assert cast.administrator  # made before the part that is rolled back
    text = HEADER + "".join(
        f"bulk-{key};{key};{kind};{parent and 'bulk-' + parent}\n" for key, kind, parent in shuffled
    )
    with transaction.atomic():
        for key, kind, parent in in_order:
            made[key] = actions.create_unit(name=key, key=f"en-{key}", kind=kind, parent=made.get(parent), on=on)
        read_in(cast, text, starts_on=on)
        bulk, one_by_one = links_of("bulk-"), links_of("en-")
        tops = set(Unit.objects.filter(key__startswith="bulk-", parent=None).values_list("key", flat=True))
        transaction.set_rollback(True)
    assert bulk == one_by_one
    assert tops == {"bulk-rot"}


def links_of(mark):
    rows = UnitLink.objects.filter(unit__key__startswith=mark)
    values = rows.values_list("unit__key", "ancestor__key", "depth", "valid_from", "valid_to")
    return {(unit[len(mark) :], ancestor[len(mark) :], *rest) for unit, ancestor, *rest in values}
