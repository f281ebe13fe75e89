"""The access table, read against the text it comes from, and what a scope makes of it."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404

from organisation import access, actions
from organisation.enums import Area, Right, Role
from organisation.models import Unit
from organisation.queries.people import find_people, roles_shown
from organisation.queries.units import find_units, tree
from tests.cast import same_cast

cast = same_cast()

TODAY = dt.date(2026, 11, 22)


def units(user, area, right):
    return set(access.scope_for(user).units(area, right).values_list("key", flat=True))


def side(letter):
    return {f"{place}-{letter}" for place in ("school-unit", "preschool", "section", "team", "other-team")}


def test_a_role_holds_for_all_that_lies_under_the_unit(cast):
    assert units(cast.of("a", "rektor"), Area.PLAN, Right.EDIT) == side("a")


def test_an_administrator_at_the_top_reaches_everything(cast):
    assert units(cast.administrator, Area.REGISTER, Right.EDIT) == side("a") | side("b") | {"kommun", "forvaltning"}


def test_own_and_parents_reaches_upward_but_not_down_again(cast):
    assert units(cast.of("a", "rektor"), Area.CELLS, Right.READ) == side("a") | {"kommun", "forvaltning"}


def test_a_teacher_reads_the_plan_of_the_preschool_that_the_team_is_part_of(cast):
    teacher = cast.of("a", "teacher")
    assert units(teacher, Area.PLAN, Right.COMMENT) == side("a") - {"school-unit-a"}


def test_a_teacher_writes_the_documents_of_the_own_team_only(cast):
    assert units(cast.of("a", "teacher"), Area.DOCUMENTS, Right.WRITE) == {"team-a"}


def test_a_team_right_is_worth_nothing_above_the_team(cast):
    teacher = cast.nobody
    actions.assign(user=teacher, unit=cast.a["preschool"], role=Role.TEACHER)
    assert units(teacher, Area.DOCUMENTS, Right.WRITE) == set()
    assert units(teacher, Area.VALUES, Right.READ) == side("a") - {"school-unit-a"}


def test_a_workplace_lead_changes_values_in_the_own_preschool(cast):
    assert units(cast.of("a", "workplace_lead"), Area.VALUES, Right.EDIT) == side("a") - {"school-unit-a"}


@pytest.mark.parametrize("who", ["nobody", "anonymous", "inactive"])
def test_those_without_a_role_have_what_everyone_has(cast, who):
    user = {"nobody": cast.nobody, "anonymous": AnonymousUser(), "inactive": cast.of("a", "rektor")}[who]
    user.is_active = who == "nobody"
    scope = access.scope_for(user)
    assert scope.may(Area.PLAN, Right.READ_ADOPTED, cast.b["team"])
    assert not scope.may(Area.PLAN, Right.READ)
    assert list(scope.units(Area.REGISTER, Right.READ)) == []


def test_may_answers_the_same_as_units_for_every_role_area_and_right(cast):
    every = list(Unit.objects.all())
    for user in cast.everyone("a").values():
        scope = access.scope_for(user)
        for area in Area:
            for right in Right:
                reached = set(scope.units(area, right))
                assert {unit for unit in every if scope.may(area, right, unit)} == reached
                assert scope.may(area, right) == bool(reached)


def test_a_substitute_has_the_absent_persons_roles_within_the_unit_and_those_days_only(cast):
    rektor, stand_in = cast.of("a", "rektor"), cast.nobody
    day = access.scope_for(rektor).day
    actions.substitute(person=rektor, stand_in=stand_in, unit=cast.a["preschool"], starts_on=day, ends_on=day)
    assert units(stand_in, Area.ADOPT, Right.DECIDE) == side("a") - {"school-unit-a"}
    assert access.scope_for(stand_in).held[0].stands_in_for == rektor.pk


def test_a_substitution_over_the_absent_persons_unit_gives_that_unit_only(cast):
    lead, stand_in = cast.of("a", "workplace_lead"), cast.nobody
    day = access.scope_for(lead).day
    actions.substitute(person=lead, stand_in=stand_in, unit=cast.department, starts_on=day, ends_on=day)
    assert units(stand_in, Area.VALUES, Right.EDIT) == side("a") - {"school-unit-a"}


def test_a_substitution_that_is_over_or_to_come_gives_nothing(cast):
    rektor, stand_in = cast.of("a", "rektor"), cast.nobody
    day, one = access.scope_for(rektor).day, dt.timedelta(days=1)
    unit = cast.a["school_unit"]
    actions.substitute(person=rektor, stand_in=stand_in, unit=unit, starts_on=day - one, ends_on=day - one)
    actions.substitute(person=rektor, stand_in=stand_in, unit=unit, starts_on=day + one, ends_on=day + one)
    assert units(stand_in, Area.ADOPT, Right.DECIDE) == set()


def test_a_substitute_has_no_role_that_is_over_or_to_come_for_the_absent_person(cast):
    absent, stand_in = cast.of("a", "teacher"), cast.nobody
    day, one = access.scope_for(absent).day, dt.timedelta(days=1)
    unit = cast.a["preschool"]
    actions.assign(user=absent, unit=unit, role=Role.REKTOR, starts_on=day - one, ends_on=day - one)
    actions.assign(user=absent, unit=unit, role=Role.DEPUTY, starts_on=day + one)
    actions.substitute(person=absent, stand_in=stand_in, unit=unit, starts_on=day, ends_on=day)
    assert [held.role for held in access.scope_for(stand_in).held] == [Role.TEACHER]


def test_a_substitutes_substitute_gets_nothing(cast):
    rektor, first, second = cast.of("a", "rektor"), cast.of("b", "deputy"), cast.nobody
    day, unit = access.scope_for(rektor).day, cast.a["school_unit"]
    actions.substitute(person=rektor, stand_in=first, unit=unit, starts_on=day, ends_on=day)
    with pytest.raises(actions.Refused, match="ingen roll"):
        actions.substitute(person=first, stand_in=second, unit=unit, starts_on=day, ends_on=day)


def test_a_role_that_is_over_or_to_come_gives_nothing(cast):
    person, unit = cast.nobody, cast.a["school_unit"]
    day, one = access.scope_for(person).day, dt.timedelta(days=1)
    actions.assign(user=person, unit=unit, role=Role.REKTOR, starts_on=day - one, ends_on=day - one)
    actions.assign(user=person, unit=unit, role=Role.REKTOR, starts_on=day + one)
    assert access.scope_for(person).held == ()


@pytest.mark.parametrize("substitutions", [0, 3])
def test_a_scope_costs_two_statements_besides_the_clock(cast, substitutions, django_assert_num_queries):
    person, day = cast.of("a", "rektor"), access.scope_for(cast.nobody).day
    for role in list(Role)[:substitutions]:
        absent = cast.of("b", role)
        actions.substitute(person=absent, stand_in=person, unit=cast.b["school_unit"], starts_on=day, ends_on=day)
    with django_assert_num_queries(3):
        access.scope_for(person)


def test_another_units_door_is_not_there(cast):
    scope = access.scope_for(cast.of("a", "rektor"))
    assert access.get_unit_for(scope, "team-a", Right.EDIT) == cast.a["team"]
    for key in ("team-b", "kommun", "no-such-unit"):
        with pytest.raises(Http404):
            access.get_unit_for(scope, key)


def test_a_unit_that_is_seen_but_not_theirs_to_change_is_forbidden(cast):
    scope = access.scope_for(cast.of("a", "deputy"))
    assert access.get_unit_for(scope, "team-a") == cast.a["team"]
    with pytest.raises(PermissionDenied):
        access.get_unit_for(scope, "team-a", Right.EDIT)


def test_a_rektor_sees_the_own_units_people_only(cast):
    cast.everyone("a"), cast.everyone("b")
    scope = access.scope_for(cast.of("a", "rektor"))
    assert set(access.visible_people(scope)) == set(cast.everyone("a").values())
    with pytest.raises(Http404):
        access.get_person_for(scope, cast.of("b", "teacher").pk)


def test_a_teacher_sees_no_register(cast):
    scope = access.scope_for(cast.of("a", "teacher"))
    assert list(access.visible_people(scope)) == []
    assert list(access.visible_units(scope)) == []


def test_an_administrator_at_the_top_sees_people_without_a_role(cast):
    assert cast.nobody in access.visible_people(access.scope_for(cast.administrator))


def test_a_rektor_cannot_take_over_an_administrators_account(cast):
    rektor, administrator = cast.of("a", "rektor"), cast.administrator
    actions.assign(user=administrator, unit=cast.a["team"], role=Role.TEACHER)
    scope = access.scope_for(rektor)
    assert administrator in access.visible_people(scope)
    assert not access.may_edit_person(scope, administrator)
    with pytest.raises(PermissionDenied):
        access.get_person_for(scope, administrator.pk, Right.EDIT)


def test_nobody_edits_themselves_through_the_register(cast):
    assert not access.may_edit_person(access.scope_for(cast.administrator), cast.administrator)


@pytest.mark.parametrize("role", Role)
def test_a_rektor_gives_every_role_but_the_whole_organisations(cast, role):
    scope = access.scope_for(cast.of("a", "rektor"))
    whole = {Role.ADMINISTRATOR, Role.QUALITY_OFFICER, Role.COMMITTEE_MEMBER}
    assert access.may_give_role(scope, role, cast.a["team"]) == (role not in whole)
    assert not access.may_give_role(scope, role, cast.b["team"])


def test_those_in_a_closed_unit_keep_nothing(cast):
    teacher = cast.of("a", "teacher")
    actions.close_unit(unit=cast.a["team"], on=access.scope_for(teacher).day)
    assert access.scope_for(teacher).held == ()


def test_a_rektor_still_reads_the_past_of_a_closed_team(cast):
    rektor = cast.of("a", "rektor")
    day = access.scope_for(rektor).day
    actions.close_unit(unit=cast.a["team"], on=day)
    assert "team-a" in units(rektor, Area.DOCUMENTS, Right.READ)
    assert "team-a" not in set(
        access.scope_for(rektor).units(Area.DOCUMENTS, Right.READ).open_on(day).values_list("key", flat=True)
    )


# DESIGN's table in short: a cell is rights joined by +, then how far: (nothing) under, ^ and the parents', @ own
# preschool, # own team. The last column is the running of the house.
TABLE = """
                  plan           adopt   values rounds  cells                  free_text     documents     review  wheel   concerns  register  operations
administrator     -              -       -      -       -                      -             -             -       edit    -         edit      edit
quality_officer   edit           decide  edit   edit    read                   clear         read_decided  -       edit    edit      read      -
rektor            edit           decide  edit   edit    read^                  read_cleared  read          decide  choose  edit      edit      -
deputy            edit           -       edit   read    read^                  read_cleared  read          decide  -       edit      read      -
developer         edit           -       edit   read    read^                  read_cleared  read          decide  -       edit      read      -
workplace_lead    comment@       -       edit@  rates@  read@                  -             write         -       -       -         -         -
teacher           read+comment@  -       read@  -       read@                  -             write#        -       -       -         -         -
child_minder      read+comment@  -       read@  -       read@                  -             write#        -       -       -         -         -
vfu_supervisor    read@          -       -      -       read+read_pooled_vfu@  -             write_own     -       -       -         -         -
union             read+comment   -       read   -       read_work_environment  -             -             -       -       -         -         -
committee_member  read_adopted   read_decided  read   -       read_public            -             -             -       -       numbers   -         -
"""  # noqa: E501
SIGNS = {"^": access.Reach.PARENTS, "@": access.Reach.PRESCHOOL, "#": access.Reach.TEAM}


def written(cell):
    reach = SIGNS.get(cell[-1], access.Reach.UNDER)
    return access.Grant(frozenset(Right(word) for word in cell.rstrip("^@#").split("+")), reach)


def test_the_table_is_the_one_of_the_design():
    header, *lines = (line.split() for line in TABLE.strip().splitlines())
    by_hand = {
        Role(role): {Area(area): written(cell) for area, cell in zip(header, cells, strict=True) if cell != "-"}
        for role, *cells in lines
    }
    assert header == list(Area)
    assert by_hand == {role: dict(cells) for role, cells in access.ACCESS.items()}


def test_whatever_a_person_of_a_may_in_b_everyone_may(cast):
    everyone = access.scope_for(AnonymousUser())
    for user in cast.everyone("a").values():
        scope = access.scope_for(user)
        for area in Area:
            for right in Right:
                there = set(scope.units(area, right).filter(key__in=side("b")))
                assert there == set(everyone.units(area, right).filter(key__in=side("b")))


@pytest.mark.parametrize("items", [1, 3])
def test_lists_cost_the_same_for_one_and_for_three(cast, items, django_assert_num_queries):
    scope = access.scope_for(cast.of("a", "rektor"))
    for number in range(items):
        actions.create_unit(name=f"Lag {number}", kind="team", parent=cast.a["preschool"], on=TODAY)
        person = actions.create_person(person=actions.Newcomer(f"p{number}@x.se", "P", str(number)))
        actions.assign(user=person, unit=cast.a["team"], role=Role.TEACHER)
    with django_assert_num_queries(2):
        tree(scope, scope.day, closed=True)
    with django_assert_num_queries(2):
        roles_shown(scope, list(find_people(scope, scope.day, words="p", role="teacher")), scope.day)


@pytest.mark.parametrize(
    "strange", ["\0", "team-a\0", "a" * 5000, "'; --", "%", "ü\ud800".encode("utf-8", "replace").decode()]
)
def test_strange_words_find_nothing_and_break_nothing(cast, strange):
    scope = access.scope_for(cast.of("a", "rektor"))
    with pytest.raises(Http404):
        access.get_unit_for(scope, strange)
    find_units(scope, strange, scope.day).first()
    find_people(scope, scope.day, words=strange, role=strange).first()


@pytest.mark.parametrize("number", [-1, 0, 2**63, 10**40])
def test_a_number_that_no_row_has_is_not_there(cast, number):
    scope = access.scope_for(cast.administrator)
    for gate in (access.get_person_for, access.get_assignment_for, access.get_substitution_for):
        with pytest.raises(Http404):
            gate(scope, number)
