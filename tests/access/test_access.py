"""Every address × method × person × own, other or no unit, against the table; no page of A holds a word of B."""

import pytest
from django.db import transaction
from django.urls import reverse

from organisation.access import scope as access_scope
from surveys.models import Ballot
from tests.access.ballots import Watched
from tests.access.columns import ANYONE, COLUMNS, NOBODY, WHOLE, letter_of
from tests.access.doors import doors
from tests.access.table import ARGUMENTS, ROWS
from tests.access.world import build
from tests.cast import MARKERS

pytestmark = pytest.mark.django_db  # each row in a savepoint inside the world
AT_LEAST = 30
OF_A = [column for column in COLUMNS if column != WHOLE]
NOTHING = "/finns/inte/"


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """One world for all rows; each row's changes are rolled back, and the world at the end."""
    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        try:
            yield build()
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)


def usually(row):
    """Return the columns that a row is tried with each time; `make slow` tries the others.

    Where a door leads to something of a unit, each person tries it both ways (GET, POST) and from both sides (own, other),
    with two visits in place of four: one column tries GET of its own and POST of the other's, the next one the reverse.
    """
    if not row.of:
        return COLUMNS
    turn = len(row.name) + (row.method == "POST") + (row.of == "other")
    return [column for number, column in enumerate(COLUMNS) if (number + turn) % 2 == 0]


def seldom(row):
    tried = usually(row)
    return [column for column in COLUMNS if column not in tried]


def address(world, row, column):
    arguments = []
    for argument in ARGUMENTS.get(row.name, []):
        if isinstance(argument, str):
            arguments.append(argument)
        elif len(argument) == 1:
            arguments.append(world.thing(argument[0], row.of, column))
        else:
            arguments.append(world.things[argument])
    return reverse(row.name, args=arguments)


def answers(world, row, watched, columns=COLUMNS):
    """Return the letter that each column got, and the marker words of B seen by somebody of A."""
    letters, seen = {}, set()
    for column in columns:
        point = transaction.savepoint()
        client = world.client(column)
        cookies = {name: morsel.value for name, morsel in client.cookies.items()}
        ask = client.get if row.method == "GET" else client.post
        with watched.door(row.name):
            response = ask(address(world, row, column), row.data or None)
        letters[column] = letter_of(response)
        if column in OF_A and not row.public:
            seen |= {f"{column}: {word}" for word in markers(response)}
        client.cookies.clear()
        for name, value in cookies.items():
            client.cookies[name] = value
        transaction.savepoint_rollback(point)
    return letters, seen


def markers(response):
    body = b"".join(response.streaming_content) if response.streaming else response.content
    text = body.decode(errors="replace")
    return {word for word in MARKERS if word in text}


def name_of(row):
    return "-".join(filter(None, [row.name, row.method, row.of]))


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize("row", ROWS, ids=name_of)
def test_a_door_lets_in_whom_the_table_says_and_no_one_else(world, row):
    """And it reads no answers of anybody, whoever opens it: figures come from a release, which is made behind all doors (P6)."""
    as_the_table_says(world, row, usually(row))


@pytest.mark.slow
@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize("row", [row for row in ROWS if seldom(row)], ids=name_of)
def test_a_door_lets_in_whom_the_table_says_of_the_others_too(world, row):
    as_the_table_says(world, row, seldom(row))


def as_the_table_says(world, row, columns):
    watched = Watched()
    letters, seen = answers(world, row, watched, columns)
    assert letters == {column: row.expected[column] for column in columns}
    assert seen == set()
    assert not any(watched.seen.values())


def test_each_person_tries_each_door_both_ways_and_from_both_sides():
    tried = [(row, column) for row in ROWS for column in usually(row)]
    both_ways = {(row.name, row.method, column) for row, column in tried}
    both_sides = {(row.name, row.of, column) for row, column in tried}
    for row in ROWS:
        assert {(row.name, row.method, column) for column in COLUMNS} <= both_ways
        assert {(row.name, row.of, column) for column in COLUMNS} <= both_sides


@pytest.mark.parametrize("column", COLUMNS)
def test_the_page_of_a_door_that_is_shut_says_no_word_of_another_unit(world, column):
    response = world.client(column).get(NOTHING)
    assert (letter_of(response), len(response.content) > 1_000, markers(response)) == ("-", True, set())


def test_a_door_that_reads_answers_is_found_out(world):
    watched = Watched()
    with watched.door("planted"):
        Ballot.objects.filter(audience="guardian").count()
    assert watched.seen == {"planted": {"ballot"}}


def test_every_door_is_in_the_table():
    listed = {(row.name, row.method) for row in ROWS}
    known = {(name, method) for name, _ in doors() for method in ("GET", "POST")}
    assert known - listed == set(), "A new address needs its rows in tests/access/table.py."
    assert listed - known == set(), "The table has rows for addresses that are gone."


def test_every_door_to_something_of_a_unit_is_tried_from_both_sides():
    of_a_unit = {"unit", "closed", "person", "invited", "role", "substitution", "job", "notice", "session"} | {
        "questionnaire",
        "goal",
        "indicator",
        "activity",
        "value",
        "process",
        "task",
        "sent_task",
        "arshjul",
        "written_wheel",
        "wheel_page",
        "wheel_fresh",
        "feed",
        "secret",
    }
    for name, arguments in ARGUMENTS.items():
        if any(argument[0] in of_a_unit for argument in arguments if isinstance(argument, tuple)):
            assert {(row.method, row.of) for row in ROWS if row.name == name} == {
                (method, of) for method in ("GET", "POST") for of in ("own", "other")
            }, name


def test_a_door_that_nobody_listed_is_found(settings):
    settings.ROOT_URLCONF = "tests.access.with_a_new_door"
    listed = {row.name for row in ROWS}
    assert {name for name, _ in doors()} - listed == {"hemlig/"}


@pytest.mark.usefixtures("bare")
def test_with_a_scope_that_holds_everything_the_table_turns_red(world, monkeypatch):
    everything = access_scope.Roots(everything=True)
    monkeypatch.setattr(access_scope.Scope, "_roots", lambda *_: everything)
    monkeypatch.setattr(access_scope.Scope, "_own_roots", lambda *_: everything)
    red = 0
    for row in sorted(
        ROWS, key=lambda row: row.of != "other"
    ):  # those that are shut to most first: it takes fewer of them
        red += answers(world, row, Watched())[0] != row.expected
        if red == AT_LEAST:
            return
    pytest.fail(f"only {red} of {len(ROWS)} rows notice")


def test_the_columns_are_people_who_are_what_they_say(world):
    assert set(world.people) == set(COLUMNS) - {ANYONE}
    assert access_scope.scope_for(world.people[NOBODY]).roles == frozenset()
