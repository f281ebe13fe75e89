"""Who sees which questionnaire: what a municipality asks may be chosen below it; what one school unit asks stays there."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from organisation.access import scope_for
from organisation.enums import Right, Role
from surveys.access import (
    get_questionnaire_for,
    get_version_for,
    may_write,
    reads_the_library,
    visible_questionnaires,
    writes_in_the_library,
)
from surveys.actions import archive_questionnaire, create_questionnaire, publish_version
from surveys.queries import library, owners, replacements_of, shelved, version_in_force, versions_of
from tests.surveys.rules import sample

READERS = {Role.ADMINISTRATOR, Role.QUALITY_OFFICER, Role.REKTOR, Role.DEPUTY, Role.DEVELOPER}


@pytest.fixture
def three(cast):
    """One questionnaire of the municipality's, one of unit A, one of B."""
    places = {"kommunens": cast.municipality, "a": cast.a["school_unit"], "b": cast.b["school_unit"]}
    return {key: create_questionnaire(key=key, unit=unit) for key, unit in places.items()}


@pytest.mark.parametrize("role", list(Role))
def test_what_each_role_sees(cast, three, role):
    scope = scope_for(cast.of("a", role))
    seen = set(visible_questionnaires(scope).values_list("key", flat=True))
    assert seen == ({"kommunens", "a"} if role in READERS else set())
    assert reads_the_library(scope) is (role in READERS)
    assert writes_in_the_library(scope) is (role in {Role.ADMINISTRATOR, Role.QUALITY_OFFICER})


def test_who_answers_for_the_whole_sees_all(cast, three):
    assert visible_questionnaires(scope_for(cast.administrator)).count() == 3
    assert (
        visible_questionnaires(scope_for(cast.nobody)).count() == visible_questionnaires(scope_for(None)).count() == 0
    )


def test_who_may_choose_may_not_write(cast, three):
    officer, rektor = (scope_for(cast.of("a", role)) for role in (Role.QUALITY_OFFICER, Role.REKTOR))
    assert [may_write(officer, three[key]) for key in ("a", "kommunens", "b")] == [True, False, False]
    assert [may_write(rektor, three[key]) for key in ("a", "kommunens")] == [False, False]
    assert get_questionnaire_for(officer, "a", Right.EDIT) == three["a"]
    with pytest.raises(PermissionDenied):
        get_questionnaire_for(rektor, "a", Right.EDIT)


def test_what_is_not_there_and_what_is_not_yours_look_the_same(cast, three):
    scope = scope_for(cast.of("a", Role.REKTOR))
    for key in ("b", "finns-inte"):
        with pytest.raises(Http404):
            get_questionnaire_for(scope, key)
    with pytest.raises(Http404):
        get_version_for(scope, "a", 1)


def test_the_library_in_few_statements(cast, three, django_assert_num_queries):
    scope = scope_for(cast.administrator)
    for count in (1, 3):
        for key in list(three)[:count]:
            if not three[key].versions.exists():
                publish_version(questionnaire=three[key], definition=sample.with_changes({"/key": key}))
        with django_assert_num_queries(2):
            listed = shelved(library(scope))
    assert [(one.questionnaire.key, one.latest.number) for one in listed] == [("a", 1), ("b", 1), ("kommunens", 1)]


def test_looking_for_words(cast, three):
    scope = scope_for(cast.administrator)
    publish_version(
        questionnaire=three["a"], definition=sample.with_changes({"/key": "a", "/title/sv": "Gamla namnet"})
    )
    publish_version(questionnaire=three["a"], definition=sample.with_changes({"/key": "a", "/title/sv": "Nya namnet"}))
    found = {
        words: [one.key for one in library(scope, words=words)]
        for words in ("nya", "gamla", "guardian", "kommun", "\x00")
    }
    assert found == {
        "nya": ["a"],
        "gamla": [],
        "guardian": ["a"],
        "kommun": ["kommunens"],
        "\x00": ["a", "b", "kommunens"],
    }
    archive_questionnaire(questionnaire=three["a"])
    assert [one.key for one in library(scope)] == ["b", "kommunens"]
    assert [one.key for one in library(scope, archived=True)] == ["a"]


def test_the_version_that_counts(cast, three):
    import datetime as dt

    days = [dt.date(2026, 8, 1), dt.date(2027, 8, 1)]
    changes = [{}, {"/title/sv": "Ny"}]
    versions = [
        publish_version(
            questionnaire=three["a"], definition=sample.with_changes({"/key": "a", **change}), effective_on=day
        )
        for day, change in zip(days, changes, strict=True)
    ]
    asked = [dt.date(2026, 7, 31), dt.date(2026, 8, 1), dt.date(2027, 8, 1)]
    assert [version_in_force(three["a"], day) for day in asked] == [None, *versions]
    assert list(replacements_of(versions[0])) == [versions[1]]
    assert versions_of(three["a"]) == versions[::-1]


def test_where_a_new_questionnaire_may_be_put(cast):
    scope = scope_for(cast.of("a", Role.QUALITY_OFFICER))
    assert set(owners(scope, scope.day)) == set(cast.a.values())
