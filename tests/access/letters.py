"""The letters of the access table and how its rows are written: who is told what, in the order of `columns.COLUMNS`.

anyone, nobody | administrator, quality officer | rektor, deputy, developer | workplace lead | teacher, child minder, VFU
supervisor | union, committee | administrator of the whole.
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
WRITES_WAYS = "s- -y yyy f ff- ff -"  # whoever writes the unit's plans, on a way that more people read
WRITES_MEASURES = "s- -y yyy y ff- ff -"  # by goals and values: a workplace lead too
ANALYSES = "s- -f yff - --- ff -"
ANALYSES_DONE = "s- -f dff - --- ff -"
CHOOSES_WHEELS = "s- yy y-- - --- -- y"  # administrator and quality officer write wheels, rektor chooses
CHOOSES_WHEELS_NOT_THAT_WAY = "s- mm m-- - --- -- m"
READS_DRAFTS = "s- -y yyy y yyy y- -"  # whoever may read the drafts of a preschool's plan
READS_DRAFTS_NOT_THAT_WAY = "s- -m mmm m mmm m- -"
ADOPTS = "s- -y y-- - --- -- -"
ADOPTS_NOT_THAT_WAY = "s- -m m-- - --- -- -"
ADOPTS_DONE = "s- -d d-- - --- -- -"
READS_REPORTS = "s- -y y-- - --- -y -"  # those who adopt, and of what is decided the committee
READS_REPORTS_DONE = "s- -d d-- - --- -d -"
WRITES_PLANS = "s- -y yyy - --- -- -"  # whoever may edit the plan; not the administrator
WRITES_PLANS_DONE = "s- -d ddd - --- -- -"
WRITES_PLANS_NOT_THAT_WAY = "s- -m mmm - --- -- -"
TEAMS_OWN = "s- -- --- y yy- -- -"  # whoever writes in the team, and the workplace lead
TEAMS_OWN_DONE = "s- -- --- d dd- -- -"
REVIEWS = "s- -- yyy - --- -- -"
RESULTS = "s- -y yyy y yyy y- -"  # released cells: all but the administrator and the committee
RESULTS_NOT_THAT_WAY = "s- -m mmm m mmm m- -"
RESULTS_DONE = "s- -d ddd d ddd d- -"
GUARDIANS_RESULTS = "s- -y yyy y yyy -- -"  # the union reads about the work environment only
CLEARS = "s- -y --- - --- -- -"  # answers in free text are read through by the quality officer
SEES_ROUNDS = "s- -y yyy y --- -- -"  # how a round goes: a workplace lead too
SEES_ROUNDS_DONE = "s- -d ddd d --- -- -"
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
