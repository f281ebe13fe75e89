"""X5: a house with unsafe settings does not start: not its web, not its workers, not its beat."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from tests.faults.house import faulty, until

pytestmark = pytest.mark.faults

OPTIONS = {"visibility_timeout": 600, "socket_timeout": 10, "socket_connect_timeout": 5}
WRONG = {
    "pickle is accepted": ("ledger.E001", faulty(CELERY_ACCEPT_CONTENT=["json", "pickle"])),
    "pickle is sent": ("ledger.E001", faulty(CELERY_TASK_SERIALIZER="pickle")),
    "a lost worker's tasks are not rejected": ("ledger.E002", faulty(CELERY_TASK_REJECT_ON_WORKER_LOST=False)),
    "tasks are acknowledged early": ("ledger.E002", faulty(CELERY_TASK_ACKS_LATE=False)),
    "the broker is less patient than a task": ("ledger.E003", faulty(CELERY_BROKER_TRANSPORT_OPTIONS=OPTIONS)),
    "a task has no hard limit": ("ledger.E003", faulty(CELERY_TASK_TIME_LIMIT=None)),
    "results are kept": ("ledger.E004", faulty(CELERY_RESULT_BACKEND="redis://127.0.0.1:1/0")),
    "results are not ignored": ("ledger.E004", faulty(CELERY_TASK_IGNORE_RESULT=False)),
    "a broker on the net has no password": ("ledger.E005", {"BROKER_URL": "redis://192.0.2.7:6379/0"}),
    "the broker is a table": ("ledger.E006", {"BROKER_URL": "sqla+sqlite://"}),
    "the log's key is the site's": ("ledger.E007", faulty(LEDGER_KEY="x" * 60, SECRET_KEY="x" * 60)),
}
KINDS = ("web", "worker", "beat")
#: Beat names its broker before it says that it begins: one that is not installed stops it there, in Celery's own words.
OWN_WORDS = {("beat", "the broker is a table"): "No module named 'sqlalchemy'"}
#: How long a process that ought to end by itself is given to do so, in seconds.
PATIENCE = 120


def started(house, kind, surroundings):
    """Start a process of one kind."""
    if kind == "web":
        return house.web(**surroundings)
    if kind == "worker":
        return house.worker(hands=1, **surroundings)
    return house.beat(**surroundings)


def refusal(house, kind, what):
    """Start a process; return what is wrong with how it was refused, or nothing."""
    number, surroundings = WRONG[what]
    process = started(house, kind, surroundings)
    with suppress(AssertionError):
        until(lambda: process.status is not None, PATIENCE)
    said = process.said()
    wanted = [f"({number})", "This installation is not started"]
    if (kind, what) in OWN_WORDS:
        wanted = [OWN_WORDS[kind, what]]
    refused = process.status not in (None, 0) and all(words in said for words in wanted)
    return "" if refused else f"{kind} when {what}: status {process.status}, {said[-2000:]}"


def refusals(house, pairs):
    """Start processes, three at a time; return what is wrong."""
    with ThreadPoolExecutor(3) as hands:
        told = list(hands.map(lambda pair: refusal(house, *pair), pairs))
    return [one for one in told if one]


# Each kind of process once, and three faults. The slow suite tries every pair, tests/ledger/test_checks.py the words of each.
PAIRS = [(KINDS[place % len(KINDS)], what) for place, what in enumerate(WRONG) if place % 4 == 0]


def test_a_house_with_unsafe_settings_does_not_start(house):
    assert refusals(house, PAIRS) == []


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_no_part_of_a_house_starts_with_any_unsafe_setting(house):
    assert refusals(house, [(kind, what) for what in WRONG for kind in KINDS if (kind, what) not in PAIRS]) == []


def test_a_worker_told_to_be_more_patient_than_the_broker_does_not_start(house):
    process = house.start("worker", "celery", "-A", "config", "worker", "--time-limit", "7200")
    until(lambda: process.status is not None, 60, what="the worker ends by itself")
    assert (process.status != 0, "(ledger.E003)" in process.said()) == (True, True)
