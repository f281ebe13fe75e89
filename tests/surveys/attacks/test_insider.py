"""P1: an insider with the database, three copies of its files and its log in hand, after 200 answers from 32 at once.

The control stores the inbox in clear, and must be found out; else the attack would be worth nothing.
"""

import math
import random
import re
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from ledger import clock
from surveys import actions
from surveys.actions import Sent, keeping
from surveys.models import Ballot, Invitation
from surveys.queries.walks import GRACE
from surveys.rules.sealing import boxes
from surveys.rules.sealing.mixing import WHOLE
from tests.surveys.attacks import copies
from tests.surveys.rounds import answered, at, opened, published, sections_of, tokens

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("keys")]
SIZES = [1, 2, 4, 5, 6, 7, 8, 9, 10, 10, 11, 11, 12, 12, 13, 13, 14, 16, 17, 19]
AT_ONCE = 32
MARK = re.compile(rb"svar nummer (\d{5})")
LINKED = 0.95


class Round:
    """A round that 200 people answer, and what the insider has seen of it."""

    def __init__(self, cast):
        units = sections_of(cast.a["preschool"], len(SIZES))
        self.version = published(cast.a["school_unit"])
        self.held = opened(cast.a["school_unit"], units, SIZES, version=self.version, pairs=[units[8]])
        self.tokens = tokens(self.held)
        copies.swept()
        self.start = copies.now_in_the_log()
        order = list(self.tokens)
        random.Random(5).shuffle(order)
        half = len(order) // 2
        self.answer(order[:half])
        self.during = copies.copied()
        self.answer(order[half:])
        self.inbox = copies.asked_all("SELECT xmin::text::bigint, box FROM surveys_inbox")
        self.spent = copies.asked_all("SELECT id, xmin::text::bigint FROM surveys_invitation WHERE used")
        closed = actions.close_round(round=self.held, now=clock.now())
        keeping.let_keys_go(clock.now())
        self.closed = copies.copied()
        self.before_mixing = copies.now_in_the_log()
        self.mixed = actions.seal(round=self.held, now=closed.closed_at + GRACE)
        self.end = copies.now_in_the_log()
        copies.asked(f"VACUUM {', '.join(copies.TABLES)}")
        self.vacuumed = copies.copied()
        self.ballots = list(Ballot.objects.filter(round=self.held))
        self.truth = {int(one.extra["fritext"][-5:]): one.pk.bytes for one in self.ballots}  # invitation → ballot
        actions.destroy_key(round=self.held)
        actions.destroy_key(round=self.held)

    def answer(self, invitations):
        """Let these people answer, 32 at once: each saves a page, then sends."""
        with ThreadPoolExecutor(AT_ONCE) as people:
            sent = list(people.map(self._one, invitations))
        assert sent == [Sent.STORED] * len(invitations)

    def _one(self, invitation):
        try:
            found = at(self.tokens[invitation])
            codes, extra = answered(self.version, invitation)
            actions.keep_draft(found=found, plain=str(extra).encode(), revision=0)
            return actions.submit(found=found, codes=codes, extra=extra)
        finally:
            connections.close_all()

    # ── what the insider tries ────────────────────────────────────────────────

    def ciphertexts_by_transaction(self):
        """Return the share of invitations whose box in the inbox is known by its transaction."""
        by_transaction = Counter(xmin for xmin, _box in self.inbox)
        return sum(by_transaction[xmin] == 1 for _pk, xmin in self.spent) / len(self.spent)

    def answers_in_the_inbox(self):
        """Return the share of invitations whose answer can be read in the inbox, linked by transaction."""
        read = {xmin: MARK.search(bytes(box)) for xmin, box in self.inbox}
        right = [pk for pk, xmin in self.spent if read.get(xmin) and int(read[xmin][1]) == pk]
        return len(right) / len(self.spent)

    def ballots_by_transaction(self):
        """Return how many ballots share a transaction with an invitation, on any copy, dead rows too."""
        found = 0
        for copy in (self.during, self.closed, self.vacuumed):
            writers = {row.xmin for row in copy.rows("surveys_ballot")}
            spenders = [row for row in copy.rows("surveys_invitation") if {row.xmin, row.xmax} & writers]
            found += len(spenders)
        return found

    def by_log(self, table):
        """Return how many transactions of the log wrote an invitation and this too; None where nobody reads the log."""
        wrote = copies.transactions_between(self.start, self.end)
        return None if wrote is None else len(wrote["surveys_invitation"] & wrote[table])

    def ballots_by_place(self):
        """Return how many ballots are the only one that can be from a unit: its place has one candidate, or one weight."""
        at_place = Counter((one.place_id, one.weight) for one in self.ballots)
        return sum(count < 5 for count in at_place.values())

    def ballots_by_order(self):
        """Return, for each order, how many ballots are guessed right and how many chance alone would be expected to."""
        units = dict(Invitation.objects.filter(round=self.held).values_list("pk", "place_id"))
        groups = {member: one.pk for one in self.mixed.units.filter(unit=None) for member in one.members}
        place_of = {pk: groups.get(unit, unit) for pk, unit in units.items()}
        ballots = defaultdict(list)
        home = {one.pk.bytes: one.place_id for one in self.ballots}
        for row in self.vacuumed.rows("surveys_ballot"):
            ballots[home[row.uuid]].append(row.uuid)
        sent = [pk for pk, _xmin in sorted(self.spent, key=lambda pair: pair[1])]
        boxed = {row.xmin: (row.page, row.line) for row in self.closed.rows("surveys_inbox")}
        named = {row.xmin: row.uuid for row in self.closed.rows("surveys_inbox")}
        xmin = dict(self.spent)
        orders = {
            "sent": sent,
            "stored in the inbox": sorted(sent, key=lambda pk: boxed[xmin[pk]]),
            "read by the mixer": sorted(sent, key=lambda pk: named[xmin[pk]]),
            "invited": sorted(sent),
        }
        right = {}
        for name, order in orders.items():
            at_place = defaultdict(list)
            for pk in order:
                at_place[place_of[pk]].append(pk)
            guesses = [pair for place, found in at_place.items() for pair in zip(found, ballots[place], strict=True)]
            right[name] = sum(self.truth[pk] == ballot for pk, ballot in guesses)
        return right, len(ballots)


@pytest.fixture
def in_clear(monkeypatch):
    """Build the control: the inbox holds what was answered as it is."""
    monkeypatch.setattr(boxes, "seal", lambda key, plain: bytes(plain))
    monkeypatch.setattr(boxes, "unseal", lambda key, box: bytes(box))


@pytest.fixture(autouse=True)
def _log_kept(transactional_db):
    with copies.log_kept():
        yield


def test_an_insider_reads_ciphertexts_and_no_answer(cast, capsys):
    seen = Round(cast)
    assert len(seen.truth) == sum(SIZES)
    assert seen.ciphertexts_by_transaction() >= LINKED
    assert seen.answers_in_the_inbox() == 0
    assert seen.ballots_by_transaction() == 0
    assert seen.by_log("surveys_inbox") in (sum(SIZES), None)
    assert seen.by_log("surveys_ballot") in (0, None)
    assert seen.ballots_by_place() == 0
    assert {one.weight for one in seen.ballots} == {WHOLE}
    right, chance = seen.ballots_by_order()
    assert max(right.values()) < chance + 6 * math.sqrt(chance), right
    assert seen.during.holding(MARK) | seen.closed.holding(MARK) == set()
    assert seen.vacuumed.holding(MARK) <= {"surveys_ballot"}
    assert not MARK.search(copies.log_between(seen.start, seen.before_mixing))
    with capsys.disabled():
        linked, log = seen.ciphertexts_by_transaction(), seen.by_log("surveys_ballot")
        print(f"\nP1: ciphertexts {linked:.3f}, by log {log}, by order {right}, by chance {chance}")  # noqa: T201


def test_the_control_is_found_out(cast, in_clear, capsys):
    seen = Round(cast)
    assert seen.answers_in_the_inbox() >= LINKED
    assert "surveys_inbox" in seen.closed.holding(MARK)
    assert MARK.search(copies.log_between(seen.start, seen.before_mixing))
    with capsys.disabled():
        print(f"\nP1 control: answers {seen.answers_in_the_inbox():.3f}")  # noqa: T201


def test_a_mixer_that_does_not_shuffle_is_found_out(cast, monkeypatch):
    monkeypatch.setattr(random.SystemRandom, "shuffle", lambda self, rows: None)
    right, _chance = Round(cast).ballots_by_order()
    assert right["read by the mixer"] == sum(SIZES)
