"""A document's words are read by whom the table says and by nobody else, on any way: page, search, print, feed, letter."""

import pytest
from django.test import Client

from ledger import clock
from ledger.actions import emit
from ledger.actions.clock import set_clock
from ledger.models import Effect, Notice
from organisation.access import scope_for
from organisation.actions import Newcomer, assign, create_person
from organisation.enums import Role
from quality.actions import documents as actions
from quality.actions.passages import keep_passage
from quality.actions.week_letters import WEEK, compose_week, want_week_letter
from quality.models import Document
from quality.queries.passages import kept_passages
from quality.rules.documents import mark
from tests.access.columns import ANYONE, NOBODY, WHOLE
from tests.cast import BEGAN
from tests.quality import writing
from workflows.actions.feeds import open_feed
from workflows.actions.turning import reconcile

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bare")]
TITLE = "Fjällripans vecka"
FIRST, REMARK, COMMENT = "lappugglan", "tjockfoten", "kornknarren"  # handed in and returned, with what was said of it
SECOND, DRAFT = "storspoven", "brushanen"  # handed in next; typed since, or never handed in
WORDS = (FIRST, REMARK, COMMENT, SECOND, DRAFT)
TEAM = (Role.TEACHER, Role.CHILD_MINDER, Role.WORKPLACE_LEAD)
LEADERS = (Role.REKTOR, Role.DEPUTY, Role.DEVELOPER)
NEIGHBOUR, FOREIGN = "another team's teacher", "the rektor of another unit"
ONE_OF_EACH = (Role.TEACHER, Role.REKTOR, Role.QUALITY_OFFICER, WHOLE, NEIGHBOUR, FOREIGN)
OF_THE_HOUSE = (
    *ONE_OF_EACH,
    Role.ADMINISTRATOR,
    Role.UNION,
    Role.COMMITTEE_MEMBER,
    Role.VFU_SUPERVISOR,
    NOBODY,
    ANYONE,
)


@pytest.fixture
def people(cast):
    """Return everybody who could come by: each role at the unit, a neighbour team's teacher, another unit's rektor."""
    found = {ANYONE: None, NOBODY: cast.nobody, WHOLE: cast.administrator, **cast.everyone("a")}
    neighbour = create_person(person=Newcomer("granne@ronnfjard.example", "Greta", "Granne"))
    assign(user=neighbour, unit=cast.a["other_team"], role=Role.TEACHER, starts_on=BEGAN)
    return found | {NEIGHBOUR: neighbour, FOREIGN: cast.of("b", Role.REKTOR)}


@pytest.fixture
def house(cast):
    """Let the wheel ask unit A's teams for reflections."""
    writing.at("2026-08-31")
    writing.publish(cast.municipality, "reflektion", "undervisningsplan")
    writing.wheel_holds(cast.municipality)
    writing.turn(cast.a["school_unit"], "goal:1")
    writing.at("2026-09-02")
    reconcile(clock.now())
    yield
    set_clock(to=None)


def write(document, actor, word):
    held = Document.objects.get(pk=document.pk)
    said = {**writing.REFLECTED, "hande": [f"I dag såg vi {word}."]}
    seen = {name: mark(held.draft.get(name, [])) for name in said}
    actions.write_draft(document=held, seen=seen, sent=said, actor=actor)


def begun(cast):
    """Return the team's document, with a word in its draft that nobody has handed in."""
    task, teacher = writing.task_of(cast.a["team"]), cast.of("a", Role.TEACHER)
    document = actions.start_document(kind="reflection", unit=task.unit, task=task, title=TITLE, actor=teacher)
    write(document, teacher, DRAFT)
    return document


def returned(cast):
    """Return the document after it was handed in, kept from, returned with comments, and written in again."""
    document, teacher, rektor = begun(cast), cast.of("a", Role.TEACHER), cast.of("a", Role.REKTOR)
    write(document, teacher, FIRST)
    handed_in = actions.submit_document(document=Document.objects.get(pk=document.pk), actor=teacher)
    keep_passage(submission=handed_in, field="hande", text=FIRST, actor=teacher)
    actions.return_document(
        document=Document.objects.get(pk=document.pk),
        comment=f"Mer om {COMMENT}.",
        remarks={"hande": REMARK},
        actor=rektor,
    )
    write(document, teacher, DRAFT)
    return document


def waiting(cast):
    """Return the document handed in for the second time, and waiting."""
    document, teacher = returned(cast), cast.of("a", Role.TEACHER)
    write(document, teacher, SECOND)
    actions.submit_document(document=Document.objects.get(pk=document.pk), actor=teacher)
    return document


def decided(cast):
    """Return the document when the second time was approved."""
    document = waiting(cast)
    actions.approve_document(document=Document.objects.get(pk=document.pk), remarks={}, actor=cast.of("a", Role.REKTOR))
    return document


def addresses(document):
    """Return the ways to a document and to what is about it; the page that is read is the one that is printed."""
    one, task, process = document.pk, document.task_id, document.task.process_id
    yield from (f"/dokument/{one}/las/", *(f"/dokument/{one}/las/?utgava={number}" for number in (1, 2)))
    yield from (f"/dokument/{one}/", f"/dokument/{one}/?del=lamna-in", f"/dokument/uppgift/{task}/")
    yield from (f"/granska/{task}/", f"/granska/{task}/?visa=hela", "/granska/", "/min-vecka/", "/dokument/")
    yield from (f"/hjulet/uppgift/{task}/", f"/hjulet/process/{process}/", f"/hjulet/process/{process}/historia/")
    yield from ("/hjulet/", "/hjulet/uppgifter/", "/notiser/")


def read_by(person, document, unit):
    """Return the words of the document that the person gets to see, on any way."""
    client = Client()
    if person is not None:
        client.force_login(person)
    bodies = [client.get(address, follow=True).content.decode() for address in addresses(document)]
    found = {word for word in WORDS if TITLE in client.get("/dokument/", {"q": word}).content.decode()}
    if person is not None:
        bodies += [
            client.get(f"/kalender/{open_feed(user=person, unit=of)}.ics").content.decode() for of in (None, unit)
        ]
        bodies += Notice.objects.filter(user=person).values_list("text", flat=True)
        bodies += [letter_to(person)]
        bodies += [one.text for one in kept_passages(scope_for(person))]
    return found | {word for word in WORDS for body in bodies if word in body}


def letter_to(person):
    """Return Monday's letter."""
    want_week_letter(user=person)
    emit(kind=WEEK, key=f"try-{person.pk}", payload={"user": person.pk})
    letter = compose_week(Effect.objects.get(kind=WEEK, key=f"try-{person.pk}"))
    return letter.body if letter else ""


def expected(people, team, leaders, officer=frozenset()):
    """Return who reads which words."""
    readers = dict.fromkeys(TEAM, team) | dict.fromkeys(LEADERS, leaders) | {Role.QUALITY_OFFICER: officer}
    return {who: set(readers.get(who, ())) for who in people}


def in_state(state, some, team, leaders, officer=frozenset()):
    """Return a state with who reads what in it; where only some come by, everybody does with `slow`."""
    name, reads = state.__name__, (team, leaders, officer)
    everybody = pytest.param(state, None, *reads, id=f"{name}-everybody", marks=[pytest.mark.slow] if some else [])
    return [everybody, *([pytest.param(state, some, *reads, id=f"{name}-some")] if some else [])]


ALL = {FIRST, REMARK, COMMENT, SECOND}


@pytest.mark.parametrize(
    ("state", "some", "team", "leaders", "officer"),
    [
        *in_state(begun, ONE_OF_EACH, {DRAFT}, set()),
        *in_state(returned, None, {FIRST, REMARK, COMMENT, DRAFT}, {FIRST, REMARK, COMMENT}),
        *in_state(waiting, ONE_OF_EACH, ALL, ALL),
        *in_state(decided, OF_THE_HOUSE, ALL, ALL, {SECOND}),
    ],
)
def test_a_documents_words_are_read_by_whom_the_table_says(cast, house, people, state, some, team, leaders, officer):
    document = state(cast)
    document.refresh_from_db()
    coming = {who: person for who, person in people.items() if some is None or who in some}
    found = {who: read_by(person, document, cast.a["preschool"]) for who, person in coming.items()}
    assert found == expected(coming, team, leaders, officer)
