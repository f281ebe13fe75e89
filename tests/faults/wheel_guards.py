"""What keeps the wheels turning once and rightly, as data: each guard, what taking it away looks like, what then turns red."""

from tests.faults.guards import Guard

TURN = "tests/workflows/rules/test_turn.py::"
TURNING = "tests/workflows/test_turning.py::"
TURNS = "tests/quality/actions/test_turns.py::"
TASKS = "tests/workflows/test_tasks.py::"


def _wheels(name: str, file: str, text: str, instead: str, *red: str) -> Guard:
    return Guard(f"wheels: {name}", ((f"workflows/{file}", text, instead),), red)


WHEELS = (
    _wheels(
        "a stage waits for its day",
        "rules/turn.py",
        "    if today < ends:",
        "    if False:",
        TURN + "test_a_stage_waits_for_its_day",
    ),
    _wheels(
        "a gate waits for its tasks",
        "rules/turn.py",
        "    if unsettled:\n",
        "    if False:\n",
        TURN + "test_a_gate_holds_until_the_last_task_is_settled_and_that_is_the_day",
        TURNING + "test_a_gate_holds_until_its_task_is_approved_and_the_day_is_the_right_one",
    ),
    _wheels(
        "an objection holds: no end without a cause",
        "rules/turn.py",
        "    if turn.objections:",
        "    if False:",
        TURN + "test_an_objection_holds_and_is_said",
        "tests/workflows/test_hooks.py::test_an_objection_holds_in_words_until_it_is_met",
        TURNS + "test_a_turn_without_a_cause_stays_whatever_is_waived",
    ),
    _wheels(
        "a step is dated by the day that it could be taken",
        "rules/turn.py",
        "max(ends, turn.entered_on, *settled))",
        "today)",
        TURN + "test_a_late_clock_says_the_right_day",
        TURNING + "test_a_gate_holds_until_its_task_is_approved_and_the_day_is_the_right_one",
    ),
    _wheels(
        "one clock turns them at a time",
        "actions/turning.py",
        "    lock_wheels(shared=False)\n",
        "",
        "tests/workflows/test_at_once.py::test_three_clocks_at_once_do_everything_once",
    ),
    _wheels(
        "days that were missed are turned one by one",
        "actions/turning.py",
        "    return days or",
        "    return days[-1:] or",
        TURNS + "test_a_goals_turn_begins_on_the_day_that_its_plan_does_however_late_the_clock_is",
    ),
    _wheels(
        "a clock that goes backwards turns nothing back",
        "actions/turning.py",
        "day=max(today, turned.day or today)",
        "day=today",
        TURNING + "test_a_clock_that_goes_backwards_does_nothing",
    ),
    _wheels(
        "a reminder that is too late is skipped",
        "rules/nudges.py",
        "    if patience is not None and (today - nudge.on).days > patience:",
        "    if False:",
        TURN + "test_a_reminder_is_told_for_two_days_and_then_skipped_with_the_reason",
        TURNING + "test_reminders_that_are_too_late_are_skipped_and_say_so",
    ),
    _wheels(
        "one letter a day",
        "actions/nudging.py",
        'keys = {f"{person}:{day.isoformat()}": person',
        'keys = {f"{person}:{local.isoformat()}": person',
        TURNING + "test_one_letter_a_day_at_most",
    ),
    Guard(
        "wheels: beat goes on though its host's clock is set back",
        (("ledger/beat.py", "entry.last_run_at > now:", "False:"),),
        ("tests/ledger/test_beat.py::test_a_clock_that_is_set_back_a_day_costs_a_minute",),
    ),
    Guard(
        "wheels: nobody approves their own, says the action, the access and the database",
        (
            (
                "workflows/actions/tasks.py",
                "    task = held_task(task)\n    if task.submitted_by_id == actor.pk:",
                "    task = held_task(task)\n    if False:",
            ),
            (
                "workflows/access.py",
                "return not is_own and scope.may(*reviewed_by_right(task.work), task.unit)",
                "return scope.may(*reviewed_by_right(task.work), task.unit)",
            ),
            (
                "workflows/migrations/0001_wheels.py",
                "models.Q(('reviewed_by', models.F('submitted_by')), _negated=True)",
                "('reviewed_by__isnull', False)",
            ),
            (
                "workflows/migrations/0001_wheels.py",
                "models.Q(('reviewer', models.F('submitted_by')), _negated=True)",
                "('reviewer__isnull', False)",
            ),
        ),
        (TASKS + "test_nobody_approves_their_own", TASKS + "test_nobody_approves_their_own_by_sql_either"),
        migrates=True,
    ),
    Guard(
        "wheels: what is decided stands",
        (
            (
                "workflows/migrations/0002_what_is_decided_stands.py",
                "    RAISE EXCEPTION",
                "    RETURN COALESCE(NEW, OLD); RAISE EXCEPTION",
            ),
        ),
        (TASKS + "test_what_is_decided_stands_by_sql_too",),
        migrates=True,
    ),
)
