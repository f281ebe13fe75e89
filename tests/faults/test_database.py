"""R1: PostgreSQL stops at once, loses its lines, or has no room, while people send: nothing promised is lost."""

import random
import threading
import time
from collections import Counter
from contextlib import suppress

import psycopg
import pytest
from django.db import connection

from tests.faults.answering import a_round, the_ledger_holds
from tests.faults.browser import Browser, Cut
from tests.faults.house import until

pytestmark = [pytest.mark.faults, pytest.mark.usefixtures("keys")]
BACK = 30
"""Seconds within which the web answers again once PostgreSQL is back."""
HANDS = 4
LINES = 40
"""Lines to PostgreSQL that are cut, those of the web, a few at a time."""
ALL_LINES = """
SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""


class Crowd:
    """People who come and send, four at a time, each until the receipt is promised; then each again from the start."""

    def __init__(self, web, people):
        self.web, self.people, self.faults = web, people, []
        self._stop = threading.Event()
        self._hands = [threading.Thread(target=self._go_on, args=[people[hand::HANDS]]) for hand in range(HANDS)]

    def __enter__(self):
        for hand in self._hands:
            hand.start()
        return self

    def __exit__(self, *_fault):
        self._stop.set()
        for hand in self._hands:
            hand.join()

    def _go_on(self, mine):
        while not self._stop.is_set():
            for one in mine:
                while not self._stop.is_set() and not self._is_through(one):
                    time.sleep(0.2)

    def _is_through(self, one):
        """Let somebody come and send, or send again; whatever is not as it should be is remembered."""
        try:
            if one.is_ready:
                return one.sends(self.web)
            return one.comes(self.web).is_ready and one.sends(self.web)
        except Cut as fault:
            self.faults.append(str(fault))
            return False

    def heard(self):
        """Return every answer that anybody got, with its Retry-After, and how often."""
        return Counter(answer for one in self.people for answer in one.browser.heard)

    def received(self):
        return len(self.people[0].ledger.of("received"))


def only_answers_that_help(crowd):
    """No answer is a fault of ours: pages, redirects, and 503 with the time after which to come again."""
    heard = crowd.heard()
    assert set(heard) <= {(200, None), (302, None), (503, "60")}, (heard, crowd.faults)
    return heard[503, "60"]


def landing(web, one):
    """Open a link; return the status and Retry-After."""
    browser = Browser(web.port)
    browser.get(f"/svara/{one.respondent.token}/")
    return browser.heard[-1]


def stopped(house, server, cast, people, stops):
    """Stop PostgreSQL at once under load, again and again."""
    held, crowd_of = a_round(cast, people)
    web = house.web()
    connection.close()
    with Crowd(web, crowd_of) as crowd:
        for _ in range(stops):
            before = crowd.received()
            until(lambda: crowd.received() > before or crowd.received() == people, BACK, what="somebody is received")  # noqa: B023
            time.sleep(random.uniform(0, 1))
            server.stop_immediately()
            assert landing(web, crowd_of[0]) == (503, "60")
            time.sleep(random.uniform(0, 0.5))
            server.start()
            until(lambda: landing(web, crowd_of[0])[0] == 200, BACK, what="a page is shown again")
    assert only_answers_that_help(crowd) >= stops
    all_are_received(web, held, crowd_of)


def all_are_received(web, held, people):
    """Hold the ledger against the database; then let everybody send who has not, and send once more."""
    connection.close()
    the_ledger_holds(held, people)
    for one in people:
        assert one.is_ready or one.comes(web).is_ready
        assert one.sees_the_receipt(web)
    assert set(the_ledger_holds(held, people)) == {one.digest for one in people}


@pytest.mark.timeout(900)
def test_nothing_promised_is_lost_though_postgresql_stops_at_once_under_load(house_apart, server, cast):
    stopped(house_apart, server, cast, people=200, stops=3)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_nothing_promised_is_lost_though_postgresql_stops_twenty_times(house_apart, server, cast):
    stopped(house_apart, server, cast, people=2_000, stops=20)


@pytest.mark.timeout(900)
def test_nothing_promised_is_lost_though_every_line_to_postgresql_is_cut_again_and_again(house, cast):
    held, people = a_round(cast, 200)
    web, cut = house.web(), 0
    with Crowd(web, people) as crowd, psycopg.connect(house.address(house.database), autocommit=True) as line:
        while cut < LINES:
            time.sleep(random.uniform(0.1, 0.3))
            cut += line.execute(ALL_LINES).fetchone()[0]
        until(lambda: crowd.received() == len(people), 180, what="everybody is received")
    only_answers_that_help(crowd)
    all_are_received(web, held, people)


def full(web, server, people, crowd):
    """Leave no room on the disk for a while, at last none for the log either; return how many were turned away meanwhile."""
    time.sleep(1)
    before = only_answers_that_help(crowd)
    with psycopg.connect(server.superuser, autocommit=True) as line, suppress(psycopg.Error):
        server.fill_the_disk()
        time.sleep(2)
        for _ in range(20):
            line.execute("SELECT pg_switch_wal()")
            line.execute("SELECT pg_logical_emit_message(true, 'full', repeat('x', 100000))")
    time.sleep(2)
    assert landing(web, people[0]) in {(200, None), (503, "60")}
    server.empty_the_disk()
    server.come_back()
    until(lambda: landing(web, people[0])[0] == 200, BACK, what="a page is shown again")
    return only_answers_that_help(crowd) - before


@pytest.mark.timeout(900)
@pytest.mark.parametrize("server", [256], indirect=True)
def test_nothing_promised_is_lost_though_the_disk_is_full(house_apart, server, cast):
    if not server.is_mounted:
        pytest.skip("a disk of its own takes the right to mount one")
    held, people = a_round(cast, 300)
    web = house_apart.web()
    connection.close()
    with Crowd(web, people) as crowd:
        assert full(web, server, people, crowd) > 0
        until(lambda: crowd.received() == len(people), 180, what="everybody is received")
    only_answers_that_help(crowd)
    all_are_received(web, held, people)
