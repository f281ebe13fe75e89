"""Who gets through which door, written by hand from the design's access table. A door that is not here fails the suite.

Letters in the order of `columns.COLUMNS`: anyone, nobody | administrator, quality officer | rektor, deputy, developer |
workplace lead | teacher, child minder, VFU supervisor | union, committee | administrator of the whole.
y shown · d done · s sign in first · - not there for you · f seen but not yours to change · m not that way
· u not ready (no worker runs beside this test).
All of them but the first two and the last belong to unit A; "own" is of A (or one's own), "other" of B (or somebody else's).
"""

from tests.access.columns import Row

EVERYONE = "yy yy yyy y yyy yy y"
EVERYONE_DONE = "dd dd ddd d ddd dd d"
NO_ONE = "-- -- --- - --- -- -"
NOT_THAT_WAY = "mm mm mmm m mmm mm m"
WITHOUT_COOKIE = "ff ff fff f fff ff f"
MEMBERS = "sy yy yyy y yyy yy y"
MEMBERS_DONE = "sd dd ddd d ddd dd d"
MEMBERS_NOT_THAT_WAY = "sm mm mmm m mmm mm m"
MEMBERS_NOTHING = "s- -- --- - --- -- -"

READS = "s- yy yyy - --- -- y"  # the register: administrator edits, rektor edits, quality officer, deputy and developer read
READS_NOT_THAT_WAY = "s- mm mmm - --- -- m"
EDITS = "s- y- y-- - --- -- y"
EDITS_DONE = "s- d- d-- - --- -- d"
EDITS_NOT_THAT_WAY = "s- m- m-- - --- -- m"
WHOLE_ONLY = "s- -- --- - --- -- y"
WHOLE_ONLY_DONE = "s- -- --- - --- -- d"
LIBRARY_WRITES = "s- yy --- - --- -- y"  # administrator and quality officer; rektor only chooses
LIBRARY_WRITES_DONE = "s- dd --- - --- -- d"
LIBRARY_WRITES_NOT_THAT_WAY = "s- mm --- - --- -- m"
GOALS = "s- -y yyy y yy- yy -"  # read at one's own units, and at what lies over them
GOALS_NOT_THAT_WAY = "s- -m mmm m mm- mm -"
STEERS = "s- -y fff f ff- ff -"  # the turns of a wheel are the quality officer's to pause, correct and cancel
ANALYSES = "s- -f yff - --- ff -"
CHOOSES_WHEELS = "s- yy y-- - --- -- y"  # administrator and quality officer write wheels, rektor chooses
CHOOSES_WHEELS_NOT_THAT_WAY = "s- mm m-- - --- -- m"
READS_DRAFTS = "s- -y yyy y yyy y- -"  # whoever may read the drafts of a preschool's plan
READS_DRAFTS_NOT_THAT_WAY = "s- -m mmm m mmm m- -"
ADOPTS = "s- -y y-- - --- -- -"
WRITES_PLANS = "s- -y yyy - --- -- -"  # whoever may edit the plan; not the administrator
WRITES_PLANS_DONE = "s- -d ddd - --- -- -"
WRITES_PLANS_NOT_THAT_WAY = "s- -m mmm - --- -- -"
TEAMS_OWN = "s- -- --- y yy- -- -"  # whoever writes in the team, and the workplace lead
TEAMS_OWN_DONE = "s- -- --- d dd- -- -"
REVIEWS = "s- -- yyy - --- -- -"
RESULTS = "s- -y yyy y yyy y- -"  # released cells: all but the administrator and the committee
RESULTS_NOT_THAT_WAY = "s- -m mmm m mmm m- -"
GUARDIANS_RESULTS = "s- -y yyy y yyy -- -"  # the union reads about the work environment only
CLEARS = "s- -y --- - --- -- -"  # answers in free text are read through by the quality officer
SEES_ROUNDS = "s- -y yyy y --- -- -"  # how a round goes: a workplace lead too
SEES_ROUNDS_NOT_THAT_WAY = "s- -m mmm m --- -- -"
RUNS_ROUNDS = "s- -y y-- - --- -- -"
RUNS_ROUNDS_DONE = "s- -d d-- - --- -- -"
RUNS_ROUNDS_NOT_THAT_WAY = "s- -m m-- - --- -- -"
GONE = "gg gg ggg g ggg gg g"
WITHDRAWN = "gg gy yyy g ggg yg g"  # of the school unit, where teachers hold no role
RUNS = "s- y- --- - --- -- y"  # operations are the administrator's
RUNS_DONE = "s- d- --- - --- -- d"
RUNS_NOT_THAT_WAY = "s- m- --- - --- -- m"


def page(name, letters, post, of="", **data):
    """A page that is read with GET; `post` says what POST does."""
    return [Row(name, "GET", of, letters), Row(name, "POST", of, post, data)]


def public(name, letters, of=""):
    """A page for anyone, that may hold words of every unit."""
    return [Row(name, "GET", of, letters, public=True), Row(name, "POST", of, NOT_THAT_WAY)]


def both(name, own, own_post, other, other_post):
    """A page about an object, of one's own side and of the other."""
    return [*page(name, own, own_post, "own"), *page(name, other, other_post, "other")]


def form(name):
    """A page about an object of the register, with a form that comes back with its faults when nothing is filled in."""
    return both(name, EDITS, EDITS, WHOLE_ONLY, WHOLE_ONLY)


def press(name):
    """A page about an object of the register that asks a question, and does it when pressed."""
    return both(name, EDITS, EDITS_DONE, WHOLE_ONLY, WHOLE_ONLY_DONE)


ROWS: list[Row] = [
    # machines, and what every page shares
    *page("healthz", EVERYONE, NOT_THAT_WAY),
    *page("readyz", "uu uu uuu u uuu uu u", NOT_THAT_WAY),
    *page("more", EVERYONE, NOT_THAT_WAY),
    *page("choose", EVERYONE_DONE, EVERYONE_DONE, theme="dark"),
    *page("gallery", EVERYONE, EVERYONE),
    *page("gallery_question", EVERYONE, EVERYONE_DONE),
    *page("gallery_group", EVERYONE, EVERYONE),
    *page("gallery_error", EVERYONE, EVERYONE),
    # one's own account
    *page("start", EVERYONE, NOT_THAT_WAY),
    *page("account", MEMBERS, MEMBERS),
    *page("choose_role", MEMBERS_NOT_THAT_WAY, MEMBERS_NOTHING),
    *page("account_login", "yd dd ddd d ddd dd d", "yd dd ddd d ddd dd d"),
    *page("account_logout", MEMBERS, "ss ss sss s sss ss s"),
    *page("account_inactive", EVERYONE, NOT_THAT_WAY),
    *page("account_reset_password", EVERYONE, EVERYONE),
    *page("account_reset_password_done", EVERYONE, NOT_THAT_WAY),
    *page("account_change_password", MEMBERS, MEMBERS),
    *page("new_password", NOT_THAT_WAY, NO_ONE),
    *page("account_reset_password_from_key", NO_ONE, NOT_THAT_WAY),
    *page("sessions", MEMBERS, MEMBERS_NOT_THAT_WAY),
    *both("session_end", MEMBERS_NOT_THAT_WAY, "ss ss sss s sss ss s", MEMBERS_NOT_THAT_WAY, MEMBERS_NOTHING),
    *page("sessions_end_others", MEMBERS_NOT_THAT_WAY, MEMBERS_DONE),
    *page("invitation", NO_ONE, NOT_THAT_WAY),
    *page("invitation_accept", NOT_THAT_WAY, NO_ONE),
    # only in demo mode, and the suite is not
    *page("demo", NO_ONE, NO_ONE),
    *page("demo_enter", NO_ONE, NO_ONE),
    *page("demo_letters", NO_ONE, NO_ONE),
    *page("demo_letter", NO_ONE, NO_ONE),
    # units
    *page("units", READS, READS_NOT_THAT_WAY),
    *page("unit_new", EDITS, EDITS),
    *both("unit", READS, READS_NOT_THAT_WAY, WHOLE_ONLY, READS_NOT_THAT_WAY),
    *both("unit_history", READS, READS_NOT_THAT_WAY, WHOLE_ONLY, READS_NOT_THAT_WAY),
    *form("unit_rename"),
    *form("unit_kind"),
    *form("unit_move"),
    *form("unit_merge"),
    *form("unit_close"),
    *both("unit_stay", EDITS_DONE, EDITS_DONE, WHOLE_ONLY_DONE, WHOLE_ONLY_DONE),  # no move is planned
    *press("unit_reopen"),
    # people
    *page("people", READS, READS_NOT_THAT_WAY),
    *page("invite", EDITS, EDITS),
    *both("person", READS, READS_NOT_THAT_WAY, WHOLE_ONLY, READS_NOT_THAT_WAY),
    *form("person_change"),
    *press("person_deactivate"),
    *both("person_activate", EDITS_NOT_THAT_WAY, EDITS_DONE, EDITS_NOT_THAT_WAY, WHOLE_ONLY_DONE),
    *both("invitation_again", EDITS_NOT_THAT_WAY, EDITS_DONE, EDITS_NOT_THAT_WAY, WHOLE_ONLY_DONE),
    *press("invitation_revoke"),
    *form("role_give"),
    *form("substitute"),
    *form("role_end"),
    *form("substitution_end"),
    # registers read in: only from the top of the tree
    *page("import_units", WHOLE_ONLY, WHOLE_ONLY),
    *page("import_units_template", WHOLE_ONLY, EDITS_NOT_THAT_WAY),
    *page("import_units_one", WHOLE_ONLY, EDITS_NOT_THAT_WAY),
    *page("import_units_read_in", EDITS_NOT_THAT_WAY, WHOLE_ONLY),
    *page("import_units_discard", EDITS_NOT_THAT_WAY, WHOLE_ONLY_DONE),
    *page("import_people", WHOLE_ONLY, WHOLE_ONLY),
    *page("import_people_template", WHOLE_ONLY, EDITS_NOT_THAT_WAY),
    *page("import_people_one", WHOLE_ONLY, EDITS_NOT_THAT_WAY),
    *page("import_people_read_in", EDITS_NOT_THAT_WAY, WHOLE_ONLY),
    *page("import_people_discard", EDITS_NOT_THAT_WAY, WHOLE_ONLY_DONE),
    # operations, jobs, notices
    *page("drift", RUNS, RUNS_NOT_THAT_WAY),
    *page("drift_stuck", RUNS, RUNS_NOT_THAT_WAY),
    *page("drift_retry", RUNS, RUNS_DONE),
    *page("drift_settle", RUNS_NOT_THAT_WAY, RUNS_DONE),
    *page("drift_retry_kind", RUNS, RUNS_DONE),
    *page("jobs", MEMBERS, MEMBERS_NOT_THAT_WAY),
    *both("job", MEMBERS, MEMBERS_NOT_THAT_WAY, MEMBERS_NOTHING, MEMBERS_NOT_THAT_WAY),
    *both("job_cancel", MEMBERS_NOT_THAT_WAY, MEMBERS_DONE, MEMBERS_NOT_THAT_WAY, MEMBERS_NOTHING),
    *page("notices", MEMBERS, MEMBERS_NOT_THAT_WAY),
    *page("notices_read", MEMBERS_NOT_THAT_WAY, MEMBERS_DONE),
    *both("notice_read", MEMBERS_NOT_THAT_WAY, MEMBERS_DONE, MEMBERS_NOT_THAT_WAY, MEMBERS_NOTHING),
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
    # rounds, prepared and open, with those who are invited
    *page("rounds", SEES_ROUNDS, SEES_ROUNDS_NOT_THAT_WAY),
    *page("round_new", RUNS_ROUNDS, RUNS_ROUNDS),
    *both("round", SEES_ROUNDS, SEES_ROUNDS_NOT_THAT_WAY, MEMBERS_NOTHING, SEES_ROUNDS_NOT_THAT_WAY),
    *[
        row
        for what in ("change", "units", "recipients", "list", "codes", "uninvite", "letters", "sign", "prolong")
        for row in both(f"round_{what}", RUNS_ROUNDS, RUNS_ROUNDS, MEMBERS_NOTHING, MEMBERS_NOTHING)
    ],
    *both("round_close", RUNS_ROUNDS, RUNS_ROUNDS, MEMBERS_NOTHING, MEMBERS_NOTHING),
    *both("round_stop", RUNS_ROUNDS, RUNS_ROUNDS, MEMBERS_NOTHING, MEMBERS_NOTHING),
    *both("round_letter_cancel", RUNS_ROUNDS_NOT_THAT_WAY, RUNS_ROUNDS_DONE, RUNS_ROUNDS_NOT_THAT_WAY, MEMBERS_NOTHING),
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
    *both("questionnaire_draft_discard", LIBRARY_WRITES, LIBRARY_WRITES_DONE, WHOLE_ONLY, WHOLE_ONLY_DONE),
    # goals: the goal lies at the school unit of A or B, its value is the preschool's
    *page("goals", GOALS, GOALS_NOT_THAT_WAY),
    *both("goal", GOALS, GOALS_NOT_THAT_WAY, MEMBERS_NOTHING, GOALS_NOT_THAT_WAY),
    *both("goal_activities", GOALS, GOALS_NOT_THAT_WAY, MEMBERS_NOTHING, GOALS_NOT_THAT_WAY),
    *both("goal_history", GOALS, GOALS_NOT_THAT_WAY, MEMBERS_NOTHING, GOALS_NOT_THAT_WAY),
    *page("activities", GOALS, GOALS_NOT_THAT_WAY),
    *both("activity_move", "s- -y yyy f ff- ff -", "s- -y yyy f ff- ff -", MEMBERS_NOTHING, MEMBERS_NOTHING),
    *both("activity_give", "s- -y yyy f --- -- -", "s- -y yyy f --- -- -", MEMBERS_NOTHING, MEMBERS_NOTHING),
    *both("indicator", GOALS, GOALS_NOT_THAT_WAY, MEMBERS_NOTHING, GOALS_NOT_THAT_WAY),
    *both("value_report", "s- -y yyy y --- -- -", "s- -y yyy y --- -- -", MEMBERS_NOTHING, MEMBERS_NOTHING),
    *both("indicator_redefine", "s- -y yyy f --- -- -", "s- -y yyy f --- -- -", MEMBERS_NOTHING, MEMBERS_NOTHING),
    *both("indicator_source", "s- -y yyy f --- -- -", "s- -d ddd f --- -- -", MEMBERS_NOTHING, MEMBERS_NOTHING),
    *both("value_correct", "s- -y yyy y --- -- -", "s- -y yyy y --- -- -", MEMBERS_NOTHING, MEMBERS_NOTHING),
    # the wheel: a turn and two tasks at the preschool of A or B, one open for its lead, one sent in by the lead
    *page("wheel", GOALS, GOALS_NOT_THAT_WAY),
    *page("wheel_unit", GOALS, GOALS_NOT_THAT_WAY),
    *page("tasks", GOALS, GOALS_NOT_THAT_WAY),
    *page("processes", GOALS, GOALS_NOT_THAT_WAY),
    *both("task", GOALS, MEMBERS_NOT_THAT_WAY, MEMBERS_NOTHING, MEMBERS_NOT_THAT_WAY),
    *both("task_finish", "s- -f fff y ff- ff -", "s- -f fff y ff- ff -", MEMBERS_NOTHING, MEMBERS_NOTHING),
    *both("task_review", "s- -f yyy f ff- ff -", "s- -f yyy f ff- ff -", MEMBERS_NOTHING, MEMBERS_NOTHING),
    *both("task_waive", "s- -y yyy f ff- ff -", "s- -y yyy f ff- ff -", MEMBERS_NOTHING, MEMBERS_NOTHING),
    *both("task_cancel", STEERS, STEERS, MEMBERS_NOTHING, MEMBERS_NOTHING),
    *both("task_correct", STEERS, STEERS, MEMBERS_NOTHING, MEMBERS_NOTHING),
    *both("process", GOALS, GOALS_NOT_THAT_WAY, MEMBERS_NOTHING, GOALS_NOT_THAT_WAY),
    *both("process_history", GOALS, GOALS_NOT_THAT_WAY, MEMBERS_NOTHING, GOALS_NOT_THAT_WAY),
    *both("process_pause", STEERS, STEERS, MEMBERS_NOTHING, MEMBERS_NOTHING),
    *both("process_resume", STEERS, "s- -d fff f ff- ff -", MEMBERS_NOTHING, MEMBERS_NOTHING),
    *both("process_cancel", STEERS, STEERS, MEMBERS_NOTHING, MEMBERS_NOTHING),
    *both("process_annotate", STEERS, STEERS, MEMBERS_NOTHING, MEMBERS_NOTHING),
    # wheels to choose, and the wheel in one's own calendar: whoever has the address reads it, until it is taken back
    *page("wheel_library", CHOOSES_WHEELS, CHOOSES_WHEELS_NOT_THAT_WAY),
    *both("wheel_library_one", CHOOSES_WHEELS, CHOOSES_WHEELS_NOT_THAT_WAY, WHOLE_ONLY, CHOOSES_WHEELS_NOT_THAT_WAY),
    *both("wheel_choose", CHOOSES_WHEELS, CHOOSES_WHEELS, WHOLE_ONLY, WHOLE_ONLY),
    *page("calendar_feeds", GOALS, GOALS),
    *both("calendar_feed_close", GOALS_NOT_THAT_WAY, "s- -d ddd d dd- dd -", GOALS_NOT_THAT_WAY, MEMBERS_NOTHING),
    *both("calendar_feed", EVERYONE, NOT_THAT_WAY, NO_ONE, NOT_THAT_WAY),
    # goals' turns of the wheel: at the school unit, whose rektor the wheel asks for the analysis
    *both("goal_turn", "s- -y yyy - --- yy -", "s- -m mmm m mm- mm -", MEMBERS_NOTHING, GOALS_NOT_THAT_WAY),
    *both("goal_analysis", ANALYSES, ANALYSES, MEMBERS_NOTHING, MEMBERS_NOTHING),
    *both("improvement_new", ANALYSES, ANALYSES, MEMBERS_NOTHING, MEMBERS_NOTHING),
    *both("improvement_drop", ANALYSES, ANALYSES, MEMBERS_NOTHING, MEMBERS_NOTHING),
    # documents of each side's team: a draft is the team's, what is handed in its leaders' too
    *page("week", MEMBERS, MEMBERS_NOT_THAT_WAY),
    *page("documents", "s- -y yyy y yyy -- -", MEMBERS_NOT_THAT_WAY),
    *page("document_new", "s- -- --- y yyy -- -", "s- -- --- y yyy -- -"),
    *both("document_of_task", TEAMS_OWN, MEMBERS_NOT_THAT_WAY, MEMBERS_NOTHING, MEMBERS_NOT_THAT_WAY),
    *both("document_begin", MEMBERS_NOT_THAT_WAY, TEAMS_OWN_DONE, MEMBERS_NOT_THAT_WAY, MEMBERS_NOTHING),
    *both("document", TEAMS_OWN, TEAMS_OWN_DONE, MEMBERS_NOTHING, MEMBERS_NOTHING),
    *page("document_save", MEMBERS_NOT_THAT_WAY, TEAMS_OWN, "own", **{"del": "varfor"}),
    *page("document_save", MEMBERS_NOT_THAT_WAY, MEMBERS_NOTHING, "other", **{"del": "varfor"}),
    *both("document_read", "s- -- yyy y yy- -- -", MEMBERS_NOT_THAT_WAY, MEMBERS_NOTHING, MEMBERS_NOT_THAT_WAY),
    *page("review_queue", REVIEWS, "s- -- mmm - --- -- -"),
    *page("review_together", "s- -- mmm - --- -- -", "s- -- ddd - --- -- -"),
    *both("review", REVIEWS, REVIEWS, MEMBERS_NOTHING, MEMBERS_NOTHING),
    # plans read in from other systems
    *page("plan_imports", WRITES_PLANS, WRITES_PLANS_NOT_THAT_WAY),
    *page("plan_import_new", WRITES_PLANS, WRITES_PLANS),
    *both("plan_import", WRITES_PLANS, WRITES_PLANS_NOT_THAT_WAY, MEMBERS_NOTHING, WRITES_PLANS_NOT_THAT_WAY),
    *both("plan_import_draft", WRITES_PLANS, WRITES_PLANS, MEMBERS_NOTHING, MEMBERS_NOTHING),
    *both("plan_import_abandon", WRITES_PLANS, WRITES_PLANS_DONE, MEMBERS_NOTHING, MEMBERS_NOTHING),
    *both("plan_import_row", WRITES_PLANS, WRITES_PLANS, MEMBERS_NOTHING, MEMBERS_NOTHING),
    *page("plan_import_step", WRITES_PLANS_NOT_THAT_WAY, WRITES_PLANS_DONE, "own", do="merge"),
    *page("plan_import_step", WRITES_PLANS_NOT_THAT_WAY, MEMBERS_NOTHING, "other", do="merge"),
    *page("plan_import_answer", WRITES_PLANS_NOT_THAT_WAY, WRITES_PLANS_DONE, "own", do="right"),
    *page("plan_import_answer", WRITES_PLANS_NOT_THAT_WAY, MEMBERS_NOTHING, "other", do="right"),
    *page("plan_import_undo", WRITES_PLANS_NOT_THAT_WAY, WRITES_PLANS_DONE, "own", steps=0),
    *page("plan_import_undo", WRITES_PLANS_NOT_THAT_WAY, MEMBERS_NOTHING, "other", steps=0),
    # plans as they are written; the back office itself: tests/cms/views/test_back_office.py
    *page("plan_pages", READS_DRAFTS, READS_DRAFTS_NOT_THAT_WAY),
    *page("plan_new", WRITES_PLANS, WRITES_PLANS),
    *both("plan_page", READS_DRAFTS, READS_DRAFTS_NOT_THAT_WAY, MEMBERS_NOTHING, READS_DRAFTS_NOT_THAT_WAY),
    *both("plan_draft", READS_DRAFTS, "s- -y yyy y yyf y- -", MEMBERS_NOTHING, MEMBERS_NOTHING),
    *both("plan_adopt", ADOPTS, ADOPTS, MEMBERS_NOTHING, MEMBERS_NOTHING),
    *both("plan_withdraw", ADOPTS, "s- -d d-- - --- -- -", MEMBERS_NOTHING, MEMBERS_NOTHING),
    *both("plan_next", WRITES_PLANS, WRITES_PLANS_DONE, MEMBERS_NOTHING, MEMBERS_NOTHING),
    *both("plan_copy", WRITES_PLANS, WRITES_PLANS, MEMBERS_NOTHING, MEMBERS_NOTHING),
    *both("plan_discard", WRITES_PLANS, WRITES_PLANS_DONE, MEMBERS_NOTHING, MEMBERS_NOTHING),
    # plans as they are read: an adopted one by anyone, a withdrawn one by those who may read the unit's plans
    *public("plans", EVERYONE),
    *public("plan", EVERYONE, "own"),
    *public("plan", EVERYONE, "other"),
    *public("plan_pdf", EVERYONE, "own"),
    *public("plan_pdf", EVERYONE, "other"),
    *both("plan_edition", WITHDRAWN, NOT_THAT_WAY, GONE, NOT_THAT_WAY),
    *both("plan_edition_pdf", WITHDRAWN, NOT_THAT_WAY, GONE, NOT_THAT_WAY),
    *both("plan_picture", EVERYONE, NOT_THAT_WAY, NO_ONE, NOT_THAT_WAY),  # A's plan shows it; B's is a draft
    *both("stored_picture", EVERYONE, NOT_THAT_WAY, NO_ONE, NOT_THAT_WAY),
    # what is promised
    *page("accessibility", EVERYONE, EVERYONE),
    *page("privacy", EVERYONE, NOT_THAT_WAY),
    *page("feedback_list", RUNS, RUNS_NOT_THAT_WAY),
    *page("feedback_handled", RUNS_NOT_THAT_WAY, RUNS_DONE),
]

# what stands in an address: a thing of `world.World`, or a word
ARGUMENTS = {
    "gallery_group": ["diagram"],
    "gallery_error": ["404"],
    "account_reset_password_from_key": ["abc-def"],
    "session_end": [("session",)],
    "invitation": ["ingen-sadan"],
    "demo_enter": ["1"],
    "demo_letter": ["1"],
    "unit": [("unit",)],
    **{f"unit_{what}": [("unit",)] for what in ("history", "rename", "kind", "move", "merge", "close", "stay")},
    "unit_reopen": [("closed",)],
    "person": [("person",)],
    **{f"person_{what}": [("person",)] for what in ("change", "deactivate", "activate")},
    "answer": ["ingen-sadan"],
    "answer_reminders": ["ingen-sadan"],
    "walk": ["abcdef012345"],
    **{name: ["abcdef012345", "sv"] for name in ("walk_begin", "walk_review", "walk_receipt")},
    "walk_page": ["abcdef012345", "sv", "del-0"],
    "invitation_again": [("invited",)],
    "invitation_revoke": [("invited",)],
    "role_give": [("person",)],
    "substitute": [("person",)],
    "role_end": [("role",)],
    "substitution_end": [("substitution",)],
    **{f"import_{kind}_template": ["csv"] for kind in ("units", "people")},
    **{
        f"import_{kind}_{what}": [("import", kind)]
        for kind in ("units", "people")
        for what in ("one", "read_in", "discard")
    },
    **{f"plan_{what}": [("plan_page",)] for what in ("page", "draft", "adopt", "withdraw", "next", "copy")},
    "plan_discard": [("draft",)],
    "plan_picture": [("picture",)],
    "stored_picture": [("picture_file",)],
    "plan_import": [("plan_import",)],
    **{f"plan_import_{what}": [("plan_import",)] for what in ("draft", "abandon", "undo")},
    **{f"plan_import_{what}": [("plan_import",), "plan"] for what in ("row", "step")},
    "plan_import_answer": [("plan_import",), "0"],
    "drift_retry": [("effect", "")],
    "drift_settle": [("effect", "")],
    "drift_retry_kind": ["tests.access_effect", "failed"],
    "job": [("job",)],
    "job_cancel": [("job",)],
    "notice_read": [("notice",)],
    "feedback_handled": [("feedback", "")],
    **{name: [("plan",), ("plan_slug",)] for name in ("plan", "plan_pdf")},
    **{name: [("withdrawn_plan",), ("withdrawn_plan_slug",), "1"] for name in ("plan_edition", "plan_edition_pdf")},
    "questionnaire": [("questionnaire",)],
    "questionnaire_next": [("questionnaire",)],
    "questionnaire_draft": [("questionnaire_page",)],
    **{
        f"questionnaire_draft_{what}": [("questionnaire_page",)]
        for what in ("condition", "languages", "indices", "index_new", "preview", "try", "compare", "publish", "export")
    },
    "questionnaire_draft_index": [("questionnaire_page",), "index-personal"],
    "questionnaire_draft_discard": [("questionnaire_fresh",)],
    **{
        f"questionnaire_{what}": [("questionnaire",), "1"]
        for what in ("version", "languages", "scores", "preview", "try", "export")
    },
    **{name: [("goal",)] for name in ("goal", "goal_activities", "goal_history")},
    **{name: [("turn",)] for name in ("goal_turn", "goal_analysis", "improvement_new")},
    "improvement_drop": [("improvement",)],
    **{name: [("activity",)] for name in ("activity_move", "activity_give")},
    **{name: [("indicator",)] for name in ("indicator", "value_report", "indicator_redefine", "indicator_source")},
    "value_correct": [("value",)],
    **{name: [("task_to_write",)] for name in ("document_of_task", "document_begin")},
    **{name: [("draft_document",)] for name in ("document", "document_save")},
    "document_read": [("handed_in",)],
    "review": [("handed_in_task",)],
    "questionnaire_compare": [("questionnaire",), "2", "1"],
    "result": [("release",)],
    **{f"round{what}": [("round",)] for what in ("", "_prolong", "_close", "_stop")},
    **{
        f"round_{what}": [("draft_round",)]
        for what in (
            "change",
            "units",
            "recipients",
            "list",
            "codes",
            "uninvite",
            "letters",
            "ready",
            "wait",
            "discard",
        )
    },
    "round_list_discard": [("draft_round",)],
    "round_letter_cancel": [("draft_round",), ("mailing",)],
    "round_list_template": [("draft_round",), "csv"],
    "round_sign": [("draft_round",), "en"],
    "result_make": [("round",)],
    "result_texts": [("release",)],
    "result_unit": [("release",), ("released_place",), "guardians"],
    **{f"task{what}": [("task",)] for what in ("", "_finish", "_waive", "_cancel", "_correct")},
    "task_review": [("sent_task",)],
    **{name: [("arshjul",)] for name in ("wheel_library_one", "wheel_choose")},
    "calendar_feed": [("secret",)],
    "calendar_feed_close": [("feed",)],
    **{f"process{what}": [("process",)] for what in ("", "_history", "_pause", "_resume", "_cancel", "_annotate")},
}
