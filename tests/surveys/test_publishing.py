"""Questionnaires are begun, versions published; what is published stands, whoever asks."""

import datetime as dt
import hashlib
import json
import random

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger import clock
from ledger.models import Event
from organisation.actions import Refused
from organisation.enums import Role
from surveys.actions import (
    CannotPublish,
    archive_questionnaire,
    create_questionnaire,
    publish_version,
    unarchive_questionnaire,
)
from surveys.models import Questionnaire, QuestionnaireVersion
from surveys.rules.checks import check
from surveys.rules.definition.document import canonical, content_hash, read_text, structure_hash, to_json
from surveys.rules.findings import stops
from tests.cast import same_cast
from tests.surveys.rules import making, sample

cast = same_cast()

IN_A_TEST = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def questionnaire(cast):
    return create_questionnaire(key="vardnadshavare", unit=cast.municipality)


def published(questionnaire, changes=None, **more):
    return publish_version(questionnaire=questionnaire, definition=sample.with_changes(changes or {}), **more)


def told(questionnaire):
    events = Event.objects.filter(subject=f"questionnaire:{questionnaire.pk}").order_by("place")
    return [(event.kind.removeprefix("surveys.questionnaire_"), json.loads(event.payload.text)) for event in events]


# ── begun ─────────────────────────────────────────────────────────────────────


def test_a_key_is_used_once(cast, questionnaire):
    with pytest.raises(Refused, match="Nyckeln används redan av en annan enkät"):
        create_questionnaire(key="vardnadshavare", unit=cast.a["preschool"])
    assert Questionnaire.objects.count() == 1


@pytest.mark.parametrize("key", ["", "Stor", "1a", "å", "a--b", "a" * 49, "a\n"])
def test_a_key_is_a_slug(cast, key):
    with pytest.raises(Refused, match="Nyckeln börjar med en bokstav"):
        create_questionnaire(key=key, unit=cast.municipality)


def test_only_who_writes_in_the_library_there_begins_and_publishes(cast):
    officer, rektor = cast.of("a", Role.QUALITY_OFFICER), cast.of("a", Role.REKTOR)
    made = create_questionnaire(key="vardnadshavare", unit=cast.a["school_unit"], actor=officer)
    assert published(made, actor=officer).published_by == officer
    for actor in (rektor, cast.of("b", Role.QUALITY_OFFICER), cast.nobody):
        with pytest.raises(Refused, match="Du kan inte ändra enkäter här"):
            published(made, {"/title/sv": "Ny"}, actor=actor)
        with pytest.raises(Refused, match="Du kan inte ändra enkäter här"):
            create_questionnaire(key="ny", unit=cast.a["school_unit"], actor=actor)
        with pytest.raises(Refused, match="Du kan inte ändra enkäter här"):
            archive_questionnaire(questionnaire=made, actor=actor)
    assert made.versions.count() == 1


# ── published ─────────────────────────────────────────────────────────────────


def test_a_version_is_what_was_published(questionnaire):
    version = published(questionnaire, effective_on=dt.date(2027, 1, 1))
    defined = sample.version()
    assert version.definition == defined
    assert (version.number, version.effective_on) == (1, dt.date(2027, 1, 1))
    assert (version.content_hash, version.structure_hash) == (content_hash(defined), structure_hash(defined))
    assert (version.pages, version.questions, version.languages) == (2, 12, ["sv", "en"])
    assert version.title == {"sv": "Förskoleundersökningen", "en": "Guardian survey"}
    assert [version.shown_title(language) for language in ("en", "ar")] == ["Guardian survey", "Förskoleundersökningen"]
    assert set(version.lineage.values()) == {"new"}
    assert told(questionnaire)[1] == (
        "version_published",
        {"number": 1, "content": version.content_hash, "structure": version.structure_hash},
    )


def test_without_a_day_a_version_counts_from_today(questionnaire):
    assert published(questionnaire).effective_on == clock.today()


@pytest.mark.parametrize("form", [lambda d: d, json.dumps, lambda d: json.dumps(d).encode(), sample.version])
def test_a_definition_comes_in_any_form(questionnaire, form):
    version = publish_version(questionnaire=questionnaire, definition=form(sample.document()))
    assert version.content_hash == content_hash(sample.version())


@IN_A_TEST
@given(st.integers(min_value=0, max_value=10**9))
def test_any_questionnaire_is_read_back_as_it_was(cast, seed):
    defined = making.version(random.Random(seed))
    if stops(check(defined)):
        return
    with transaction.atomic():
        made = create_questionnaire(key=defined.key, unit=cast.municipality)
        publish_version(questionnaire=made, definition=defined)
        stored = QuestionnaireVersion.objects.get(questionnaire=made)
        transaction.set_rollback(True)
    assert stored.content.encode() == canonical(defined)
    assert read_text(stored.content) == (defined, ())
    assert stored.definition == defined
    assert hashlib.sha256(stored.content.encode()).hexdigest() == stored.content_hash
    assert to_json(stored.definition) == json.loads(stored.content)


def test_the_same_again_is_refused(questionnaire):
    published(questionnaire)
    with pytest.raises(Refused, match="Inget har ändrats sedan utgåva 1"):
        published(questionnaire)
    assert questionnaire.versions.count() == 1


def test_what_was_once_said_may_be_said_again(questionnaire):
    for title in ("A", "B", "A"):
        published(questionnaire, {"/title/sv": title})
    assert [version.shown_title("sv") for version in questionnaire.versions.order_by("number")] == ["A", "B", "A"]


def test_a_corrected_text_may_replace_what_a_round_has_pinned(questionnaire):
    first = published(questionnaire)
    second = published(questionnaire, {"/title/sv": "Förskoleenkäten"})
    third = published(questionnaire, {"/sections/1/items/3/most": 8, "/sections/1/items/3/lineage": "scale-changed"})
    assert [second.may_replace(first), first.may_replace(second), third.may_replace(second)] == [True, False, False]
    assert third.lineage["barn"] == "scale-changed"
    assert {how for name, how in third.lineage.items() if name != "barn"} == {"same"}


# ── refused, with the place ───────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"/sections/0/items/3/when": {"==": [{"var": "kanal"}, "app"]}},
            "avsnitt 1 (trivsel), fråga 4 (varfor), villkor",
        ),
        ({"/sections/1/items/1/key": "ute"}, "avsnitt 2 (kontakt), fråga 2 (ute), nyckel: Nyckeln ”ute” används redan"),
        (
            {"/sections/0/items/2/scale": "borta"},
            "avsnitt 1 (trivsel), fråga 3 (ute), skala: Skalan ”borta” finns inte.",
        ),
        ({"/key": "annan"}, "nyckel: Det här är enkäten ”annan”"),
    ],
)
def test_a_fault_is_told_with_its_place(questionnaire, changes, sentence):
    with pytest.raises(CannotPublish) as refused:
        published(questionnaire, changes)
    assert any(told.startswith(sentence) for told in refused.value.sentences()), refused.value.sentences()
    assert str(refused.value) == " ".join(refused.value.sentences())
    assert questionnaire.versions.count() == 0


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"format": 1}', b"\xff\xfe", '{"a": 1, "a": 2}'])
def test_what_is_no_questionnaire_is_refused(questionnaire, text):
    with pytest.raises(CannotPublish) as refused:
        publish_version(questionnaire=questionnaire, definition=text)
    assert refused.value.sentences()


def test_five_thousand_questions_are_too_many(questionnaire):
    items = [{"type": "info", "key": f"q{number}", "text": {"sv": "Hej"}} for number in range(5_000)]
    with pytest.raises(CannotPublish, match="avsnitt 1 \\(trivsel\\), fråga: Det är 5008 frågor"):
        published(questionnaire, {"/sections/0/items": items})


def test_a_change_that_nobody_has_explained_is_refused(questionnaire):
    published(questionnaire)
    with pytest.raises(CannotPublish, match="fråga 3 \\(ute\\), förhållande till förra utgåvan"):
        published(questionnaire, {"/sections/0/items/2/text/sv": "Är ditt barn ute?"})
    version = published(
        questionnaire, {"/sections/0/items/2/text/sv": "Är ditt barn ute?", "/sections/0/items/2/lineage": "reworded"}
    )
    assert version.lineage["ute"] == "reworded"


# ── what is published stands, by SQL too ──────────────────────────────────────


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE surveys_questionnaireversion SET number = number + 1",
        "UPDATE surveys_questionnaireversion SET effective_on = '2030-01-01'",
        "DELETE FROM surveys_questionnaireversion",
        "UPDATE surveys_questionnaire SET key = 'annan'",
    ],
)
def test_the_database_refuses_to_change_what_is_published(questionnaire, statement):
    published(questionnaire)
    with pytest.raises(IntegrityError, match="stands"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_database_refuses_a_content_with_another_hash(questionnaire):
    version = published(questionnaire)
    version.pk, version.number, version.content = None, 2, version.content.replace("fem minuter", "tio minuter")
    with pytest.raises(IntegrityError, match="version_content_has_its_hash"), transaction.atomic():
        version.save(force_insert=True)


def test_a_version_cannot_be_changed_by_its_model_either(questionnaire):
    version = published(questionnaire)
    version.title = {"sv": "Fult"}
    with pytest.raises(IntegrityError, match="stands"), transaction.atomic():
        version.save()
    with pytest.raises(IntegrityError, match="stands"), transaction.atomic():
        version.delete()


def test_a_questionnaire_is_put_away_and_taken_out_again(questionnaire):
    archive_questionnaire(questionnaire=questionnaire)
    archive_questionnaire(questionnaire=questionnaire)
    assert Questionnaire.objects.get().archived_on == clock.today()
    unarchive_questionnaire(questionnaire=questionnaire)
    unarchive_questionnaire(questionnaire=questionnaire)
    assert Questionnaire.objects.get().archived_on is None
    assert [kind for kind, _payload in told(questionnaire)] == ["created", "archived", "unarchived"]
