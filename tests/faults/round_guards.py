"""What keeps each answer counted once and nobody's tied to them, as data: each guard, what taking it away looks like, what
then turns red."""

from tests.faults.guards import Guard

ROUNDS = "tests/surveys/actions/test_rounds.py::"
MANY = "tests/surveys/attacks/test_many.py::"
OPEN = "tests/surveys/test_open_links.py::"
LINES = "tests/ledger/test_postgresql.py::"


def _rounds(name: str, file: str, text: str, instead: str, *red: str) -> Guard:
    return Guard(f"rounds: {name}", ((f"surveys/{file}", text, instead),), red)


def _web(name: str, file: str, text: str, instead: str, *red: str) -> Guard:
    return Guard(f"web: {name}", ((file, text, instead),), red)


ANSWERS = (
    _rounds(
        "a link is spent once",
        "actions/answering.py",
        "AND r.id = i.round_id AND NOT i.used AND",
        "AND r.id = i.round_id AND",
        ROUNDS + "test_an_answer_is_stored_once_and_a_second_one_is_told_so",
        MANY + "test_many_submits_of_one_link_give_one_ballot_and_the_receipt_again",
    ),
    _rounds(
        "spent and stored are one transaction",
        "actions/answering.py",
        "@transaction.atomic\ndef _sent",
        "def _sent",
        "tests/faults/test_submits.py::test_a_web_killed_in_the_midst_of_a_submit_loses_nothing_it_promised",
    ),
    _rounds(
        "nothing is stored while the mixer is at work",
        "actions/answering.py",
        "    if not together(found.round, PATIENCE):\n        raise Busy\n",
        "",
        MANY + "test_while_the_mixer_is_at_work_an_answer_waits_and_nothing_of_it_is_lost",
    ),
    _rounds(
        "a key that does not work stops answers",
        "actions/answering.py",
        " AND r.key_works\n",
        "\n",
        ROUNDS + "test_a_key_that_cannot_be_read_stops_answers_and_turns_the_page_drift_red",
    ),
    _rounds(
        "a tab that was left behind keeps nothing",
        "actions/answering.py",
        "WHERE kept.revision = %(revision)s RETURNING revision",
        "WHERE %(revision)s IS NOT NULL RETURNING revision",
        ROUNDS + "test_a_stale_tab_keeps_nothing",
    ),
    _rounds(
        "the draft goes with the answer",
        "actions/answering.py",
        "DELETE FROM surveys_draft WHERE invitation_id = %s",
        "SELECT 1 WHERE %s = 0",
        ROUNDS + "test_after_the_answer_no_draft_comes_back",
    ),
    _rounds(
        "the mixer waits for the hour",
        "actions/mixing.py",
        " or now < held.closed_at + GRACE:",
        ":",
        ROUNDS + "test_the_mixer_waits_for_the_hour",
    ),
    _rounds(
        "what came by an open link is counted apart",
        "models/ballot.py",
        ".exclude(audience__in=OPEN)",
        "",
        OPEN + "test_whoever_came_by_a_link_is_counted_apart_everywhere",
    ),
    _rounds(
        "who has answered is not reminded",
        "queries/letters.py",
        "round=mailing.round_id, used=False,",
        "round=mailing.round_id,",
        "tests/surveys/test_letters.py::test_a_reminder_goes_to_those_whose_link_is_not_used",
    ),
    _web(
        "a request that was cut off is not read",
        "config/wsgi.py",
        "application = whole_requests(",
        "application = (",
        "tests/faults/test_walks.py::test_only_the_page_that_was_not_sent_is_lost",
    ),
    _web(
        "who finds no room is refused",
        "ui/middleware/gate.py",
        "threading.BoundedSemaphore(working + waiting)",
        "threading.BoundedSemaphore(10_000)",
        "tests/ui/test_gate.py::test_so_many_work_so_many_wait_and_the_next_is_refused_at_once",
    ),
    _web(
        "a kept line is looked at",
        "ledger/postgresql/base.py",
        "    return not seen.poll(0)\n",
        "    return True\n",
        LINES + "test_a_connection_that_the_server_has_ended_is_replaced",
    ),
)
