"""Documents: begun once, written by several, handed in and frozen, returned, approved by somebody else."""

import datetime as dt
from contextlib import suppress

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, connection, transaction

from organisation.access import scope_for
from organisation.actions import Refused, assign, substitute
from organisation.enums import Role
from quality import access
from quality.actions import documents as actions
from quality.models import Document, Remark
from quality.rules.documents import mark
from surveys.models import AnswerSheet
from tests.cast import BEGAN
from tests.quality.writing import REFLECTED, handed_in, people, written
from workflows.enums import TaskState
from workflows.models import Review

TODAY = dt.date(2026, 9, 2)


def typed(document):
    """Return what people have typed in a document: all but the day that it began with."""
    return {field: text for field, text in document.draft.items() if field != "datum"}


def seen(document, *fields):
    return {field: mark(document.draft.get(field, [])) for field in fields}


def test_whoever_comes_second_gets_the_same_document(cast, asked):
    teacher, minder, *_ = people(cast)
    task = asked()
    first = actions.start_document(kind="reflection", unit=task.unit, task=task, actor=teacher)
    assert actions.start_document(kind="reflection", unit=task.unit, task=task, actor=minder) == first
    assert first.title == "Skriv reflektion"
    assert first.day == task.due_on


def test_it_cannot_begin_where_one_does_not_write(cast, asked):
    task = asked()
    for person in (cast.of("b", Role.TEACHER), cast.of("a", Role.UNION), cast.quality_officer):
        with pytest.raises(Refused, match="Det här får du inte göra"):
            actions.start_document(kind="reflection", unit=task.unit, task=task, actor=person)


def test_who_writes_in_a_draft_is_who_sees_it(cast, asked):
    everyone = [*cast.everyone("a").values(), *cast.everyone("b").values(), cast.nobody]
    absent = people(cast)[0]
    substitute(person=absent, stand_in=cast.nobody, unit=cast.a["team"], starts_on=TODAY, ends_on=TODAY)
    actions.start_document(kind="reflection", unit=cast.a["team"], task=asked(), actor=absent)
    for person in everyone:
        for unit in (cast.a["team"], cast.a["section"], cast.b["team"]):
            with suppress(Refused):
                actions.start_document(kind="reflection", unit=unit, actor=person)
    drafts, found = set(Document.objects.all()), {}
    for person in (*everyone, AnonymousUser()):
        scope = scope_for(person)
        found[person] = {document for document in drafts if access.may_write(scope, document)}
        assert found[person] == set(access.visible_documents(scope))
    assert len({document.started_by for document in drafts}) > len(people(cast))
    assert found[cast.nobody] == found[absent] != set()
    assert (found[everyone[0]], found[person]) == (set(), set())


def test_it_cannot_begin_before_there_is_something_to_answer(cast, asked):
    teacher = cast.of("a", Role.TEACHER)
    with pytest.raises(Refused, match="inget formulär"):
        actions.start_document(kind="walk", unit=cast.a["team"], actor=teacher)


def test_two_in_one_document_write_in_different_fields(cast, asked):
    teacher, minder, *_ = people(cast)
    document = actions.start_document(kind="reflection", unit=cast.a["team"], task=asked(), actor=teacher)
    empty = seen(document, "hande", "nasta")
    actions.write_draft(document=document, seen=empty, sent={"hande": ["Vi lekte."], "nasta": [""]}, actor=teacher)
    both = actions.write_draft(document=document, seen=empty, sent={"hande": [""], "nasta": ["Mer lek."]}, actor=minder)
    assert both.clashes == {}
    document.refresh_from_db()
    assert typed(document) == {"hande": ["Vi lekte."], "nasta": ["Mer lek."]}
    assert (document.number, document.written_by) == (2, minder)


def test_two_in_one_field_lose_nothing_unseen(cast, asked):
    teacher, minder, *_ = people(cast)
    document = actions.start_document(kind="reflection", unit=cast.a["team"], task=asked(), actor=teacher)
    empty = seen(document, "hande")
    actions.write_draft(document=document, seen=empty, sent={"hande": ["Vi lekte."]}, actor=teacher)
    told = actions.write_draft(document=document, seen=empty, sent={"hande": ["Vi sjöng."]}, actor=minder)
    assert told.clashes == {"hande": ["Vi sjöng."]}
    document.refresh_from_db()
    assert typed(document) == {"hande": ["Vi lekte."]}
    knowing = seen(document, "hande")
    actions.write_draft(document=document, seen=knowing, sent={"hande": ["Vi lekte. Vi sjöng."]}, actor=minder)
    document.refresh_from_db()
    assert typed(document) == {"hande": ["Vi lekte. Vi sjöng."]}


def test_what_is_missing_keeps_it_from_being_handed_in(cast, asked):
    teacher = cast.of("a", Role.TEACHER)
    document = written(asked(), teacher, {"hande": ["Vi lekte."]})
    with pytest.raises(Refused, match="kvar som behöver ett svar"):
        actions.submit_document(document=document, actor=teacher)
    assert AnswerSheet.objects.count() == 0


def test_handed_in_it_is_frozen_and_waits_for_review(cast, asked):
    teacher, minder, *_ = people(cast)
    document = handed_in(asked(), minder)
    submission = document.submissions.get()
    assert document.task.state == TaskState.SUBMITTED
    assert submission.sheet.thawed == {name: value[0] for name, value in REFLECTED.items()}
    assert submission.sheet.signed_by == minder
    assert submission.review == Review.objects.get(task=document.task)
    assert submission.said.splitlines() == ["2026-09-01", "Vi byggde kojor i skogen.", "Vi går dit igen."]
    with pytest.raises(Refused, match="inlämnat"):
        actions.write_draft(document=document, seen={}, sent={"hande": ["Nej"]}, actor=teacher)


def test_what_is_hidden_is_not_signed(cast, asked):
    answers = {**REFLECTED, "varfor-inte": ["Regn."]}
    document = handed_in(asked(), cast.of("a", Role.TEACHER), answers)
    assert "varfor-inte" not in document.submissions.get().sheet.answers
    assert document.draft["varfor-inte"] == ["Regn."]


def test_returned_with_a_comment_on_an_answer_it_comes_back_changed(cast, asked):
    teacher, _minder, rektor, deputy = people(cast)
    document = handed_in(asked(), teacher)
    actions.return_document(document=document, comment="", remarks={"hande": "Vad gjorde barnen?"}, actor=rektor)
    document.task.refresh_from_db()
    assert document.task.state == TaskState.RETURNED
    assert Remark.objects.values_list("field", "text").get() == ("hande", "Vad gjorde barnen?")
    assert document.submissions.get().review.comment == "Läs kommentarerna vid svaren."
    with pytest.raises(Refused, match="inte ändrat något"):
        actions.submit_document(document=document, actor=teacher)
    document.refresh_from_db()
    more = {"hande": ["Barnen byggde kojor."]}
    actions.write_draft(document=document, seen=seen(document, "hande"), sent=more, actor=teacher)
    actions.submit_document(document=document, actor=teacher)
    document.refresh_from_db()
    actions.approve_document(document=document, remarks={}, actor=deputy)
    document.task.refresh_from_db()
    assert document.task.state == TaskState.APPROVED
    assert [one.number for one in document.submissions.all()] == [1, 2]


def test_nobody_approves_their_own(cast, asked):
    rektor = cast.of("a", Role.REKTOR)
    teacher = cast.of("a", Role.TEACHER)
    substitute(person=teacher, stand_in=rektor, unit=cast.a["team"], starts_on=TODAY, ends_on=TODAY)
    document = handed_in(asked(), rektor)
    with pytest.raises(Refused, match="det du själv har lämnat in"):
        actions.approve_document(document=document, remarks={}, actor=rektor)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE workflows_review SET decision = 'approved', reviewer_id = submitted_by_id, decided_at = now()"
        )


def test_reflections_are_approved_together_and_plans_are_not(cast, asked):
    teacher, _minder, rektor, _deputy = people(cast)
    one = handed_in(asked(), teacher)
    assign(user=teacher, unit=cast.a["other_team"], role=Role.TEACHER, starts_on=BEGAN)
    other = handed_in(asked(team="other_team"), teacher)
    actions.approve_together(documents=[one, other], actor=rektor)
    assert {document.task.state for document in Document.objects.all()} == {TaskState.APPROVED}
    plan = Document(pk=0, kind="teaching_plan")
    with pytest.raises(Refused, match="ett i taget"):
        actions.approve_together(documents=[plan], actor=rektor)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE quality_submission SET said = ''",
        "DELETE FROM quality_submission",
        "UPDATE surveys_answersheet SET answers = '{}'",
        "DELETE FROM surveys_answersheet",
        "UPDATE quality_remark SET text = 'x'",
    ],
)
def test_the_database_lets_nobody_change_what_is_handed_in(cast, asked, change):
    teacher, _minder, rektor, _deputy = people(cast)
    document = handed_in(asked(), teacher)
    actions.return_document(document=document, comment="Mer.", remarks={"hande": "Hur?"}, actor=rektor)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


def test_a_draft_is_the_teams_own_and_what_is_handed_in_is_its_leaders(cast, asked):
    teacher, minder, rektor, deputy = people(cast)
    document = written(asked(), teacher)
    readers = {
        "minder": minder,
        "lead": cast.of("a", Role.WORKPLACE_LEAD),
        "rektor": rektor,
        "deputy": deputy,
        "officer": cast.quality_officer,
        "other": cast.of("b", Role.TEACHER),
    }

    def reading():
        return {
            name
            for name, person in readers.items()
            if access.visible_documents(scope_for(person)).filter(pk=document.pk).exists()
        }

    assert reading() == {"minder", "lead"}
    actions.submit_document(document=document, actor=teacher)
    assert reading() == {"minder", "lead", "rektor", "deputy"}
    document.refresh_from_db()
    actions.approve_document(document=document, remarks={}, actor=rektor)
    assert reading() == {"minder", "lead", "rektor", "deputy", "officer"}
