"""Who sees and answers for what."""

import datetime as dt

import pytest
from django.http import Http404

from organisation.access import scope_for
from organisation.actions import substitute
from workflows import access, actions
from workflows.models import Task
from workflows.queries.people import holders, reviewers
from workflows.queries.waiting import waiting_for

pytestmark = pytest.mark.django_db
READERS = {
    "quality_officer",
    "rektor",
    "deputy",
    "developer",
    "workplace_lead",
    "teacher",
    "child_minder",
    "union",
    "committee_member",
}


@pytest.fixture
def process(goal, turn):
    """Return a goal's turn at unit A, with open tasks."""
    started = goal()
    turn("2026-09-02")
    return started


def test_a_process_is_seen_by_who_reads_goals_there_and_is_404_for_others(cast, process):
    seen = {}
    for side in ("a", "b"):
        for role, person in cast.everyone(side).items():
            try:
                seen[side, role.value] = access.get_process_for(scope_for(person), process.pk).pk
            except Http404:
                continue
    assert seen == {("a", role): process.pk for role in READERS}


def test_everyone_answers_for_their_own(cast, process):
    def mine(side, role):
        return set(access.answered_for(scope_for(cast.of(side, role))).to_do().values_list("entry", "unit__key"))

    assert mine("a", "workplace_lead") == {("goal-plan", "preschool-a"), ("apt", "preschool-a")}
    assert mine("a", "teacher") == {("goal-week", "team-a")}
    assert mine("a", "rektor") == set()
    assert mine("b", "workplace_lead") == {("apt", "preschool-b")}
    assert access.answered_for(scope_for(None)).count() == 0


def test_a_substitute_answers_for_the_absent_too(cast, process):
    substitute(
        person=cast.of("a", "workplace_lead"),
        stand_in=cast.of("a", "teacher"),
        unit=cast.a["preschool"],
        starts_on=dt.date(2026, 9, 1),
        ends_on=dt.date(2026, 9, 9),
    )
    scope = scope_for(cast.of("a", "teacher"))
    assert access.may_do(scope, Task.objects.get(process=process, entry="goal-plan")) is True


def test_who_may_do_a_task_is_who_answers_for_it(cast, process):
    days = {"starts_on": dt.date(2026, 9, 1), "ends_on": dt.date(2026, 9, 9)}
    absent, stand_in = cast.of("a", "workplace_lead"), cast.of("b", "teacher")
    substitute(person=absent, stand_in=stand_in, unit=cast.a["preschool"], **days)
    for entry, person in (("apt", absent), ("goal-week", cast.nobody)):
        Task.objects.filter(entry=entry, unit__key__endswith="-a").update(person=person)
    every, found = set(Task.objects.all()), {}
    for person in (*cast.everyone("a").values(), *cast.everyone("b").values(), cast.nobody, None):
        scope = scope_for(person)
        found[person] = {task for task in every if access.may_do(scope, task)}
        assert found[person] == set(access.answered_for(scope))
    assert found[absent] == found[stand_in] != set()
    assert found[cast.nobody] != set()
    assert (found[None], found[cast.of("a", "teacher")]) == (set(), set())


def test_what_waits_for_review_waits_for_those_who_may(cast, process):
    task = Task.objects.get(process=process, entry="goal-plan")
    actions.submit_task(task=task, note="Klart", actor=cast.of("a", "workplace_lead"))
    waiting = {
        (side, role.value)
        for side in ("a", "b")
        for role, person in cast.everyone(side).items()
        if task in waiting_for(scope_for(person)).to_review
    }
    assert waiting == {("a", "rektor"), ("a", "deputy"), ("a", "developer")}


def test_the_nearest_holders_are_asked_in_one_statement(cast, process, django_assert_num_queries):
    lead, rektor, deputy = (cast.of("a", role) for role in ("workplace_lead", "rektor", "deputy"))
    team, day = cast.a["team"].pk, dt.date(2026, 9, 2)
    with django_assert_num_queries(1):
        found = holders([(team, "workplace_lead"), (team, "rektor"), (team, "union")], day)
    assert found == {(team, "workplace_lead"): [lead.pk], (team, "rektor"): [rektor.pk], (team, "union"): []}
    assert reviewers(team, day) == sorted([rektor.pk, deputy.pk])


def test_what_waits_costs_the_same_however_much_it_is(cast, process, goal, turn, django_assert_num_queries):
    lead = cast.of("a", "workplace_lead")
    for number in (2, 3):
        goal("2026-09-02", subject=f"goal:{number}")
    scope = scope_for(cast.of("a", "rektor"))
    counts = []
    for day in ("2026-09-02", "2026-11-20"):
        turn(day)
        with django_assert_num_queries(2):
            counts.append(len(waiting_for(scope).to_review))
        for task in access.answered_for(scope_for(lead)).to_do().filter(review=True):
            actions.submit_task(task=task, note="Klart", actor=lead)
    assert counts == [0, 3]
