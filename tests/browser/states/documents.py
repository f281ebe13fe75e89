"""Documents: written, with faults and with a colleague's text, read, reviewed; Min vecka full and empty."""

from organisation.enums import Role
from quality.actions.documents import start_document
from quality.actions.week_letters import stopping_token, want_week_letter
from quality.models import Document
from tests.access.documents import answers, write
from tests.browser.states.making import at, state

TEACHER, MINDER, LEADER = Role.TEACHER, Role.CHILD_MINDER, Role.REKTOR


def _draft(world):
    return world.things["draft_document", "own"]


def _handed_in(world):
    """Return what waits for review."""
    return Document.objects.get(pk=world.things["handed_in", "own"])


at("week-full", "/min-vecka/", TEACHER, door="week")
at("week-of-a-leader", "/min-vecka/", LEADER)
at("week-empty", "/min-vecka/", Role.UNION)
at("document-new", "/dokument/nytt/", TEACHER, door="document_new")
at("document-new-faults", "/dokument/nytt/", TEACHER, sent={})
at("review-queue", "/granska/", LEADER, door="review_queue")


@state("week-letter-stop", TEACHER, door="week_letter_stop")
def week_letter_stop(world):
    teacher = world.cast.of("a", TEACHER)
    want_week_letter(user=teacher)
    return f"/min-vecka/brev/sluta/{stopping_token(teacher)}/"


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


at("documents", "/dokument/", LEADER, door="documents")
at("documents-of-a-lead", "/dokument/", Role.WORKPLACE_LEAD)
at("documents-none", "/dokument/?q=finnsinte", LEADER)
