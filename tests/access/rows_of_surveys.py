"""Who gets to the library of questionnaires, rounds, results and the walk of those who answer."""

from tests.access.columns import Row
from tests.access.letters import (
    CLEARS,
    EVERYONE,
    GUARDIANS_RESULTS,
    LIBRARY_WRITES,
    LIBRARY_WRITES_DONE,
    LIBRARY_WRITES_NOT_THAT_WAY,
    MEMBERS_NOTHING,
    NO_ONE,
    NOT_THAT_WAY,
    READS,
    READS_NOT_THAT_WAY,
    RESULTS,
    RESULTS_NOT_THAT_WAY,
    RUNS_ROUNDS,
    RUNS_ROUNDS_DONE,
    RUNS_ROUNDS_NOT_THAT_WAY,
    SEES_ROUNDS,
    SEES_ROUNDS_NOT_THAT_WAY,
    WHOLE_ONLY,
    WHOLE_ONLY_DONE,
    WITHOUT_COOKIE,
    both,
    page,
)

SURVEYS: list[Row] = [
    # surveys: the library of questionnaires
    *page("questionnaires", READS, READS_NOT_THAT_WAY),
    *page("questionnaire_import", LIBRARY_WRITES, LIBRARY_WRITES),
    *both("questionnaire", READS, READS_NOT_THAT_WAY, WHOLE_ONLY, READS_NOT_THAT_WAY),
    *both("questionnaire_version", READS, READS_NOT_THAT_WAY, WHOLE_ONLY, READS_NOT_THAT_WAY),
    *both("questionnaire_languages", READS, READS_NOT_THAT_WAY, WHOLE_ONLY, READS_NOT_THAT_WAY),
    *both("questionnaire_scores", READS, READS_NOT_THAT_WAY, WHOLE_ONLY, READS_NOT_THAT_WAY),
    *both("questionnaire_compare", READS, READS_NOT_THAT_WAY, WHOLE_ONLY, READS_NOT_THAT_WAY),
    *both("questionnaire_preview", READS, READS_NOT_THAT_WAY, WHOLE_ONLY, READS_NOT_THAT_WAY),
    *both("questionnaire_try", READS, READS, WHOLE_ONLY, WHOLE_ONLY),
    *both("questionnaire_export", READS, READS_NOT_THAT_WAY, WHOLE_ONLY, READS_NOT_THAT_WAY),
    *both("questionnaire_pdf", READS, READS_NOT_THAT_WAY, WHOLE_ONLY, READS_NOT_THAT_WAY),
    # rounds, prepared and open, with those who are invited
    *page("rounds", SEES_ROUNDS, SEES_ROUNDS_NOT_THAT_WAY),
    *page("round_new", RUNS_ROUNDS, RUNS_ROUNDS),
    *both("round", SEES_ROUNDS, SEES_ROUNDS_NOT_THAT_WAY, MEMBERS_NOTHING, SEES_ROUNDS_NOT_THAT_WAY),
    *[
        row
        for what in (
            "change",
            "units",
            "recipients",
            "list",
            "codes",
            "uninvite",
            "letters",
            "paper",
            "sign",
            "prolong",
        )
        for row in both(f"round_{what}", RUNS_ROUNDS, RUNS_ROUNDS, MEMBERS_NOTHING, MEMBERS_NOTHING)
    ],
    *both("round_close", RUNS_ROUNDS, RUNS_ROUNDS, MEMBERS_NOTHING, MEMBERS_NOTHING),
    *both("round_stop", RUNS_ROUNDS, RUNS_ROUNDS, MEMBERS_NOTHING, MEMBERS_NOTHING),
    *both("round_letter_cancel", RUNS_ROUNDS_NOT_THAT_WAY, RUNS_ROUNDS_DONE, RUNS_ROUNDS_NOT_THAT_WAY, MEMBERS_NOTHING),
    *both("round_paper_pdf", RUNS_ROUNDS_DONE, RUNS_ROUNDS_NOT_THAT_WAY, MEMBERS_NOTHING, RUNS_ROUNDS_NOT_THAT_WAY),
    *[
        row
        for what in ("ready", "wait", "discard")
        for row in both(f"round_{what}", RUNS_ROUNDS, RUNS_ROUNDS_DONE, MEMBERS_NOTHING, MEMBERS_NOTHING)
    ],
    *both("round_list_discard", RUNS_ROUNDS_NOT_THAT_WAY, RUNS_ROUNDS_DONE, RUNS_ROUNDS_NOT_THAT_WAY, MEMBERS_NOTHING),
    *both("round_list_template", RUNS_ROUNDS, RUNS_ROUNDS_NOT_THAT_WAY, MEMBERS_NOTHING, RUNS_ROUNDS_NOT_THAT_WAY),
    # surveys, what is released
    *page("results", RESULTS, RESULTS_NOT_THAT_WAY),
    *both("result", RESULTS, RESULTS_NOT_THAT_WAY, MEMBERS_NOTHING, RESULTS_NOT_THAT_WAY),
    *both("result_file", RESULTS, RESULTS_NOT_THAT_WAY, MEMBERS_NOTHING, RESULTS_NOT_THAT_WAY),
    *both("result_make", RUNS_ROUNDS, RUNS_ROUNDS, MEMBERS_NOTHING, MEMBERS_NOTHING),
    *both("result_texts", CLEARS, CLEARS, MEMBERS_NOTHING, MEMBERS_NOTHING),
    *both("result_unit", GUARDIANS_RESULTS, RESULTS_NOT_THAT_WAY, MEMBERS_NOTHING, RESULTS_NOT_THAT_WAY),
    # surveys: those who answer; without a letter's secret, or the cookie of a walk, there is nothing for anyone
    *page("answer_code", EVERYONE, EVERYONE),
    *page("answer", NO_ONE, NO_ONE),
    *page("answer_reminders", NO_ONE, NO_ONE),
    *page("walk", WITHOUT_COOKIE, NOT_THAT_WAY),
    *page("walk_begin", WITHOUT_COOKIE, NOT_THAT_WAY),
    *page("walk_page", WITHOUT_COOKIE, WITHOUT_COOKIE),
    *page("walk_review", WITHOUT_COOKIE, WITHOUT_COOKIE),
    *page("walk_receipt", WITHOUT_COOKIE, NOT_THAT_WAY),
    # questionnaires as they are written: whoever edits the library; a rektor chooses among what is published
    *page("questionnaire_drafts", LIBRARY_WRITES, LIBRARY_WRITES_NOT_THAT_WAY),
    *page("questionnaire_new", LIBRARY_WRITES, LIBRARY_WRITES),
    *page("questionnaire_read_in", LIBRARY_WRITES, LIBRARY_WRITES),
    *both(
        "questionnaire_next",
        LIBRARY_WRITES_NOT_THAT_WAY,
        LIBRARY_WRITES_DONE,
        LIBRARY_WRITES_NOT_THAT_WAY,
        WHOLE_ONLY_DONE,
    ),
    *both("questionnaire_draft", LIBRARY_WRITES, LIBRARY_WRITES_NOT_THAT_WAY, WHOLE_ONLY, LIBRARY_WRITES_NOT_THAT_WAY),
    *both("questionnaire_draft_condition", LIBRARY_WRITES, LIBRARY_WRITES, WHOLE_ONLY, WHOLE_ONLY),
    *both("questionnaire_draft_languages", LIBRARY_WRITES, LIBRARY_WRITES_DONE, WHOLE_ONLY, WHOLE_ONLY_DONE),
    *both(
        "questionnaire_draft_indices",
        LIBRARY_WRITES,
        LIBRARY_WRITES_NOT_THAT_WAY,
        WHOLE_ONLY,
        LIBRARY_WRITES_NOT_THAT_WAY,
    ),
    *both("questionnaire_draft_index", LIBRARY_WRITES, LIBRARY_WRITES, WHOLE_ONLY, WHOLE_ONLY),
    *both("questionnaire_draft_index_new", LIBRARY_WRITES, LIBRARY_WRITES, WHOLE_ONLY, WHOLE_ONLY),
    *both(
        "questionnaire_draft_preview",
        LIBRARY_WRITES,
        LIBRARY_WRITES_NOT_THAT_WAY,
        WHOLE_ONLY,
        LIBRARY_WRITES_NOT_THAT_WAY,
    ),
    *both("questionnaire_draft_try", LIBRARY_WRITES, LIBRARY_WRITES, WHOLE_ONLY, WHOLE_ONLY),
    *both(
        "questionnaire_draft_compare",
        LIBRARY_WRITES,
        LIBRARY_WRITES_NOT_THAT_WAY,
        WHOLE_ONLY,
        LIBRARY_WRITES_NOT_THAT_WAY,
    ),
    *both("questionnaire_draft_publish", LIBRARY_WRITES, LIBRARY_WRITES, WHOLE_ONLY, WHOLE_ONLY),
    *both(
        "questionnaire_draft_export",
        LIBRARY_WRITES,
        LIBRARY_WRITES_NOT_THAT_WAY,
        WHOLE_ONLY,
        LIBRARY_WRITES_NOT_THAT_WAY,
    ),
    *both(
        "questionnaire_draft_pdf",
        LIBRARY_WRITES,
        LIBRARY_WRITES_NOT_THAT_WAY,
        WHOLE_ONLY,
        LIBRARY_WRITES_NOT_THAT_WAY,
    ),
    *both("questionnaire_draft_discard", LIBRARY_WRITES, LIBRARY_WRITES_DONE, WHOLE_ONLY, WHOLE_ONLY_DONE),
]
