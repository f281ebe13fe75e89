"""Documents: written, with faults and with a colleague's text, read, reviewed; Min vecka full and empty."""

from organisation.enums import Role
from quality.actions.documents import return_document, start_document, submit_document
from quality.models import Document
from tests.access.documents import answers, write
from tests.browser.states.making import at, state

TEACHER, MINDER, LEADER = Role.TEACHER, Role.CHILD_MINDER, Role.REKTOR


def _draft(world):
    return world.things["draft_document", "own"]


def _handed_in(world):
    """Return what waits for review; handed in anew where a page has decided on it."""
    return Document.objects.get(pk=world.things["handed_in", "own"])


def _returned(world):
    """Return a document that was sent back once."""
    document, teacher = _handed_in(world), world.cast.of("a", TEACHER)
    if document.submissions.count() == 1:
        rektor = world.cast.of("a", LEADER)
        return_document(
            document=document, comment="Berätta mer.", remarks={"hande": "Vad gjorde barnen?"}, actor=rektor
        )
    return Document.objects.get(pk=document.pk), teacher


def _in_two_times(world):
    """Return a document that was sent back and handed in again, changed."""
    document, teacher = _returned(world)
    if document.submissions.count() == 1:
        write(document, {"hande": ["Barnen byggde kojor i skogen och räknade kottar."]}, teacher)
        submit_document(document=Document.objects.get(pk=document.pk), actor=teacher)
    return document


at("week-full", "/min-vecka/", TEACHER, door="week")
at("week-of-a-leader", "/min-vecka/", LEADER)
at("week-empty", "/min-vecka/", Role.UNION)
at("document-new", "/dokument/nytt/", TEACHER, door="document_new")
at("document-new-faults", "/dokument/nytt/", TEACHER, sent={})
at("review-queue", "/granska/", LEADER, door="review_queue")


@state("document-of-task", MINDER, door="document_of_task")
def document_of_task(world):
    return f"/dokument/uppgift/{world.things['task_to_write', 'own']}/"


@state("document-write", TEACHER, door="document")
def document_write(world):
    return f"/dokument/{_draft(world)}/?del=hur"


@state("document-write-faults", TEACHER, sent={"del": "hur", "way": "on", "q-fran": "i morgon"})
def document_write_faults(world):
    return f"/dokument/{_draft(world)}/"


@state(
    "document-write-clash", TEACHER, sent={"del": "varfor", "way": "on", "q-syfte": "Vi lär av Elsa.", "before": "{}"}
)
def document_write_clash(world):
    return f"/dokument/{_draft(world)}/"


@state("document-last", TEACHER)
def document_last(world):
    return f"/dokument/{_draft(world)}/?del=lamna-in"


@state("document-read", LEADER, door="document_read")
def document_read(world):
    return f"/dokument/{_handed_in(world).pk}/las/"


@state("document-of-ones-own", TEACHER)
def document_of_ones_own(world):
    teacher = world.cast.of("a", TEACHER)
    begun = start_document(kind="reflection", unit=world.cast.a["team"], actor=teacher)
    write(begun, {**answers("a", begun.day), "hande": ["Elsa byggde en koja."]}, teacher)
    return f"/dokument/{begun.pk}/?del=lamna-in"


@state("review", LEADER, door="review")
def review(world):
    return f"/granska/{world.things['handed_in_task', 'own']}/"


@state("review-faults", LEADER, sent={"decision": "returned", "comment": ""})
def review_faults(world):
    return f"/granska/{world.things['handed_in_task', 'own']}/"


@state("document-write-returned", TEACHER)
def document_returned(world):
    document, _teacher = _returned(world)
    if not Document.objects.get(pk=document.pk).is_open:
        rektor = world.cast.of("a", LEADER)
        return_document(document=document, comment="En gång till.", remarks={"nasta": "När?"}, actor=rektor)
    return f"/dokument/{document.pk}/"


@state("week-with-something-returned", TEACHER)
def week_with_something_returned(world):
    document_returned(world)
    return "/min-vecka/"


@state("review-what-has-changed", LEADER)
def review_what_has_changed(world):
    document = _in_two_times(world)
    if Document.objects.get(pk=document.pk).is_open:
        teacher = world.cast.of("a", TEACHER)
        write(document, {"nasta": [f"Vi går dit igen, gång {document.submissions.count()}."]}, teacher)
        submit_document(document=Document.objects.get(pk=document.pk), actor=teacher)
    return f"/granska/{document.task_id}/"


@state("document-read-old", TEACHER)
def document_read_old(world):
    document = _in_two_times(world)
    return f"/dokument/{document.pk}/las/?utgava=1"


at("documents", "/dokument/", LEADER, door="documents")
at("documents-of-a-lead", "/dokument/", Role.WORKPLACE_LEAD)
at("documents-none", "/dokument/?q=finnsinte", LEADER)
