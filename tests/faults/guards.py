"""What keeps work from being lost, doubled or rewritten, as data: each guard, what taking it away looks like, and the
tests that must then turn red. `test_guards.py` takes each away in a copy of the tree and runs those tests there."""

from dataclasses import dataclass

RELAY = "tests/ledger/test_relay.py::"
RULES = "tests/ledger/test_rules.py::"
EVENTS = "tests/ledger/test_events.py::"
ATTACKS = "tests/faults/test_log_attacks.py::"


@dataclass(frozen=True)
class Guard:
    """A guard: its name; (file, exact text, what stands there instead), several times; the tests that must fail.

    quick: taken away by the ordinary suite too. migrates: needs a database that is made anew.
    """

    name: str
    changes: tuple[tuple[str, str, str], ...]
    red: tuple[str, ...]
    quick: bool = False
    migrates: bool = False


GUARDS = (
    Guard(
        "outbox: the message waits for the commit",
        (
            (
                "ledger/actions/outbox.py",
                "        broker.announce(task=TASK, row=pk)\n    return Effect",
                "        broker.send(task=TASK, row=pk)\n    return Effect",
            ),
        ),
        ("tests/ledger/test_outbox.py::test_one_message_is_sent_per_effect_after_the_commit",),
    ),
    Guard(
        "outbox: the tick does what lost messages left behind",
        (("ledger/actions/tick.py", "lambda _now: drain()", "lambda _now: 0"),),
        ("tests/ledger/test_tick.py::test_a_hundred_ticks_do_what_one_does",),
        quick=True,
    ),
    Guard(
        "outbox: done and what was done are one transaction",
        (
            (
                "ledger/actions/performing.py",
                "    with transaction.atomic(), claim.kind.during():",
                "    with claim.kind.during():",
            ),
            (
                "ledger/actions/performing.py",
                "Effect.objects.select_for_update(skip_locked=True).filter",
                "Effect.objects.filter",
            ),
        ),
        (RELAY + "TestManyHands::test_rows_whose_claim_ran_out_while_they_are_done_are_not_done_twice",),
    ),
    Guard(
        "unique key: one effect per kind and key",
        (
            ("ledger/actions/outbox.py", "ON CONFLICT (kind, key) DO NOTHING RETURNING id", "RETURNING id"),
            (
                "ledger/migrations/0001_initial.py",
                "fields=('kind', 'key'), name='ledger_effect_once'",
                "fields=('kind', 'key', 'id'), name='ledger_effect_once'",
            ),
        ),
        (
            "tests/ledger/test_outbox.py::test_the_same_key_again_is_the_same_effect",
            "tests/ledger/test_outbox.py::test_the_database_refuses_a_second_effect_with_the_same_key",
            RELAY + "TestManyHands::test_two_hands_that_emit_the_same_key_make_one_effect",
        ),
        migrates=True,
    ),
    Guard(
        "claim: what is claimed is left alone until its deadline",
        (("ledger/actions/claims.py", "AND (deadline IS NULL OR deadline <= statement_timestamp())", ""),),
        (RELAY + "TestInside::test_what_is_claimed_is_left_alone_until_the_deadline",),
    ),
    Guard(
        "claim: a row that somebody holds is passed by",
        (("ledger/actions/claims.py", "LIMIT %s FOR UPDATE SKIP LOCKED", "LIMIT %s FOR UPDATE"),),
        (RELAY + "TestManyHands::test_a_claim_waits_for_nobody_who_holds_a_row",),
        quick=True,
    ),
    Guard(
        "claim: whoever lost it does nothing",
        (
            (
                "ledger/actions/performing.py",
                "pk__in=[row.pk for row in rows], claimed_by=claim.holder, state=EffectState.QUEUED\n        )\n        for",
                "pk__in=[row.pk for row in rows]\n        )\n        for",
            ),
        ),
        (RELAY + "TestInside::test_a_claim_that_was_lost_does_nothing",),
    ),
    Guard(
        "claim: committed before anything is done",
        (
            (
                "ledger/actions/relay.py",
                "def relay(*, effect_id",
                "@__import__('django.db').db.transaction.atomic\ndef relay(*, effect_id",
            ),
        ),
        (RELAY + "TestManyHands::test_a_claim_is_seen_by_everybody_before_anything_is_done",),
    ),
    Guard(
        "claim: what kills its worker is taken alone, and at last given up",
        (("ledger/actions/claims.py", "SUSPECT = 3", "SUSPECT = 30_000"),),
        (RELAY + "TestInside::test_whatever_kills_its_worker_ends_as_failed_and_takes_nobody_with_it",),
    ),
    Guard(
        "mail: marked as being sent before it is sent",
        (
            (
                "ledger/actions/performing.py",
                "            if not _begin_sending(claim, row):\n                continue\n",
                "",
            ),
        ),
        (RELAY + "TestOutside::test_it_is_marked_as_being_sent_while_it_is_sent",),
    ),
    Guard(
        "mail: what was cut off is unclear, never sent again by itself",
        (
            (
                "ledger/actions/relay.py",
                "        state=EffectState.UNCLEAR,\n",
                '        state=EffectState.QUEUED,\n        claimed_by="",\n',
            ),
            ("ledger/actions/relay.py", "deadline__lte=Now()).update(", "deadline__lte=Now()).update(deadline=None,"),
        ),
        (RELAY + "TestOutside::test_a_worker_that_dies_while_sending_leaves_it_unclear",),
    ),
    Guard(
        "mail: a cut answer is told from a refusal",
        (("ledger/kinds/mail.py", "        self.handed_over = True\n", ""),),
        (
            "tests/ledger/test_mail.py::test_a_cut_answer_is_unclear_and_what_a_person_sends_again_has_the_same_message_id",
        ),
    ),
    Guard(
        "mail: one Message-ID per effect",
        (("ledger/kinds/mail.py", 'message.extra_headers["Message-ID"]', 'message.extra_headers["X-Other"]'),),
        (
            "tests/ledger/test_mail.py::test_a_cut_answer_is_unclear_and_what_a_person_sends_again_has_the_same_message_id",
        ),
    ),
    Guard(
        "log: the database refuses a change",
        (("ledger/migrations/0002_append_only.py", "RAISE EXCEPTION", "RETURN COALESCE(NEW, OLD); RAISE EXCEPTION"),),
        (EVENTS + "TestRecording::test_the_database_refuses_a_change",),
        migrates=True,
    ),
    Guard(
        "log: a link needs the key",
        (
            (
                "ledger/rules/chain.py",
                'return hmac.digest(key, before + digest + said, "sha256")',
                "return hashlib.sha256(before + digest + said).digest()",
            ),
        ),
        (
            RULES + "test_a_chain_that_is_made_anew_without_the_key_is_found",
            ATTACKS + "test_a_chain_made_anew_without_the_key_is_found",
        ),
        quick=True,
    ),
    Guard(
        "log: a link holds the one before it",
        (("ledger/rules/chain.py", "before + digest + said", "digest + said"),),
        (
            RULES + "test_a_link_depends_on_everything_that_the_event_says",
            ATTACKS + "test_a_chain_made_anew_with_the_key_is_found_by_the_anchor",
        ),
    ),
    Guard(
        "log: a payload is held against its digest",
        (
            (
                "ledger/rules/verify.py",
                'if one.text is not None and chain.digest(one.salt or b"", one.text) != one.digest:',
                "if False:",
            ),
        ),
        (ATTACKS + "test_one_event_edited_is_found_with_its_chain_and_place",),
    ),
    Guard(
        "log: a payload that is gone must have been erased",
        (("ledger/rules/verify.py", "            if lost not in erased:", "            if False:"),),
        (
            EVENTS + "TestErasing::test_a_payload_that_is_gone_without_a_word_is_found",
            RULES + "test_an_erased_payload_must_be_told_of",
        ),
    ),
    Guard(
        "log: writers of one subject wait for each other",
        (("ledger/actions/events.py", "ORDER BY subject FOR UPDATE", "ORDER BY subject"),),
        (EVENTS + "test_writers_of_one_subject_wait_for_each_other",),
    ),
    Guard(
        "anchor: the log is held against it",
        (("ledger/rules/verify.py", "{one.subject: one for one in anchor.heads} if anchor else {}", "{}"),),
        (
            ATTACKS + "test_a_cut_end_is_found_though_the_head_was_cut_as_well",
            ATTACKS + "test_a_whole_chain_removed_with_its_head_is_found",
            ATTACKS + "test_the_whole_log_removed_is_found",
            ATTACKS + "test_a_chain_made_anew_with_the_key_is_found_by_the_anchor",
        ),
    ),
    Guard(
        "anchor: its seal needs the key",
        (("ledger/rules/anchor.py", "if not hmac.compare_digest(told, seal.hexdigest()):", "if False:"),),
        (RULES + "test_a_changed_anchor_is_refused", ATTACKS + "test_an_anchor_that_was_tampered_with_is_found"),
    ),
    Guard(
        "anchor: none is written over a log that was cut",
        (("ledger/actions/anchors.py", "        _still_there(last)\n", "        pass\n"),),
        (EVENTS + "TestAnchors::test_no_anchor_is_written_over_a_log_that_was_cut",),
    ),
    Guard(
        "anchor: the one that the database knows must be there",
        (("ledger/management/commands/verify_log.py", "(latest_anchor(), anchor_fault())", '(latest_anchor(), "")'),),
        (ATTACKS + "test_an_anchor_that_was_tampered_with_is_found",),
    ),
    *(
        Guard(
            f"start: {what}",
            (("ledger/rules/tasks.py", f"    yield from {rule}\n", ""),),
            (RULES + "test_weak_task_settings_are_named",),
        )
        for what, rule in (
            ("no pickle (E001)", "_pickle(queue, tasks)"),
            ("acks late and rejected when lost (E002)", "_lost(tasks)"),
            ("the broker is more patient than a task (E003)", "_seen_again(queue, tasks)"),
            ("no results kept (E004)", "_kept(queue, tasks)"),
            ("a password on the net (E005)", "_open_broker(queue)"),
        )
    ),
    Guard(
        "start: the log has a key of its own (E007)",
        (("ledger/checks.py", "if settings.LEDGER_KEY == settings.SECRET_KEY:", "if False:"),),
        ("tests/ledger/test_checks.py::test_the_event_log_has_a_key_of_its_own",),
    ),
    Guard(
        "start: the web asks",
        (("config/wsgi.py", "\nrefuse_to_start()\n", "\n"),),
        ("tests/faults/test_start.py::test_a_house_with_unsafe_settings_does_not_start",),
    ),
    Guard(
        "start: a worker's own words are asked",
        (("ledger/checks.py", "@worker_init.connect\n", ""),),
        ("tests/faults/test_start.py::test_a_worker_told_to_be_more_patient_than_the_broker_does_not_start",),
    ),
    Guard(
        "start: the worker asks",
        (("ledger/checks.py", "@celeryd_init.connect\n", ""), ("ledger/checks.py", "@worker_init.connect\n", "")),
        (
            "tests/faults/test_start.py::test_a_house_with_unsafe_settings_does_not_start",
            "tests/faults/test_start.py::test_a_worker_told_to_be_more_patient_than_the_broker_does_not_start",
        ),
    ),
    Guard(
        "start: beat asks",
        (("ledger/checks.py", "@beat_init.connect\n", ""),),
        ("tests/faults/test_start.py::test_a_house_with_unsafe_settings_does_not_start",),
    ),
    Guard(
        "broker: after a silence nobody waits for it",
        (("ledger/actions/broker.py", "                line.silent_until = time.monotonic() + PAUSE\n", ""),),
        ("tests/ledger/test_broker.py::test_one_call_in_a_while_is_made_to_a_broker_that_never_answers",),
    ),
    Guard(
        "tick: one at a time",
        (("ledger/actions/tick.py", "SELECT pg_try_advisory_lock(%s)", "SELECT %s > 0"),),
        ("tests/ledger/test_tick.py::TestSeveralBeats::test_one_tick_runs_at_a_time",),
    ),
    Guard(
        "tick: a transaction for each reconciler",
        (
            (
                "ledger/actions/tick.py",
                "        with transaction.atomic():\n            return work(now)",
                "        return work(now)",
            ),
        ),
        ("tests/ledger/test_tick.py::test_one_that_fails_stops_no_other_and_is_told",),
    ),
    Guard(
        "jobs: a worker that was thought dead changes nothing",
        (
            (
                "ledger/actions/jobs.py",
                "Job.objects.filter(pk=row.pk, claimed_by=row.claimed_by, state=JobState.RUNNING)",
                "Job.objects.filter(pk=row.pk)",
            ),
        ),
        ("tests/ledger/test_jobs.py::test_a_worker_that_was_thought_dead_stops_and_changes_nothing",),
    ),
    Guard(
        "privacy: ids only in the outbox",
        (("ledger/actions/outbox.py", "json.dumps(rules.only_ids(dict(payload)))", "json.dumps(dict(payload))"),),
        ("tests/ledger/test_outbox.py::test_a_name_is_refused",),
    ),
    Guard(
        "privacy: a fault is told without its text",
        (("ledger/actions/faults.py", "isinstance(fault, NotDone | Skipped | Unclear) and str(fault)", "str(fault)"),),
        (
            RELAY + "TestInside::test_a_fault_is_told_without_its_text",
            "tests/ledger/test_jobs.py::test_a_job_that_breaks_is_told_without_the_faults_text",
        ),
    ),
)
